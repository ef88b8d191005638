//! What can be noted in the journal, and how each is written: within a batch that is written as a whole.

use rusqlite::{Transaction, params};

use super::entry::Entry;
use super::kept_reply::{KeptReply, ReplyState};
use super::pairing::Pairing;
use super::person;
use super::schema::kept;
use super::vote::Vote;

/// Something that waits to be written.
#[derive(Clone, Debug)]
pub(super) enum Note {
    /// A question has had its outcome.
    Outcome(Entry),
    /// Somebody has voted.
    Vote(Vote),
    /// The desk has posted a message.
    Replied(KeptReply),
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
            Self::Replied(reply) => write_reply(transaction, reply),
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
    let question = entry.question.as_ref().filter(|_| kept_for > 0);
    let latency = i64::try_from(entry.latency.as_micros()).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT INTO outcome (time, door, guild, language, became, fact, confidence, latency, receipt, question)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
        ],
    )?;
    for failed in pairing.note(entry, transaction.last_insert_rowid()) {
        transaction.execute(
            "INSERT OR IGNORE INTO pair (failed, fact, time) SELECT ?1, ?2, ?3 WHERE ?2 IS NOT NULL",
            params![failed, entry.fact, kept(entry.time)],
        )?;
    }
    Ok(())
}

/// The latest vote of a person on a message counts. Where nothing of a person is kept, every vote does.
fn write_vote(transaction: &Transaction<'_>, vote: &Vote, kept_for: u64) -> rusqlite::Result<()> {
    let (time, message) = (kept(vote.time), kept(vote.message));
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

fn write_reply(transaction: &Transaction<'_>, reply: &KeptReply) -> rusqlite::Result<()> {
    let (edited, reason) = reply.state.details();
    let (message, channel, digest, time) = (reply.message, reply.channel, reply.digest, reply.time);
    transaction.execute(
        "INSERT OR REPLACE INTO reply (message, channel, fact, place, digest, time, state, edited, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            kept(message),
            kept(channel),
            reply.fact,
            reply.place,
            kept(digest),
            kept(time),
            reply.state.name(),
            edited.map(kept),
            reason
        ],
    )?;
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
