//! Records what is asked in the terminal. The answer is shown first; what can't be written is let go, because nobody in
//! front of a terminal waits for that.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::desk::Desk;
use crate::answer::Outcome;
use crate::journal::{Circumstances, Door, Entry, Journal, Rules};
use crate::knowledge::Fact;

/// How long the end of a command waits for what is still to be written.
const PATIENCE: Duration = Duration::from_millis(500);

/// The one person in front of a terminal.
const PERSON: u64 = 0;

/// Where a command records.
pub(super) struct Notebook<'a> {
    desk: &'a Desk,
    /// `None` where the settings or the system name no place for it.
    journal: Option<Journal>,
}

impl<'a> Notebook<'a> {
    /// Opens the journal, on a thread of its own.
    pub(super) fn open(desk: &'a Desk) -> Self {
        let settings = &desk.config.journal;
        let rules = Rules { retention_days: settings.retention_days };
        let file = desk.journal.clone().filter(|_| settings.terminal);
        Self { desk, journal: file.map(|file| Journal::start(file, rules, now, |_| {})) }
    }

    /// Records what became of a question, which was taken up at `begun`.
    pub(super) fn note(&self, outcome: &Outcome, door: Door, begun: Instant) {
        let Some(journal) = &self.journal else { return };
        journal.record(Entry::of(outcome, self.desk.knowledge(), circumstances(door, begun)));
    }

    /// Records that somebody chose a fact from a list.
    pub(super) fn note_choice(&self, fact: &Fact, begun: Instant) {
        let Some(journal) = &self.journal else { return };
        journal.record(Entry::of_choice(fact, self.desk.knowledge(), circumstances(Door::Button, begun)));
    }

    /// Writes what is left, for a moment.
    pub(super) fn close(self) {
        if let Some(journal) = self.journal {
            journal.close(PATIENCE);
        }
    }
}

/// Programs are nobody, so that nothing is made of what they ask one after another.
fn circumstances(door: Door, begun: Instant) -> Circumstances {
    let asker = (door != Door::Script).then_some(PERSON);
    Circumstances { time: now(), door, guild: None, latency: begun.elapsed(), asker }
}

/// Seconds since the Unix epoch.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
