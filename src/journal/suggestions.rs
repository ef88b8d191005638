//! Wordings that people tried in vain before they were answered. They are only suggested: what belongs into the base, its
//! curator says, and what the curator has said is kept beyond the words, as digests.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use rusqlite::params;

use super::error::Error;
use super::gaps::folded;
use super::kept_reply::answer_digest;
use super::schema::{kept, number};
use super::store::{Miss, Store};
use crate::answer::{Engine, Meaning};
use crate::knowledge::{FactNumber, Knowledge};

/// From this share of telling words on, two wordings are variants of one.
const ALIKE: f32 = 0.8;

/// A wording that a fact may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The number of the first question in the journal that was asked so.
    pub id: i64,
    /// The words, as they were first written.
    pub wording: String,
    /// The fact that the same people were answered with soon after.
    pub fact: FactNumber,
    /// How many were.
    pub count: usize,
    /// When that was last, in seconds since the Unix epoch.
    pub last: u64,
    /// Whether the curator has accepted or dismissed it, or a variant of it.
    pub is_handled: bool,
    ids: Vec<i64>,
    /// [`wording_digest`] of each variant.
    digests: Vec<u64>,
}

impl Suggestion {
    /// Whether the question with this number in the journal belongs to it.
    #[must_use]
    pub fn holds(&self, id: i64) -> bool {
        self.ids.contains(&id)
    }
}

impl Store {
    /// Failed questions in words, with the fact that the same person was answered with soon after.
    pub(super) fn pairs(&self) -> Result<Vec<(Miss, String)>, Error> {
        self.ask(|connection| {
            let mut statement = connection.prepare(
                "SELECT outcome.id, pair.time, outcome.question, pair.fact FROM pair
                 JOIN outcome ON outcome.id = pair.failed WHERE outcome.question IS NOT NULL ORDER BY outcome.id",
            )?;
            let pairs = statement.query_map([], |row| {
                let miss = Miss { id: row.get(0)?, time: number(row.get(1)?), question: row.get(2)? };
                Ok((miss, row.get(3)?))
            })?;
            pairs.collect()
        })
    }

    /// Keeps that the curator has accepted or dismissed a suggestion, whoever asks so again.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn handle(&mut self, suggestion: &Suggestion, knowledge: &Knowledge) -> Result<(), Error> {
        let fact = knowledge.fact(suggestion.fact).map(|fact| fact.id.as_str());
        self.change(|transaction| {
            for digest in &suggestion.digests {
                transaction.execute(
                    "INSERT OR IGNORE INTO handled (fact, wording) SELECT ?1, ?2 WHERE ?1 IS NOT NULL",
                    params![fact, kept(*digest)],
                )?;
            }
            Ok(())
        })
    }

    /// What was accepted or dismissed: fact and [`wording_digest`].
    fn handled(&self) -> Result<HashSet<(String, u64)>, Error> {
        self.ask(|connection| {
            let mut statement = connection.prepare("SELECT fact, wording FROM handled")?;
            let handled = statement.query_map([], |row| Ok((row.get(0)?, number(row.get(1)?))))?;
            handled.collect()
        })
    }
}

/// Tells whether a wording is one that was handled, long after its words are forgotten.
fn wording_digest(question: &str) -> u64 {
    answer_digest(&folded(question))
}

/// The wordings that the journal suggests for a base, the most frequent first, the handled ones among them. What the base
/// answers with the fact by now is suggested no more, and neither is a wording without a telling word.
///
/// # Errors
/// When the file can't be read.
pub fn suggestions(store: &Store, engine: &Engine) -> Result<Vec<Suggestion>, Error> {
    let knowledge = engine.knowledge();
    let handled = store.handled()?;
    let mut by_fact: BTreeMap<FactNumber, Vec<Miss>> = BTreeMap::new();
    for (miss, fact) in store.pairs()? {
        let answered_with =
            |fact: FactNumber| engine.answer(&miss.question).answers().any(|(_, best)| best.fact == fact);
        if let Some(fact) = knowledge.find(&fact).filter(|fact| !answered_with(*fact)) {
            by_fact.entry(fact).or_default().push(miss);
        }
    }
    let mut all: Vec<Suggestion> =
        by_fact.into_iter().flat_map(|(fact, misses)| grouped(fact, misses, engine)).collect();
    for suggestion in &mut all {
        let fact = knowledge.fact(suggestion.fact).map(|fact| fact.id.clone()).unwrap_or_default();
        suggestion.is_handled = suggestion.digests.iter().any(|digest| handled.contains(&(fact.clone(), *digest)));
    }
    all.sort_by_key(|suggestion| (std::cmp::Reverse(suggestion.count), suggestion.id));
    Ok(all)
}

/// Variants of a wording are one.
fn grouped(fact: FactNumber, misses: Vec<Miss>, engine: &Engine) -> Vec<Suggestion> {
    let mut groups: Vec<(Meaning, Suggestion)> = Vec::new();
    for Miss { id, time, question } in misses {
        let meaning = engine.meaning(&question);
        if meaning.is_empty() {
            continue;
        }
        let digest = wording_digest(&question);
        if let Some((_, known)) = groups.iter_mut().find(|(known, _)| known.likeness(&meaning) >= ALIKE) {
            known.count += 1;
            known.last = known.last.max(time);
            known.ids.push(id);
            known.digests.push(digest);
        } else {
            let wording = on_one_line(&question);
            let (ids, digests) = (vec![id], vec![digest]);
            let new = Suggestion { id, wording, fact, count: 1, last: time, is_handled: false, ids, digests };
            groups.push((meaning, new));
        }
    }
    groups.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// What the curator types who accepts a suggestion: the command that adds the wording to the fact, in whatever file it
/// stands. `flags` say which base that is, where it is not the usual one.
#[must_use]
pub fn accepted(suggestion: &Suggestion, knowledge: &Knowledge, flags: &[(&str, &Path)]) -> String {
    let Some(fact) = knowledge.fact(suggestion.fact) else { return String::new() };
    let flag = |(flag, path): &(&str, &Path)| format!(" {flag}={}", in_shell(&path.to_string_lossy()));
    let flags: String = flags.iter().map(flag).collect();
    format!("factdesk add{flags} --to {} --also-asked={}\n", fact.id, in_shell(&suggestion.wording))
}

/// The words without anything that breaks a line or steers a terminal.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as one word for a shell, whatever a stranger has put into it: between single quotes nothing has a meaning.
fn in_shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_text_as_it_is() {
        let check = |text: &str, quoted: &str| assert_eq!(in_shell(text), quoted);
        check("what's `up` at $HOME?", r"'what'\''s `up` at $HOME?'");
        check("", "''");
        check("\"\\", "'\"\\'");
    }
}
