//! A message compared with the facts: what agrees, what the source says otherwise, each below the fact that says so, and
//! what no fact speaks of. Never a verdict on truth.

use super::asked::shown;
use super::citation::citation_lines;
use super::pages::{notice, notice_card};
use super::{Card, Reply, Tone, Visibility, limits, wording, wording_pages};
use crate::answer::{Compared, Comparison};
use crate::knowledge::Knowledge;

/// Facts shown beside a message; together with the rest they stay below the limit for a message.
const MAX_FACTS: usize = 4;
/// The words of a fact, in units after escaping.
const STATEMENT: usize = 400;
/// The question of a fact, in units after escaping.
const QUESTION: usize = 160;
/// Lines on one fact or on what is not covered.
const MAX_LINES: usize = 5;
/// What all cards on facts may take, in units after escaping.
const FACTS_TOGETHER: usize = 4_600;

/// What only who wanted the comparison sees of it.
#[must_use]
pub fn compose_checked(comparison: &Comparison, knowledge: &Knowledge) -> Reply {
    if comparison.compared.is_empty() && comparison.uncovered.is_empty() {
        return notice(None, wording_pages::NOTHING_TO_CHECK.to_owned(), Visibility::AskerOnly);
    }
    let mut cards = vec![notice_card(Some(wording_pages::CHECKED), wording_pages::CHECKED_NOTE.to_owned())];
    let mut used = 0;
    for card in comparison.compared.iter().take(MAX_FACTS).filter_map(|compared| card(compared, knowledge)) {
        used += limits::card_units(&card);
        if used > FACTS_TOGETHER {
            break;
        }
        cards.push(card);
    }
    if !comparison.uncovered.is_empty() {
        let lines = comparison.uncovered.iter().map(|written| wording_pages::not_covered(&shown(written)));
        let body = shortened(lines);
        cards.push(Card { tone: Tone::Refusal, ..notice_card(Some(wording_pages::CHECKED_UNCOVERED), body) });
    }
    Reply { cards, buttons: Vec::new(), visibility: Visibility::AskerOnly }
}

fn card(compared: &Compared, knowledge: &Knowledge) -> Option<Card> {
    let fact = knowledge.fact(compared.fact)?;
    let lines = compared.claims.iter().map(|claim| {
        let written = shown(&claim.written);
        if claim.agrees { wording_pages::agrees(&written) } else { wording_pages::says_otherwise(&written) }
    });
    let answer = limits::fit_escaped(&fact.answer, STATEMENT);
    Some(Card {
        tone: Tone::Answer,
        title: Some(limits::fit_escaped(&fact.question, QUESTION)),
        body: format!("{}\n\n{}", shortened(lines), wording_pages::source_says(&answer)),
        citations: citation_lines(fact, knowledge),
        footer: None,
    })
}

fn shortened(lines: impl ExactSizeIterator<Item = String>) -> String {
    let n_more = lines.len().saturating_sub(MAX_LINES);
    let mut kept: Vec<String> = lines.take(MAX_LINES).collect();
    if n_more > 0 {
        kept.push(wording::and_more(n_more));
    }
    kept.join("\n")
}
