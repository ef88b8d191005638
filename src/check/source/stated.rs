//! The gate for figures, dates and words of quantity: each that an answer or a question states stands in the cited
//! sentences, and counts there what it counts here. Keywords and other wordings may ask for wrong figures.

use crate::knowledge::{Moment, Problem};
use crate::text::Commonness;

use super::detail::{Detail, counted, details};
use super::fingerprint::SentencePrint;
use super::held_fact::{HeldFact, Said};
use super::statement::Statement;

/// The rule's name.
const RULE: &str = "figure";

/// Everything that a fact states and its sentences don't.
pub(super) fn stated_otherwise(held: &HeldFact<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for said in held.shown() {
        for detail in details(&said.statement.analysis) {
            problems.extend(detail_problem(held, &said, &detail));
        }
    }
    problems.extend(held.fact.when.and_then(|when| when_problem(held, when)));
    problems
}

fn detail_problem(held: &HeldFact<'_>, said: &Said<'_>, detail: &Detail) -> Option<Problem> {
    let holding: Vec<&SentencePrint> =
        held.cited.iter().copied().filter(|sentence| sentence.states(&detail.key)).collect();
    let written = said.statement.written_words(detail.words);
    let (key, cited) = (said.key, held.cited_places());
    let message = if holding.is_empty() {
        if counts_its_list(&said.statement, detail) {
            return None;
        }
        let advice = held.advice(|sentence| sentence.states(&detail.key));
        format!("`{key}` says “{written}”, which isn't in {cited}; {advice}")
    } else if let Some((is_right, word)) = counts(&said.statement, detail, &holding) {
        if is_right {
            return None;
        }
        format!("`{key}` says “{written}” of “{word}”, but {cited} has another figure there; put it right")
    } else if stands_beside_others(held, &said.statement, detail, &holding) {
        let places: Vec<String> = holding.iter().map(|sentence| sentence.named()).collect();
        let places = places.join(" and ");
        format!("`{key}` says “{written}” of what {places} doesn't tell it of; put it right")
    } else {
        return None;
    };
    Some(held.error(said.place_of(detail.words.0), RULE, &message))
}

/// A word behind a figure that a figure counts in the sentences as well, and whether it is the same figure.
fn counts<'text>(
    statement: &'text Statement<'_>,
    detail: &Detail,
    holding: &[&SentencePrint],
) -> Option<(bool, &'text str)> {
    let behind = counted(&statement.analysis, detail);
    let is_counted = |key: &str, at: usize| {
        statement.stems_at(at).any(|stem| holding.iter().any(|sentence| sentence.counts(key, stem)))
    };
    let first_counted = behind.iter().copied().find(|&at| is_counted("", at))?;
    let is_right = behind.iter().any(|&at| is_counted(&detail.key, at));
    Some((is_right, statement.written_words((first_counted, first_counted + 1))))
}

/// Fewer shared words than this say nothing about which sentence a clause is told from.
const LEAST_SHARED: usize = 2;

/// Whether the clause around a date or figure is plainly told from a cited sentence that doesn't hold it.
fn stands_beside_others(
    held: &HeldFact<'_>,
    statement: &Statement<'_>,
    detail: &Detail,
    holding: &[&SentencePrint],
) -> bool {
    let clause = clause_around(statement, detail.words);
    let shared = |sentence: &SentencePrint| {
        let telling = clause.clone().filter(|&at| {
            let word = &statement.analysis.words[at];
            word.number.is_none() && word.commonness >= Commonness::Generic && !is_common_ground(held, statement, at)
        });
        telling.filter(|&at| statement.is_meant_in(at, sentence)).count()
    };
    let most_holding = holding.iter().map(|sentence| shared(sentence)).max().unwrap_or(0);
    let others = held.cited.iter().filter(|sentence| !sentence.states(&detail.key));
    let most_of_others = others.map(|sentence| shared(sentence)).max().unwrap_or(0);
    most_of_others >= most_holding + LEAST_SHARED
}

/// Whether all cited sentences hold a word, so that it tells none from another.
fn is_common_ground(held: &HeldFact<'_>, statement: &Statement<'_>, at: usize) -> bool {
    held.cited.iter().all(|sentence| statement.is_meant_in(at, sentence))
}

/// The words between the clause marks on both sides.
fn clause_around(statement: &Statement<'_>, words: (usize, usize)) -> std::ops::Range<usize> {
    let all = &statement.analysis.words;
    let start = (0..=words.0).rev().find(|&at| all.get(at).is_some_and(|word| word.after_break)).unwrap_or(0);
    let end = (words.1..all.len()).find(|&at| all[at].after_break).unwrap_or(all.len());
    start..end
}

/// Whether a figure is the length of the list behind the next colon: "two generals are named: A and B".
fn counts_its_list(statement: &Statement<'_>, detail: &Detail) -> bool {
    let start = statement.analysis.words.get(detail.words.1).map_or(statement.text.len(), |word| word.span.start);
    let rest = statement.text.get(start..).unwrap_or_default();
    let Some((lead, list)) = rest.split_once(':') else { return false };
    let ends_before = lead.contains(". ") || lead.contains('?');
    let list = list.split(". ").scan(true, |goes_on, piece| {
        // "Maj. Gen. Anita" goes on; "… Kamaletdinov. Both" doesn't.
        let went_on = *goes_on;
        let word = piece.rsplit(' ').next().unwrap_or_default();
        *goes_on = word.starts_with(char::is_uppercase) && word.chars().count() <= 3;
        went_on.then_some(piece)
    });
    let list = list.collect::<Vec<_>>().join(". ");
    let items = list.replace(", and ", ", ").replace(" and ", ", ");
    !ends_before && detail.key == items.split(", ").count().to_string()
}

fn when_problem(held: &HeldFact<'_>, when: Moment) -> Option<Problem> {
    let key = match when.month {
        Some(month) => format!("{}-{month:02}", when.year),
        None => when.year.to_string(),
    };
    let stands = |sentence: &&SentencePrint| {
        sentence.states(&key) && when.day.is_none_or(|day| sentence.states(&day.to_string()))
    };
    let cited = held.cited_places();
    let advice = held.advice(|sentence| stands(&sentence));
    let message = format!("`when` is {when}, which isn't in {cited}; {advice}");
    (!held.cited.iter().any(stands)).then(|| held.error(held.places.when, RULE, &message))
}
