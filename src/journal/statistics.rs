//! How much was asked, by which doors, and what became of it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::DAY;
use super::error::Error;
use super::schema::{count, kept, number};
use super::store::Store;
use super::vote::FactVotes;

/// What counts as recent, in days.
pub(super) const RECENT_DAYS: u64 = 7;
/// How many facts are named.
const N_FACTS: u32 = 10;
/// The part of the answers that the longer of the two latencies covers, in per cent.
const MOST_PERCENT: i64 = 95;

/// What the journal can tell in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// All outcomes.
    pub all: Counts,
    /// By what became of them, the most first.
    pub became: Vec<(String, Counts)>,
    /// By the door, the most first.
    pub doors: Vec<(String, Counts)>,
    /// By the fact that was answered with, the most first; at most ten.
    pub facts: Vec<(String, Counts)>,
    /// How long the answers took; `None` without any.
    pub latency: Option<Latency>,
    /// How many questions are kept in words.
    pub with_words: usize,
    /// Votes that the answer helped.
    pub helpful: usize,
    /// Votes that it did not.
    pub unhelpful: usize,
    /// When the first outcome was, in seconds since the Unix epoch.
    pub first: Option<u64>,
    /// Notes that could not be written, as far as that could be written later.
    pub lost: usize,
    /// Size of the file in bytes.
    pub bytes: usize,
}

/// How many in all, and how many of them in the last seven days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the last seven days.
    pub recent: usize,
    /// In all.
    pub all: usize,
}

/// How long the desk took, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// Half of the answers took no longer.
    pub median: u64,
    /// 95 of 100 took no longer.
    pub most: u64,
}

impl Store {
    /// The numbers as they stand at a time, in seconds since the Unix epoch: of one server, or of all. Votes, kept words,
    /// what was lost and the size of the file are those of all, whatever the server.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn statistics(&self, now: u64, guild: Option<u64>) -> Result<Statistics, Error> {
        let of = Of { since: kept(now.saturating_sub(RECENT_DAYS * DAY)), guild: guild.map(kept) };
        self.ask(|connection| {
            let votes = |is_helpful: bool| {
                let votes = "SELECT count(*) FROM vote WHERE is_helpful = ?1";
                connection.query_row(votes, params![is_helpful], |row| Ok(count(row.get(0)?)))
            };
            let one = |question: &str| connection.query_row(question, [], |row| row.get::<_, Option<i64>>(0));
            let lost = one("SELECT number FROM tally WHERE name = 'lost'").optional()?.flatten();
            let first = "SELECT min(time) FROM outcome WHERE ?1 IS NULL OR guild = ?1";
            let first: Option<i64> = connection.query_row(first, params![of.guild], |row| row.get(0))?;
            let all = grouped(connection, "'all'", of)?;
            Ok(Statistics {
                all: all.first().map(|(_, counts)| *counts).unwrap_or_default(),
                became: grouped(connection, "became", of)?,
                doors: grouped(connection, "door", of)?,
                facts: grouped(connection, "CASE became WHEN 'answered' THEN fact END", of)?,
                latency: latency(connection, of)?,
                with_words: count(
                    one("SELECT count(question) FROM outcome WHERE part_of IS NULL")?.unwrap_or_default(),
                ),
                helpful: votes(true)?,
                unhelpful: votes(false)?,
                first: first.map(number),
                lost: count(lost.unwrap_or_default()),
                bytes: count(
                    one("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")?
                        .unwrap_or_default(),
                ),
            })
        })
    }

    /// The votes about each fact, the least helpful first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn feedback(&self) -> Result<Vec<FactVotes>, Error> {
        self.ask(|connection| {
            let mut statement = connection.prepare(
                "SELECT fact, sum(is_helpful), sum(1 - is_helpful), max(time) FROM vote
                 GROUP BY fact ORDER BY 3 DESC, 2, 1",
            )?;
            let facts = statement.query_map([], |row| {
                let (helpful, unhelpful) = (count(row.get(1)?), count(row.get(2)?));
                Ok(FactVotes { fact: row.get(0)?, helpful, unhelpful, last: number(row.get(3)?) })
            })?;
            facts.collect()
        })
    }
}

/// What is counted.
#[derive(Clone, Copy)]
struct Of {
    /// What is recent comes after this.
    since: i64,
    /// The server; `None` for all.
    guild: Option<i64>,
}

/// Counts by what an expression gives, the most first.
fn grouped(connection: &Connection, by: &str, of: Of) -> rusqlite::Result<Vec<(String, Counts)>> {
    let mut statement = connection.prepare(&format!(
        "SELECT {by} AS name, count(*) FILTER (WHERE time > ?1), count(*) FROM outcome
         WHERE name IS NOT NULL AND part_of IS NULL AND (?3 IS NULL OR guild = ?3) GROUP BY name ORDER BY 3 DESC, 1 LIMIT ?2"
    ))?;
    let groups = statement.query_map(params![of.since, N_FACTS, of.guild], |row| {
        Ok((row.get(0)?, Counts { recent: count(row.get(1)?), all: count(row.get(2)?) }))
    })?;
    groups.collect()
}

fn latency(connection: &Connection, of: Of) -> rusqlite::Result<Option<Latency>> {
    let at = |percent: i64| {
        let nth = "WITH asked AS (SELECT latency FROM outcome WHERE part_of IS NULL AND (?2 IS NULL OR guild = ?2))
                   SELECT latency FROM asked ORDER BY latency LIMIT 1
                   OFFSET (SELECT max(count(*) - 1, 0) * ?1 / 100 FROM asked)";
        connection.query_row(nth, params![percent, of.guild], |row| Ok(number(row.get(0)?))).optional()
    };
    Ok(at(50)?.zip(at(MOST_PERCENT)?).map(|(median, most)| Latency { median, most }))
}
