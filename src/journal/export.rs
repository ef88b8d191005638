//! Everything in the journal that is about no person, record by record.

use rusqlite::Row;
use serde::Serialize;

use super::error::Error;
use super::schema::number;
use super::store::Store;

/// One record of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Exported {
    /// What became of a question.
    Outcome {
        /// Its number in the journal.
        id: i64,
        /// Seconds since the Unix epoch.
        time: u64,
        /// The door.
        door: String,
        /// The server, in quotes as Discord writes its numbers.
        guild: Option<String>,
        /// The language.
        lang: String,
        /// What became of it.
        outcome: String,
        /// The fact it was answered with, else the nearest.
        fact: Option<String>,
        /// How surely, in thousandths.
        confidence: Option<u16>,
        /// How long the desk took, in microseconds.
        latency: i64,
        /// The receipt.
        receipt: String,
        /// The words, where they are kept.
        question: Option<String>,
    },
    /// A vote, whoever gave it.
    Vote {
        /// Seconds since the Unix epoch.
        time: u64,
        /// The fact.
        fact: String,
        /// Whether it helped.
        helpful: bool,
    },
}

impl Store {
    /// Hands over all outcomes, then all votes, the earliest first, until `take` fails.
    ///
    /// # Errors
    /// When the file can't be read, or with what `take` says.
    pub fn export<E: From<Error>>(&self, mut take: impl FnMut(Exported) -> Result<(), E>) -> Result<(), E> {
        let outcomes = "SELECT id, time, door, guild, language, became, fact, confidence, latency, receipt, question
                        FROM outcome ORDER BY id";
        let votes = "SELECT time, fact, is_helpful FROM vote ORDER BY time, rowid";
        for (question, read) in [(outcomes, outcome as fn(&Row<'_>) -> _), (votes, vote)] {
            let told = |reason| Error::sqlite(&self.file, reason);
            let mut statement = self.connection.prepare(question).map_err(told)?;
            let mut rows = statement.query([]).map_err(told)?;
            while let Some(row) = rows.next().map_err(told)? {
                take(read(row).map_err(told)?)?;
            }
        }
        Ok(())
    }
}

fn outcome(row: &Row<'_>) -> rusqlite::Result<Exported> {
    let guild: Option<i64> = row.get(3)?;
    Ok(Exported::Outcome {
        id: row.get(0)?,
        time: number(row.get(1)?),
        door: row.get(2)?,
        guild: guild.map(|guild| number(guild).to_string()),
        lang: row.get(4)?,
        outcome: row.get(5)?,
        fact: row.get(6)?,
        confidence: row.get(7)?,
        latency: row.get(8)?,
        receipt: row.get(9)?,
        question: row.get(10)?,
    })
}

fn vote(row: &Row<'_>) -> rusqlite::Result<Exported> {
    Ok(Exported::Vote { time: number(row.get(0)?), fact: row.get(1)?, helpful: row.get(2)? })
}
