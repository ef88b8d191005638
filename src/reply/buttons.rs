//! What can be pressed below an answer: questions near it, its passage, 👍 and 👎, and for the asker "Remove". What a
//! press leads to is decided in `conversation`.

use super::compose::answered_facts;
use super::{Button, Press, Reply, limits, wording_pages};
use crate::answer::{Outcome, Verdict};
use crate::knowledge::{Fact, Knowledge};

/// Questions offered below an answer.
const MAX_RELATED: usize = 3;
/// Answers of one message whose passages have a button: one row of them.
const MAX_PASSAGES: usize = limits::BUTTONS_A_ROW;

/// The reply to a question with its buttons. A refusal has none: there is nothing to do with it.
#[must_use]
pub fn with_buttons(mut reply: Reply, outcome: &Outcome, knowledge: &Knowledge, asker: u64) -> Reply {
    match outcome.verdict() {
        Verdict::Answered => {
            let facts: Vec<&Fact> = answered_facts(outcome, knowledge).into_iter().map(|(_, fact)| fact).collect();
            reply.buttons.extend(tools(&facts, knowledge, Some(asker)));
        }
        Verdict::Unsure if !reply.buttons.is_empty() => reply.buttons.push(remove(asker)),
        Verdict::Unsure | Verdict::Unknown => {}
    }
    reply
}

/// The card of one fact with its buttons; without "Remove" where nobody knows who asked.
#[must_use]
pub fn with_fact_buttons(mut reply: Reply, fact: &Fact, knowledge: &Knowledge, asker: Option<u64>) -> Reply {
    reply.buttons.extend(tools(&[fact], knowledge, asker));
    reply
}

fn tools(facts: &[&Fact], knowledge: &Knowledge, asker: Option<u64>) -> Vec<Button> {
    let Some(first) = facts.first() else { return Vec::new() };
    let mut buttons = related(facts, knowledge);
    buttons.extend(facts.iter().take(MAX_PASSAGES).zip(1..).filter(|(fact, _)| travels(fact)).map(|(fact, number)| {
        let label = if facts.len() == 1 {
            wording_pages::SHOW_PASSAGE.to_owned()
        } else {
            wording_pages::show_passage_of(number)
        };
        Button { label, press: Press::Passage { fact: fact.id.clone() } }
    }));
    if travels(first) {
        buttons.extend([true, false].map(|is_helpful| vote(first, is_helpful)));
    }
    buttons.extend(asker.map(remove));
    buttons
}

/// The curator's related facts, without those that stand above already.
fn related(facts: &[&Fact], knowledge: &Knowledge) -> Vec<Button> {
    let mut offered: Vec<&Fact> = Vec::new();
    for fact in facts.iter().flat_map(|fact| &fact.related).filter_map(|number| knowledge.fact(*number)) {
        let is_new = facts.iter().chain(&offered).all(|known| known.id != fact.id);
        if is_new && travels(fact) && offered.len() < MAX_RELATED {
            offered.push(fact);
        }
    }
    let button = |fact: &Fact| Button {
        label: limits::fit(&fact.question, limits::BUTTON_LABEL),
        press: Press::Related { fact: fact.id.clone() },
    };
    offered.into_iter().map(button).collect()
}

fn vote(fact: &Fact, is_helpful: bool) -> Button {
    let label = if is_helpful { wording_pages::HELPFUL } else { wording_pages::UNHELPFUL };
    Button { label: label.to_owned(), press: Press::Vote { fact: fact.id.clone(), is_helpful } }
}

fn remove(asker: u64) -> Button {
    Button { label: wording_pages::REMOVE.to_owned(), press: Press::Remove { asker } }
}

/// Whether the fact's id fits into a button.
pub(super) fn travels(fact: &Fact) -> bool {
    limits::units(&fact.id) <= limits::FACT_ID
}
