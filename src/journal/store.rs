//! The file itself: what is written into it, batch by batch, and what is taken out again. What is read from it stands in
//! `statistics`, `suggestions`, `export` and below.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::error::Error;
use super::kept_reply::{KeptReply, ReplyState};
use super::note::Note;
use super::pairing::Pairing;
use super::person;
use super::schema::{IN_MEMORY, count, kept, number, open};

/// A journal that is open.
#[derive(Debug)]
pub struct Store {
    pub(super) file: PathBuf,
    pub(super) connection: Connection,
}

/// A question that was not answered, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Its number in the journal.
    pub id: i64,
    /// When it was asked, in seconds since the Unix epoch.
    pub time: u64,
    /// Its words.
    pub question: String,
}

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Outcomes.
    pub outcomes: usize,
    /// Votes.
    pub votes: usize,
    /// Messages of the desk.
    pub replies: usize,
}

impl Store {
    /// Opens the journal of a file; where there is none, makes one.
    ///
    /// # Errors
    /// When the file is no journal, has been written by a later version, or can't be written.
    pub fn make(file: &Path) -> Result<Self, Error> {
        Ok(Self { file: file.to_owned(), connection: open(file, true)? })
    }

    /// Opens the journal of a file; where there is none, an empty one that is written nowhere.
    ///
    /// # Errors
    /// As for [`Store::make`].
    pub fn open(file: &Path) -> Result<Self, Error> {
        let nowhere = Path::new(IN_MEMORY);
        let (place, may_make) = if file.exists() { (file, false) } else { (nowhere, true) };
        Ok(Self { file: file.to_owned(), connection: open(place, may_make)? })
    }

    /// The questions in words that were not answered, the earliest first; of one server, or of all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn misses(&self, guild: Option<u64>) -> Result<Vec<Miss>, Error> {
        self.ask(|connection| {
            let mut statement = connection.prepare(
                "SELECT id, time, question FROM outcome
                 WHERE question IS NOT NULL AND became IN ('unsure', 'unknown') AND (?1 IS NULL OR guild = ?1)
                 ORDER BY id",
            )?;
            let misses = statement.query_map(params![guild.map(kept)], |row| {
                Ok(Miss { id: row.get(0)?, time: number(row.get(1)?), question: row.get(2)? })
            })?;
            misses.collect()
        })
    }

    /// How many questions were not answered whose words are not kept; of one server, or of all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn wordless_misses(&self, guild: Option<u64>) -> Result<usize, Error> {
        self.ask(|connection| {
            connection.query_row(
                "SELECT count(*) FROM outcome WHERE question IS NULL AND became IN ('unsure', 'unknown')
                 AND (?1 IS NULL OR guild = ?1)",
                params![guild.map(kept)],
                |row| Ok(count(row.get(0)?)),
            )
        })
    }

    /// The messages of the desk that could not be corrected, the latest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn unreachable(&self) -> Result<Vec<KeptReply>, Error> {
        self.replies("WHERE state = 'unreachable' ORDER BY time DESC, message, place")
    }

    /// The messages of the desk within the retention, the earliest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn kept_replies(&self) -> Result<Vec<KeptReply>, Error> {
        self.replies("ORDER BY time, message, place")
    }

    /// The facts that one message of the desk gives.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn kept_replies_of(&self, message: u64) -> Result<Vec<KeptReply>, Error> {
        self.replies(&format!("WHERE message = {} ORDER BY place", kept(message)))
    }

    /// Takes out everything before a time, in seconds since the Unix epoch; everything where none is given.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn purge(&mut self, before: Option<u64>) -> Result<Purged, Error> {
        let before = before.map_or(i64::MAX, kept);
        self.change(|transaction| {
            let from =
                |table: &str| transaction.execute(&format!("DELETE FROM {table} WHERE time < ?1"), params![before]);
            Ok(Purged { outcomes: from("outcome")?, votes: from("vote")?, replies: from("reply")? })
        })
        .inspect(|_| self.shrink())
    }

    /// Takes out what is kept no longer than a number of seconds: words, whose votes were, and which messages say what.
    pub(super) fn forget(&mut self, now: u64, kept_for: u64) -> Result<(), Error> {
        let before = kept(now.saturating_sub(kept_for));
        let forgotten = self.change(|transaction| {
            let changes = [
                "DELETE FROM pair WHERE failed IN (SELECT id FROM outcome WHERE question IS NOT NULL AND time <= ?1)",
                "UPDATE outcome SET question = NULL WHERE question IS NOT NULL AND time <= ?1",
                "UPDATE vote SET person = NULL WHERE person IS NOT NULL AND time <= ?1",
                "DELETE FROM reply WHERE time <= ?1",
            ];
            person::forget_keys(transaction, now, kept_for)?;
            changes.iter().map(|change| transaction.execute(change, params![before])).sum::<Result<usize, _>>()
        })?;
        if forgotten > 0 {
            self.shrink();
        }
        Ok(())
    }

    /// Writes notes, all of them or none, and adds to what was lost before.
    pub(super) fn write(
        &mut self,
        notes: &[Note],
        lost: u64,
        pairing: &mut Pairing,
        kept_for: u64,
    ) -> Result<(), Error> {
        let mut paired = pairing.clone();
        self.change(|transaction| {
            for note in notes {
                note.write(transaction, &mut paired, kept_for)?;
            }
            let lost = i64::try_from(lost).unwrap_or(i64::MAX);
            transaction.execute(
                "INSERT INTO tally (name, number) SELECT 'lost', ?1 WHERE ?1 > 0
                 ON CONFLICT (name) DO UPDATE SET number = number + excluded.number",
                params![lost],
            )?;
            Ok(())
        })?;
        *pairing = paired;
        Ok(())
    }

    fn replies(&self, which: &str) -> Result<Vec<KeptReply>, Error> {
        self.ask(|connection| {
            let columns = "message, channel, fact, place, digest, time, state, edited, reason";
            let mut statement = connection.prepare(&format!("SELECT {columns} FROM reply {which}"))?;
            let replies = statement.query_map([], |row| {
                let edited: Option<i64> = row.get(7)?;
                let name: String = row.get(6)?;
                Ok(KeptReply {
                    message: number(row.get(0)?),
                    channel: number(row.get(1)?),
                    fact: row.get(2)?,
                    place: row.get(3)?,
                    digest: number(row.get(4)?),
                    time: number(row.get(5)?),
                    state: ReplyState::read(&name, edited.map(number), row.get(8)?),
                })
            })?;
            replies.collect()
        })
    }

    /// A question to the file.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        question(&self.connection).map_err(|reason| Error::sqlite(&self.file, reason))
    }

    /// A change of the file, all of it or nothing.
    fn change<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let done = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|transaction| {
            let done = change(&transaction)?;
            transaction.commit()?;
            Ok(done)
        });
        done.map_err(|reason| Error::sqlite(&self.file, reason))
    }

    /// Moves all pages into the file, so that what was overwritten there stands nowhere else. While somebody reads, that
    /// has to wait for the next time.
    fn shrink(&self) {
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}
