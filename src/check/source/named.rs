//! The gate for names: each that an answer or a question gives stands in the cited sentences, spelled so or as
//! a synonym has it. What the whole source is about may be named everywhere.

use crate::knowledge::Problem;

use super::held_fact::{HeldFact, Said};

/// The rule's name.
const RULE: &str = "name";

/// Every name that a fact gives and its sentences don't.
pub(super) fn named_otherwise(held: &HeldFact<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for said in held.shown() {
        let stray: Vec<usize> = said.statement.names().filter(|&at| is_stray(held, &said, at)).collect();
        // "Golan Heights" is one name, and one problem.
        for run in stray.chunk_by(|before, after| before + 1 == *after) {
            problems.extend(run.first().zip(run.last()).map(|(&first, &last)| problem(held, &said, first, last)));
        }
    }
    problems
}

fn is_stray(held: &HeldFact<'_>, said: &Said<'_>, at: usize) -> bool {
    let is_cited = held.cited.iter().any(|sentence| said.statement.is_named_in(at, sentence));
    !is_cited && !held.about.iter().any(|about| said.statement.shares_name(at, about))
}

fn problem(held: &HeldFact<'_>, said: &Said<'_>, first: usize, last: usize) -> Problem {
    let name = said.statement.written_words((first, last + 1));
    let (key, cited) = (said.key, held.cited_places());
    let advice = held.advice(|sentence| (first..=last).all(|at| said.statement.is_named_in(at, sentence)));
    held.error(said.place_of(first), RULE, &format!("`{key}` names “{name}”, which isn't in {cited}; {advice}"))
}
