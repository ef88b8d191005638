//! The journal as the doors see it: a note is laid into a queue of bounded length, and that is all that an answer has to
//! wait for. What finds no room is counted.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::entry::Entry;
use super::kept_reply::{ReplyState, Said};
use super::note::Note;
use super::vote::Vote;
use super::writer::{Rules, Trouble, Writer};

/// How many notes wait at most, in a few megabytes: more than are made in the second after which they are written.
pub const MAX_WAITING: usize = 8_192;

/// What goes to the writing thread.
#[derive(Debug)]
pub(super) enum Sent {
    /// Something to be written.
    Note(Note),
    /// Somebody waits until everything before is written, or was tried to be.
    Flush(SyncSender<()>),
}

/// A journal being written.
#[derive(Debug)]
pub struct Journal {
    /// `None` once it is closed.
    notes: Mutex<Option<SyncSender<Sent>>>,
    done: Mutex<Receiver<()>>,
    file: PathBuf,
    lost: Arc<AtomicU64>,
}

impl Journal {
    /// Begins to write into a file, which is opened on the writing thread. The clock tells seconds since the Unix epoch;
    /// what goes wrong is told to `tell`, on that thread too.
    #[must_use]
    pub fn start(
        file: PathBuf,
        rules: Rules,
        clock: impl Fn() -> u64 + Send + 'static,
        tell: impl Fn(&Trouble) + Send + 'static,
    ) -> Self {
        let (notes, waiting) = sync_channel(MAX_WAITING);
        let (ended, done) = sync_channel(1);
        let lost = Arc::new(AtomicU64::new(0));
        let writer = Writer::new(file.clone(), rules, Box::new(clock), Box::new(tell), Arc::clone(&lost));
        // Without a thread every note finds the queue closed and is counted as lost.
        let _ = thread::Builder::new().name("journal".to_owned()).spawn(move || {
            writer.run(&waiting);
            // Nobody may be waiting for the end.
            let _ = ended.try_send(());
        });
        Self { notes: Mutex::new(Some(notes)), done: Mutex::new(done), file, lost }
    }

    /// Notes what became of a question, by whatever door it came.
    pub fn record(&self, entry: Entry) {
        self.note(Note::Outcome(entry));
    }

    /// Notes a vote.
    pub fn vote(&self, vote: Vote) {
        self.note(Note::Vote(vote));
    }

    /// Notes which facts a message of the desk gives since a time, in seconds since the Unix epoch.
    pub fn replied(&self, message: u64, channel: u64, time: u64, said: Vec<Said>) {
        self.note(Note::Replied { message, channel, time, said });
    }

    /// Notes that a message of the desk is gone.
    pub fn removed(&self, message: u64) {
        self.note(Note::Replied { message, channel: 0, time: 0, said: Vec::new() });
    }

    /// Notes what came of the correction of a message of the desk, which now says what the digest tells.
    pub fn changed(&self, message: u64, place: u32, digest: u64, state: ReplyState) {
        self.note(Note::Changed { message, place, digest, state });
    }

    /// The file, for those who read it.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// How many notes could not be written since the start.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Waits until all that was noted so far is written, or could not be; false where that takes longer.
    pub fn flush(&self, patience: Duration) -> bool {
        let (flushed, done) = sync_channel(1);
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        notes.is_some_and(|notes| notes.try_send(Sent::Flush(flushed)).is_ok()) && done.recv_timeout(patience).is_ok()
    }

    /// Takes no more notes, and waits until all are written, at most for so long; whether they are.
    pub fn close(&self, patience: Duration) -> bool {
        drop(self.notes.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.done.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(patience).is_ok()
    }

    fn note(&self, note: Note) {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.as_ref().is_none_or(|notes| notes.try_send(Sent::Note(note)).is_err()) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}
