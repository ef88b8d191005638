//! What can be noted in the journal, and how each is written: within a batch that is written as a whole.

use rusqlite::{Transaction, params};

use super::entry::Entry;
use super::kept_reply::{ReplyState, Said};
use super::pairing::Pairing;
use super::person;
use super::schema::{NO_MESSAGE, kept};
use super::vote::Vote;

/// Something that waits to be written.
#[derive(Clone, Debug)]
pub(super) enum Note {
    /// A question has had its outcome.
    Outcome(Entry),
    /// Somebody has voted.
    Vote(Vote),
    /// A message of the desk gives these facts now; without any, it is gone or no answer.
    Replied {
        /// The message.
        message: u64,
        /// Where it stands.
        channel: u64,
        /// Since when, in seconds since the Unix epoch.
        time: u64,
        /// What it says.
        said: Vec<Said>,
    },
    /// A message of the desk says something else now, or could not be made to.
    Changed {
        /// The message.
        message: u64,
        /// Which of its facts.
        place: u32,
        /// What it says now.
        digest: u64,
        /// What has come of it.
        state: ReplyState,
    },
}

impl Note {
    /// Writes it. Where nothing of people is kept, `kept_for` is 0 seconds.
    pub(super) fn write(
        &self,
        transaction: &Transaction<'_>,
        pairing: &mut Pairing,
        kept_for: u64,
    ) -> rusqlite::Result<()> {
        match self {
            Self::Outcome(entry) => write_entry(transaction, entry, pairing, kept_for),
            Self::Vote(vote) => write_vote(transaction, vote, kept_for),
            Self::Replied { message, channel, time, said } => {
                let said = if kept_for > 0 { said.as_slice() } else { &[] };
                write_reply(transaction, [*message, *channel, *time].map(kept), said)
            }
            Self::Changed { message, place, digest, state } => {
                change_reply(transaction, (*message, *place), *digest, state)
            }
        }
    }
}

fn write_entry(
    transaction: &Transaction<'_>,
    entry: &Entry,
    pairing: &mut Pairing,
    kept_for: u64,
) -> rusqlite::Result<()> {
    let outcome = insert_outcome(transaction, entry, None, kept_for)?;
    for failed in pairing.note(entry, outcome) {
        // Only while it stands there with its words: a purge may have taken it out and given its number to another.
        transaction.execute(
            "INSERT OR IGNORE INTO pair (failed, fact, time) SELECT id, ?2, ?3 FROM outcome
                 WHERE id = ?1 AND time = ?4 AND question IS NOT NULL AND ?2 IS NOT NULL",
            params![failed.outcome, entry.fact, kept(entry.time), kept(failed.time)],
        )?;
    }
    for missed in &entry.missed {
        let part = insert_outcome(transaction, missed, Some(outcome), kept_for)?;
        // It has failed, so it waits for an answer and is none to others.
        pairing.note(missed, part);
    }
    Ok(())
}

/// Gives back the number that it has in the journal.
fn insert_outcome(
    transaction: &Transaction<'_>,
    entry: &Entry,
    part_of: Option<i64>,
    kept_for: u64,
) -> rusqlite::Result<i64> {
    let question = entry.question.as_ref().filter(|_| kept_for > 0);
    let latency = i64::try_from(entry.latency.as_micros()).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT INTO outcome (time, door, guild, language, became, fact, confidence, latency, receipt, question, part_of)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            kept(entry.time),
            entry.door.name(),
            entry.guild.map(kept),
            entry.language,
            entry.became.name(),
            entry.fact,
            entry.confidence,
            latency,
            entry.receipt,
            question,
            part_of,
        ],
    )?;
    Ok(transaction.last_insert_rowid())
}

/// The latest vote of a person on a message counts. Where nothing of either is kept, every vote does.
fn write_vote(transaction: &Transaction<'_>, vote: &Vote, kept_for: u64) -> rusqlite::Result<()> {
    let (time, message) = (kept(vote.time), if kept_for > 0 { kept(vote.message) } else { NO_MESSAGE });
    let hashes = if kept_for > 0 { person::hashes(transaction, vote.voter, vote.time, kept_for)? } else { Vec::new() };
    let newest = hashes.first().copied();
    for hash in hashes {
        transaction.execute("DELETE FROM vote WHERE message = ?1 AND person = ?2", params![message, hash])?;
    }
    transaction.execute(
        "INSERT INTO vote (time, message, person, fact, is_helpful) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![time, message, newest, vote.fact, vote.is_helpful],
    )?;
    Ok(())
}

/// Whatever the message said before, it says no longer.
fn write_reply(
    transaction: &Transaction<'_>,
    [message, channel, time]: [i64; 3],
    said: &[Said],
) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM reply WHERE message = ?1", params![message])?;
    for (place, said) in (0_u32..).zip(said) {
        transaction.execute(
            "INSERT INTO reply (message, channel, fact, place, digest, time, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![message, channel, said.fact, place, kept(said.digest), time, ReplyState::Current.name()],
        )?;
    }
    Ok(())
}

fn change_reply(
    transaction: &Transaction<'_>,
    (message, place): (u64, u32),
    digest: u64,
    state: &ReplyState,
) -> rusqlite::Result<()> {
    let (edited, reason) = state.details();
    transaction.execute(
        "UPDATE reply SET digest = ?3, state = ?4, edited = ?5, reason = ?6 WHERE message = ?1 AND place = ?2",
        params![kept(message), place, kept(digest), state.name(), edited.map(kept), reason],
    )?;
    Ok(())
}
