//! The command line: arguments in, one command, an exit status out. The rules are in the modules it calls.

mod add;
mod adding;
mod arguments;
mod ask;
mod chat;
mod check;
mod columns;
mod desk;
#[cfg(feature = "discord")]
mod doctor;
mod eval;
mod eval_changes;
mod eval_json;
mod eval_misses;
mod eval_tables;
mod export;
mod failure;
mod fit;
mod import;
mod journal;
mod journal_arguments;
mod journal_json;
mod journal_tables;
#[cfg(feature = "discord")]
mod log;
mod notebook;
mod progress;
mod prompts;
mod reasons_json;
#[cfg(feature = "discord")]
mod renewal;
mod result_json;
#[cfg(feature = "discord")]
mod run;
mod terminal;
#[cfg(feature = "discord")]
mod watch;
mod why;
#[cfg(feature = "discord")]
mod wishes;
#[cfg(not(feature = "discord"))]
mod without_discord;

use std::io::Write as _;

use clap::Parser as _;

use arguments::{Arguments, Command};
#[cfg(feature = "discord")]
use doctor::doctor as examine;
use failure::Failure;
#[cfg(feature = "discord")]
use run::run as run_bot;
use terminal::Look;
#[cfg(not(feature = "discord"))]
use without_discord::{doctor as examine, run as run_bot};

/// How a command ended, as the system is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Answered, or clean: 0.
    Success,
    /// Not answered, or problems were found: 1.
    Negative,
    /// Bad usage, configuration or knowledge: 2.
    Unusable,
    /// Discord refused the token: 3.
    TokenRefused,
    /// Discord refused the intents: 4.
    IntentsRefused,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(match code {
            ExitCode::Success => 0,
            ExitCode::Negative => 1,
            ExitCode::Unusable => 2,
            ExitCode::TokenRefused => 3,
            ExitCode::IntentsRefused => 4,
        })
    }
}

/// Reads the arguments of this process and does what they say.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Help that nobody reads any more is no failure, so the outcome of printing is not looked at.
            let _ = usage.print();
            return if usage.use_stderr() { ExitCode::Unusable } else { ExitCode::Success };
        }
    };
    let Arguments { global, command } = arguments;
    let look = Look::of_stdout(global.color);
    let done = match command {
        Command::Ask(ask) => ask::ask(&ask, &global, &look),
        Command::Why(why) => why::why(&why, &global, &look),
        Command::Chat => chat::chat(&global, &look),
        Command::Run => run_bot(&global),
        Command::Doctor(doctor) => examine(&doctor, &global, &look),
        Command::Check => check::check(&global),
        Command::Add(add) => add::add(&add, &global, &look),
        Command::Import(import) => import::import(&import, &global, &look),
        Command::Export(export) => export::export(&export, &global),
        Command::Eval(eval) => eval::eval(&eval, &global, &look),
        Command::Journal(command) => journal::journal(&command, &global, &look),
    };
    done.unwrap_or_else(|failure| tell(&failure))
}

/// A reader that has gone away, as with `| head`, has had what it wanted.
fn tell(failure: &Failure) -> ExitCode {
    if failure.is_broken_pipe() {
        return ExitCode::Success;
    }
    // Where even stderr is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "{failure}");
    failure.exit_code()
}
