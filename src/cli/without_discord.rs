//! `factdesk run` in a program built without the feature that holds Discord.

use super::ExitCode;
use super::arguments::Global;
use super::failure::Failure;

/// Says how to build one that can.
pub(super) fn run(_global: &Global) -> Result<ExitCode, Failure> {
    let message = "this factdesk was built without Discord; build it with cargo build --release";
    Err(Failure::Told(message.to_owned(), ExitCode::Unusable))
}
