//! The gate for the spelling of names: a word that is a slip away from a name of the source, and isn't in the source, is
//! that name misspelt. Members' own wordings may misspell it; what the desk says, asks or goes by may not.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::Problem;
use crate::text::Commonness;

use super::fingerprint::Fingerprint;
use super::held_fact::{HeldFact, Said};

/// The rule's name.
const RULE: &str = "spelling";

/// Shorter words are too near to one another.
const LEAST_LETTERS: usize = 4;
/// From so many letters on two slips may be one name.
const LONG: usize = 7;

/// The names that the base gives and the source spells so.
#[derive(Debug, Default)]
pub(super) struct KnownNames {
    /// By their folded spelling, as they are written.
    names: BTreeMap<String, String>,
}

impl KnownNames {
    /// Collects them from all facts.
    pub(super) fn of(facts: &[HeldFact<'_>], sources: &[Fingerprint]) -> Self {
        let mut names = BTreeMap::new();
        for said in facts.iter().flat_map(|held| held.all_said().into_iter().chain(held.quotes())) {
            for at in said.statement.names() {
                let Some(word) = said.statement.analysis.words.get(at) else { continue };
                let is_right = sources.iter().any(|source| source.spells(&word.folded));
                if is_right && word.folded.chars().count() >= LEAST_LETTERS {
                    names.entry(word.folded.to_string()).or_insert_with(|| bare(said.statement.written(word)));
                }
            }
        }
        Self { names }
    }

    fn meant_by(&self, folded: &str) -> Option<&str> {
        let most = if folded.chars().count() < LONG { 1 } else { 2 };
        let near = self.names.iter().map(|(name, written)| (strsim::osa_distance(name, folded), written));
        let nearest = near.filter(|(slips, _)| (1..=most).contains(slips)).min_by_key(|(slips, _)| *slips);
        nearest.map(|(_, written)| written.as_str())
    }
}

/// Names that are spelled otherwise than the source spells them. `given` are other spellings that the base gives on
/// purpose, as synonyms.
pub(super) fn misspelt(held: &HeldFact<'_>, known: &KnownNames, given: &BTreeSet<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for said in held.all_said() {
        for (at, word) in said.statement.analysis.words.iter().enumerate() {
            let may_be_a_slip = word.number.is_none()
                && word.commonness == Commonness::Unlisted
                && word.folded.chars().count() >= LEAST_LETTERS
                && !given.contains(word.folded.as_str())
                && !held.sources.iter().any(|source| source.spells(&word.folded));
            let meant = if may_be_a_slip { known.meant_by(&word.folded) } else { None };
            problems.extend(meant.map(|name| problem(held, &said, at, name)));
        }
    }
    problems
}

fn problem(held: &HeldFact<'_>, said: &Said<'_>, at: usize, name: &str) -> Problem {
    let written = said.statement.written_words((at, at + 1));
    let message = format!("`{}` spells “{written}”, the source “{name}”; spell it as the source does", said.key);
    held.error(said.place_of(at), RULE, &message)
}

/// A name without its possessive.
fn bare(written: &str) -> String {
    written.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}
