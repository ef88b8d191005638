//! The journal as the doors see it: a note is laid into a queue of bounded length, and that is all that an answer has to
//! wait for. What finds no room is counted.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::entry::Entry;
use super::kept_reply::{KeptReply, ReplyState};
use super::note::Note;
use super::vote::Vote;
use super::writer::{Rules, Trouble, Writer};

/// How many notes wait at most, in a few megabytes: more than are made in the second after which they are written.
pub const MAX_WAITING: usize = 8_192;

/// A journal being written.
#[derive(Debug)]
pub struct Journal {
    /// `None` once it is closed.
    notes: Mutex<Option<SyncSender<Note>>>,
    done: Mutex<Receiver<()>>,
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
        let writer = Writer::new(file, rules, Box::new(clock), Box::new(tell), Arc::clone(&lost));
        // Without a thread every note finds the queue closed and is counted as lost.
        let _ = thread::Builder::new().name("journal".to_owned()).spawn(move || {
            writer.run(&waiting);
            // Nobody may be waiting for the end.
            let _ = ended.try_send(());
        });
        Self { notes: Mutex::new(Some(notes)), done: Mutex::new(done), lost }
    }

    /// Notes what became of a question, by whatever door it came.
    pub fn record(&self, entry: Entry) {
        self.note(Note::Outcome(entry));
    }

    /// Notes a vote.
    pub fn vote(&self, vote: Vote) {
        self.note(Note::Vote(vote));
    }

    /// Notes which fact a message of the desk gives.
    pub fn replied(&self, reply: KeptReply) {
        self.note(Note::Replied(reply));
    }

    /// Notes what came of the correction of a message of the desk, which now says what the digest tells.
    pub fn changed(&self, message: u64, place: u32, digest: u64, state: ReplyState) {
        self.note(Note::Changed { message, place, digest, state });
    }

    /// How many notes could not be written since the start.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Takes no more notes, and waits until all are written, at most for so long; whether they are.
    pub fn close(&self, patience: Duration) -> bool {
        drop(self.notes.lock().unwrap_or_else(PoisonError::into_inner).take());
        self.done.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(patience).is_ok()
    }

    fn note(&self, note: Note) {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.as_ref().is_none_or(|notes| notes.try_send(note).is_err()) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}
