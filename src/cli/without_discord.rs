//! `factdesk run` and `factdesk doctor` in a program built without the feature that holds Discord.

use super::ExitCode;
use super::arguments::{Doctor, Global};
use super::failure::Failure;
use super::terminal::Look;

/// Says how to build one that can.
pub(super) fn run(_global: &Global) -> Result<ExitCode, Failure> {
    Err(without_discord())
}

/// The same.
pub(super) fn doctor(_doctor: &Doctor, _global: &Global, _look: &Look) -> Result<ExitCode, Failure> {
    Err(without_discord())
}

fn without_discord() -> Failure {
    let message = "this factdesk was built without Discord; build it with cargo build --release";
    Failure::Told(message.to_owned(), ExitCode::Unusable)
}
