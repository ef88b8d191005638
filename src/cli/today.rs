//! The day of a check: as it was named, or as the system's clock has it in UTC. Nothing below the command line asks what
//! day it is.

use super::ExitCode;
use super::failure::Failure;
use super::notebook::now;
use crate::journal::date;
use crate::knowledge::Moment;

/// The day that was named, or today.
pub(super) fn day(named: Option<&str>) -> Result<Moment, Failure> {
    let today = date(now());
    let text = named.unwrap_or(&today);
    let moment = text.parse::<Moment>().ok().filter(|moment| moment.day.is_some());
    let message = format!("--today {text} is not a day; write it as 2026-12-31");
    moment.ok_or(Failure::Told(message, ExitCode::Unusable))
}
