//! `factdesk journal`: what was asked, what of it in vain, and what people thought of the answers. How it is drawn stands
//! in `journal_tables` and `journal_json`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::ExitCode;
use super::arguments::Global;
use super::ask::write_json;
use super::desk::Desk;
use super::failure::Failure;
use super::journal_arguments::{Decision, JournalCommand, Purge, Unanswered};
use super::journal_json::{CorrectionsJson, FeedbackJson, StatisticsJson, SuggestionsJson, UnansweredJson};
use super::journal_tables as tables;
use super::notebook::now;
use super::terminal::Look;
use crate::config::{Config, Environment, journal_file};
use crate::curator::stub;
use crate::journal::{DAY, Error, Store, accepted, gaps, suggestions};
use crate::knowledge::Problem;

/// What is read from and how it is shown.
struct Reading<'a> {
    global: &'a Global,
    look: &'a Look,
    file: PathBuf,
    store: Store,
    retention_days: u32,
}

/// Does what one of the subcommands says.
pub(super) fn journal(command: &JournalCommand, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let mut reading = Reading::open(global, look)?;
    let mut stdout = io::stdout().lock();
    match command {
        JournalCommand::Stats(form) => reading.stats(form.json, &mut stdout)?,
        JournalCommand::Unanswered(unanswered) => reading.unanswered(unanswered, &mut stdout)?,
        JournalCommand::Stub(numbered) => reading.stub(numbered.id, &mut stdout)?,
        JournalCommand::Feedback(form) => {
            let facts = reading.store.feedback()?;
            if form.json {
                write_json(&FeedbackJson::new(&facts), &mut stdout)?;
            } else {
                write!(stdout, "{}", tables::feedback(&facts, look))?;
            }
        }
        JournalCommand::Suggestions(asked) => match &asked.decision {
            Some(decision) => reading.decide(decision, &mut stdout)?,
            None => reading.suggestions(asked.json, &mut stdout)?,
        },
        JournalCommand::Corrections(form) => {
            let replies = reading.store.unreachable()?;
            if form.json {
                write_json(&CorrectionsJson::new(&replies), &mut stdout)?;
            } else {
                write!(stdout, "{}", tables::corrections(&replies, look))?;
            }
        }
        JournalCommand::Export => {
            let mut output = io::BufWriter::new(&mut stdout);
            reading.store.export(|record| Ok::<(), Failure>(write_line(&record, &mut output)?))?;
            output.flush()?;
        }
        JournalCommand::Purge(purge) => return reading.purge(purge, &mut stdout),
    }
    stdout.flush()?;
    Ok(ExitCode::Success)
}

impl<'a> Reading<'a> {
    fn open(global: &'a Global, look: &'a Look) -> Result<Self, Failure> {
        let environment = Environment::of_process();
        let (config, problems) = Config::load(global.config.as_deref(), &environment);
        if problems.iter().any(Problem::is_error) {
            return Err(Failure::Problems(problems));
        }
        let file = journal_file(&config, &environment).ok_or_else(|| {
            let message = "no folder is known for the journal; name its file in config.toml, [journal] file";
            Failure::Told(message.to_owned(), ExitCode::Unusable)
        })?;
        let store = Store::open(&file)?;
        Ok(Self { global, look, file, store, retention_days: config.journal.retention_days })
    }

    fn stats(&self, as_json: bool, output: &mut impl Write) -> Result<(), Failure> {
        let statistics = self.store.statistics(now(), None)?;
        if as_json {
            let json = StatisticsJson::new(&statistics, &self.file, self.retention_days);
            return Ok(write_json(&json, output)?);
        }
        write!(output, "{}", tables::statistics(&statistics, &self.file, self.retention_days, self.look))?;
        Ok(())
    }

    fn unanswered(&self, asked: &Unanswered, output: &mut impl Write) -> Result<(), Failure> {
        let desk = Desk::open(self.global)?;
        let gaps = gaps(self.store.misses(None)?, &desk.engine);
        let wordless = self.store.wordless_misses(None)?;
        let shown = gaps.get(..asked.most).unwrap_or(&gaps);
        if asked.json {
            return Ok(write_json(&UnansweredJson::new(shown, gaps.len(), wordless, desk.knowledge()), output)?);
        }
        write!(output, "{}", tables::unanswered(shown, desk.knowledge(), self.look))?;
        if !self.global.quiet {
            write!(output, "{}", tables::unanswered_closing(&gaps, shown.len(), wordless, self.look))?;
        }
        Ok(())
    }

    fn stub(&self, id: i64, output: &mut impl Write) -> Result<(), Failure> {
        let desk = Desk::open(self.global)?;
        let gaps = gaps(self.store.misses(None)?, &desk.engine);
        let gap = gaps.iter().find(|gap| gap.holds(id)).ok_or_else(|| unknown(id, "unanswered"))?;
        write!(output, "{}", stub(gap, desk.knowledge()))?;
        Ok(())
    }

    fn suggestions(&self, as_json: bool, output: &mut impl Write) -> Result<(), Failure> {
        let desk = Desk::open(self.global)?;
        let mut suggestions = suggestions(&self.store, &desk.engine)?;
        suggestions.retain(|suggestion| !suggestion.is_handled);
        if as_json {
            return Ok(write_json(&SuggestionsJson::new(&suggestions, desk.knowledge()), output)?);
        }
        write!(output, "{}", tables::suggestions(&suggestions, desk.knowledge(), self.look))?;
        Ok(())
    }

    /// What was handled before can be decided anew.
    fn decide(&mut self, decision: &Decision, output: &mut impl Write) -> Result<(), Failure> {
        let (desk, id) = (Desk::open(self.global)?, decision.id());
        let suggestions = suggestions(&self.store, &desk.engine)?;
        let suggestion = suggestions.iter().find(|known| known.holds(id)).ok_or_else(|| unknown(id, "suggestions"))?;
        match decision {
            Decision::Accept(_) => {
                let flags = [("--config", &self.global.config), ("--knowledge", &self.global.knowledge)];
                let flags: Vec<(&str, &Path)> =
                    flags.iter().filter_map(|(flag, path)| Some((*flag, path.as_deref()?))).collect();
                write!(output, "{}", accepted(suggestion, desk.knowledge(), &flags))?;
            }
            Decision::Dismiss(_) if self.global.quiet => {}
            Decision::Dismiss(_) => write!(output, "{}", tables::dismissed(suggestion, desk.knowledge(), self.look))?,
        }
        // What nobody could read is not handled.
        output.flush()?;
        Ok(self.store.handle(suggestion, desk.knowledge())?)
    }

    fn purge(mut self, purge: &Purge, output: &mut impl Write) -> Result<ExitCode, Failure> {
        let before = purge.older_than.map(|days| now().saturating_sub(u64::from(days) * DAY));
        let purged = self.store.purge(before)?;
        if !self.global.quiet {
            write!(output, "{}", tables::purged(purged))?;
        }
        Ok(ExitCode::Success)
    }
}

fn unknown(id: i64, list: &str) -> Failure {
    let message = format!("nothing in the list has the number {id}; see factdesk journal {list}");
    Failure::Told(message, ExitCode::Unusable)
}

fn write_line(value: &impl serde::Serialize, output: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    writeln!(output)
}

impl From<Error> for Failure {
    fn from(reason: Error) -> Self {
        Self::Told(reason.to_string(), ExitCode::Unusable)
    }
}

/// A file as it is named to people.
pub(super) fn shown(file: &Path) -> String {
    file.display().to_string()
}
