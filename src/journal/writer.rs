//! The thread that writes. It gathers notes for a moment and writes them as one batch; where that fails it keeps them and
//! tries again, and counts what there is no room for. Once a day it takes out what may be kept no longer.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::DAY;
use super::error::Error;
use super::note::Note;
use super::pairing::Pairing;
use super::queue::{MAX_WAITING, Sent};
use super::store::Store;

/// How long notes are gathered: a process that is killed loses no more than this, and what is being written.
const GATHERING: Duration = Duration::from_millis(250);
/// How long after a failure the next try is made.
const RETRY: Duration = Duration::from_secs(1);
/// How often it is seen whether a day is over.
const LOOK: Duration = Duration::from_secs(60);
/// A batch of so many notes is written at once, whether or not more may come.
const MAX_BATCH: usize = 1_024;

/// How long what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Days for which words, hashes of people and numbers of messages are kept; 0 for none of them at all.
    pub retention_days: u32,
}

impl Rules {
    /// The same in seconds.
    #[must_use]
    pub fn kept_for(self) -> u64 {
        u64::from(self.retention_days) * DAY
    }
}

/// What an operator should know of the writing.
#[derive(Debug)]
pub enum Trouble {
    /// Nothing can be written now; it is tried again.
    Failing(Error),
    /// This journal can't be written at all.
    Unusable(Error),
    /// Some notes can't be written, whatever is tried.
    Refused(Error, usize),
    /// It goes well again, after so many notes in all were lost.
    Recovered(u64),
}

impl Display for Trouble {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failing(error) => write!(formatter, "{error}; it is tried again every second"),
            Self::Unusable(error) => write!(formatter, "{error}; nothing is recorded until the next start"),
            Self::Refused(error, notes) => write!(formatter, "{error}; {notes} notes are dropped"),
            Self::Recovered(lost) => write!(formatter, "the journal is written again; {lost} notes were lost"),
        }
    }
}

/// The state of the thread.
pub(super) struct Writer {
    file: PathBuf,
    rules: Rules,
    clock: Box<dyn Fn() -> u64 + Send>,
    tell: Box<dyn Fn(&Trouble) + Send>,
    lost: Arc<AtomicU64>,
    /// How many of the lost are written down already.
    lost_kept: u64,
    store: Option<Store>,
    pairing: Pairing,
    waiting: Vec<Note>,
    is_failing: bool,
    is_unusable: bool,
    /// When it was last seen to that nothing is kept too long, in seconds since the Unix epoch.
    forgotten: Option<u64>,
}

impl Writer {
    pub(super) fn new(
        file: PathBuf,
        rules: Rules,
        clock: Box<dyn Fn() -> u64 + Send>,
        tell: Box<dyn Fn(&Trouble) + Send>,
        lost: Arc<AtomicU64>,
    ) -> Self {
        let (store, waiting, pairing) = (None, Vec::new(), Pairing::default());
        let (is_failing, is_unusable, forgotten) = (false, false, None);
        let lost_kept = 0;
        Self { file, rules, clock, tell, lost, lost_kept, store, pairing, waiting, is_failing, is_unusable, forgotten }
    }

    /// Writes what comes until no more can come.
    pub(super) fn run(mut self, sent: &Receiver<Sent>) {
        self.write();
        let mut due = Instant::now() + LOOK;
        loop {
            let heard = sent.recv_timeout(due.saturating_duration_since(Instant::now()));
            let is_over = matches!(heard, Err(RecvTimeoutError::Disconnected));
            let flushed = match heard {
                Ok(Sent::Flush(flushed)) => Some(flushed),
                Ok(Sent::Note(note)) => {
                    if self.waiting.is_empty() {
                        due = Instant::now() + GATHERING;
                    }
                    self.take(note);
                    let is_full = self.waiting.len() >= MAX_BATCH && !self.is_failing;
                    if !is_full && Instant::now() < due {
                        continue;
                    }
                    None
                }
                Err(_) => None,
            };
            self.write();
            if let Some(flushed) = flushed {
                // Who asked may have given up waiting.
                let _ = flushed.try_send(());
            }
            if is_over {
                break;
            }
            due = Instant::now() + if self.waiting.is_empty() { LOOK } else { RETRY };
        }
        self.lose(self.waiting.len());
    }

    fn take(&mut self, note: Note) {
        if self.is_unusable || self.waiting.len() >= MAX_WAITING {
            self.lose(1);
        } else {
            self.waiting.push(note);
        }
    }

    /// Tries to write all that waits.
    fn write(&mut self) {
        if self.is_unusable {
            return;
        }
        match self.try_to_write() {
            Ok(()) if self.is_failing => {
                self.is_failing = false;
                (self.tell)(&Trouble::Recovered(self.lost.load(Ordering::Relaxed)));
            }
            Ok(()) => {}
            Err(error) if error.may_pass() => {
                // The file may have been taken away, so it is opened anew.
                self.store = None;
                if !std::mem::replace(&mut self.is_failing, true) {
                    (self.tell)(&Trouble::Failing(error));
                }
            }
            Err(error) => {
                let dropped = std::mem::take(&mut self.waiting).len();
                self.lose(dropped);
                self.is_unusable = self.store.is_none();
                let trouble =
                    if self.is_unusable { Trouble::Unusable(error) } else { Trouble::Refused(error, dropped) };
                (self.tell)(&trouble);
            }
        }
    }

    fn try_to_write(&mut self) -> Result<(), Error> {
        let store = match &mut self.store {
            Some(store) => store,
            empty => empty.insert(Store::make(&self.file)?),
        };
        let (now, kept_for) = ((self.clock)(), self.rules.kept_for());
        let lost = self.lost.load(Ordering::Relaxed);
        if !self.waiting.is_empty() || lost > self.lost_kept {
            store.write(&self.waiting, lost.saturating_sub(self.lost_kept), &mut self.pairing, kept_for)?;
            self.waiting.clear();
            self.lost_kept = lost;
        }
        if self.forgotten.is_none_or(|then| now.saturating_sub(then) >= DAY) {
            store.forget(now, kept_for)?;
            self.forgotten = Some(now);
        }
        Ok(())
    }

    fn lose(&self, notes: usize) {
        self.lost.fetch_add(u64::try_from(notes).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}
