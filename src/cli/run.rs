//! `factdesk run`: settings, base and token become the running bot; how it ended becomes the exit status.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tracing::{error, info, warn};

use super::ExitCode;
use super::arguments::Global;
use super::desk::Desk;
use super::failure::Failure;
use super::log::start_log;
use super::renewal::read_anew;
use super::watch::Watch;
use super::wishes;
use crate::check::lint;
use crate::config::{Config, Environment, LogFormat, Token, TokenProblem, state_folder};
use crate::conversation::Conversation;
use crate::discord::{self, Error, Renewals, Settings};
use crate::journal::{Journal, Rules};
use crate::knowledge::Problem;
use crate::observe::{Clock, Observer};

/// How long a stop waits for the last records, after all else: a batch takes a few milliseconds.
const JOURNAL_PATIENCE: Duration = Duration::from_millis(500);

/// Runs until Ctrl-C, SIGTERM or an error that trying again would not mend.
pub(super) fn run(global: &Global) -> Result<ExitCode, Failure> {
    let environment = Environment::of_process();
    let (desk, token) = match (Desk::open_and_look(global, lint), Token::find(&environment)) {
        (Ok(desk), Ok(token)) => (desk, token),
        (Ok(desk), Err(reason)) => return Err(without_token(&reason, &desk.warnings)),
        (Err(failure), Ok(_)) => return Err(failure),
        (Err(failure), Err(reason)) => {
            return Err(Failure::Both(Box::new(failure), Box::new(without_token(&reason, &[]))));
        }
    };
    start_log(desk.config.log_level, desk.config.log_format, global);
    for problem in &desk.warnings {
        warn!("{problem}");
    }
    let knowledge = desk.knowledge();
    info!(facts = knowledge.facts.len(), revision = %knowledge.revision, "the fact base is loaded");
    let observer = Arc::new(Observer::new(Clock::of_system()));
    observer.knowledge(&knowledge.revision.to_string());
    let watch = Watch::start(Arc::clone(&observer), desk.config.observe_address.as_deref())?;
    let settings = settings(&desk.config, &token, &environment);
    let journal = start_journal(&desk);
    let conversation = Conversation::new(Arc::new(desk.engine))
        .with_contact(desk.config.contact.clone())
        .with_manners(desk.config.manners);
    silence_panics();
    let folder = global.knowledge.clone().unwrap_or(desk.config.knowledge_folder);
    let renewals = Renewals::new(read_anew(folder.clone(), desk.config.thresholds));
    watch.beside(wishes::on_hangup(renewals.clone()));
    watch.beside(wishes::on_changes(folder, renewals.clone()));
    let kept = journal.clone();
    let ended = watch.over(|stop| discord::run(conversation, renewals, settings, kept, observer, stop));
    if let Some(journal) = journal
        && !journal.close(JOURNAL_PATIENCE)
    {
        warn!("the last records could not be written in time and are dropped");
    }
    told(ended.map_err(|reason| no_threads(&reason))?, desk.config.log_format)
}

/// Begins to record what is asked; the log tells where that goes wrong.
fn start_journal(desk: &Desk) -> Option<Arc<Journal>> {
    let Some(file) = desk.journal.clone() else {
        warn!("no folder is known for the journal, so nothing is recorded; set [journal] file");
        return None;
    };
    let rules = Rules { retention_days: desk.config.journal.retention_days };
    info!(file = %file.display(), retention_days = rules.retention_days, "what is asked is recorded");
    let clock = Clock::of_system();
    Some(Arc::new(Journal::start(file, rules, move || clock.epoch_seconds(), |trouble| warn!("{trouble}"))))
}

/// How the bot ended, for the system and for the operator, who reads JSON to the last line where that was asked for.
fn told(ended: Result<(), Error>, format: LogFormat) -> Result<ExitCode, Failure> {
    match (ended, format) {
        (Ok(()), _) => {
            info!("stopped");
            Ok(ExitCode::Success)
        }
        (Err(error), LogFormat::Human) => Err(Failure::Told(error.to_string(), exit_code(&error))),
        (Err(error), LogFormat::Json) => {
            error!(reason = %error, "the bot has ended");
            Ok(exit_code(&error))
        }
    }
}

/// Why there is no token, and what was odd, such as an unreadable line of `.env`: the token may stand in it.
fn without_token(reason: &TokenProblem, warnings: &[Problem]) -> Failure {
    let lines = std::iter::once(reason.to_string()).chain(warnings.iter().map(ToString::to_string));
    Failure::Told(lines.collect::<Vec<_>>().join("\n"), ExitCode::Unusable)
}

/// A panic's own message may quote what a member wrote, so the log is told its place alone.
fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        error!(place, "something went wrong that never should");
    }));
}

/// How the bot reaches Discord, and as whom.
pub(super) fn settings(config: &Config, token: &Token, environment: &Environment) -> Settings {
    Settings {
        token: discord::Token::new(token.secret()),
        proxy: config.discord.proxy.clone(),
        connect: config.discord.connect.clone(),
        ca_file: config.discord.ca_file.clone(),
        // The privileged intent is asked for only where a channel is watched, which the state folder tells.
        watch_content: false,
        state: state_folder(config.discord.state.clone(), environment),
    }
}

/// What an error is to the system.
pub(super) fn exit_code(error: &Error) -> ExitCode {
    match error {
        Error::RefusedToken => ExitCode::TokenRefused,
        Error::RefusedIntents { .. } => ExitCode::IntentsRefused,
        Error::Setup { .. } => ExitCode::Unusable,
        _ => ExitCode::Negative,
    }
}

fn no_threads(reason: &io::Error) -> Failure {
    let message = format!("the system gave no means to wait for Discord: {reason}; free some memory or open files");
    Failure::Told(message, ExitCode::Negative)
}
