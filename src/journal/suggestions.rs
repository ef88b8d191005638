//! Wordings that people tried in vain before they were answered. They are only suggested: what belongs into the base, its
//! curator says.

use std::collections::BTreeMap;

use super::error::Error;
use super::schema::number;
use super::store::{Miss, Store};
use super::stub::{on_one_line, quoted};
use crate::answer::{Engine, Meaning};
use crate::knowledge::{FactNumber, Knowledge};

/// From this share of telling words on, two wordings are variants of one.
const ALIKE: f32 = 0.8;

/// A wording that a fact may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The number of the first question in the journal that was asked so.
    pub id: i64,
    /// The words, as most people wrote them.
    pub wording: String,
    /// The fact that the same people were answered with soon after.
    pub fact: FactNumber,
    /// How many were.
    pub count: usize,
    /// When that was last, in seconds since the Unix epoch.
    pub last: u64,
    ids: Vec<i64>,
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
}

/// The wordings that the journal suggests for a base, the most frequent first. What the base answers with the fact by now
/// is suggested no more, and neither is a wording without a telling word.
///
/// # Errors
/// When the file can't be read.
pub fn suggestions(store: &Store, engine: &Engine) -> Result<Vec<Suggestion>, Error> {
    let knowledge = engine.knowledge();
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
        if let Some((_, known)) = groups.iter_mut().find(|(known, _)| known.likeness(&meaning) >= ALIKE) {
            known.count += 1;
            known.last = known.last.max(time);
            known.ids.push(id);
        } else {
            let wording = on_one_line(&question);
            groups.push((meaning, Suggestion { id, wording, fact, count: 1, last: time, ids: vec![id] }));
        }
    }
    groups.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// What the curator pastes who accepts a suggestion: the fact's other wordings with this one, and where they stand.
#[must_use]
pub fn accepted(suggestion: &Suggestion, knowledge: &Knowledge) -> String {
    let Some(fact) = knowledge.fact(suggestion.fact) else { return String::new() };
    let wordings = fact.also_asked.iter().map(String::as_str).chain([suggestion.wording.as_str()]);
    let lines: Vec<String> = wordings.map(|wording| format!("    {},\n", quoted(wording))).collect();
    let (file, line) = (fact.origin.file.display(), fact.origin.line);
    format!(
        "# {file}:{line}, fact `{}`: put this in place of its also_asked, then factdesk check\nalso_asked = [\n{}]\n",
        fact.id,
        lines.concat()
    )
}
