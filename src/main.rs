//! Starts the command line and hands its status to the system; everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    factdesk::cli::run().into()
}
