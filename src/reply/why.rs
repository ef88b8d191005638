//! What a receipt stands for: the answer as it was given, with its reasons, or what stands in the way of showing it
//! again.

use super::compose::{compose, compose_fact, compose_within};
use super::pages::notice;
use super::reasons::{compose_reasons, reasons_card, reasons_of_choice};
use super::{Reply, Visibility, limits, wording_why};
use crate::answer::{ENGINE_VERSION, Outcome, Recalled, Receipt, recall, receipt};
use crate::knowledge::{FactNumber, Knowledge};

/// Kept free for the reasons beside the answers, in units after escaping: a question's reasons take about a third.
const REASONS: usize = 1_500;

/// What a code that somebody typed stands for, within one message.
#[must_use]
pub fn compose_why(code: &str, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let receipt: Receipt = match code.parse() {
        Ok(receipt) => receipt,
        Err(reason) => return notice(None, wording_why::not_a_receipt(reason), visibility),
    };
    match recall(&receipt, knowledge) {
        Recalled::Outcome(outcome) => outcome_in_one_message(&outcome, knowledge, visibility),
        recalled => compose_recalled(&receipt, &recalled, knowledge, visibility),
    }
}

/// What a receipt stands for, every answer as it was given and all reasons below. Several long answers with their
/// reasons are more than a message of Discord holds; that is what [`compose_why`] is for.
#[must_use]
pub fn compose_recalled(
    receipt: &Receipt,
    recalled: &Recalled,
    knowledge: &Knowledge,
    visibility: Visibility,
) -> Reply {
    match recalled {
        Recalled::Outcome(outcome) => {
            let mut reply = compose_within(outcome, knowledge, visibility, limits::EMBED_TOTAL);
            reply.cards.push(compose_reasons(outcome, knowledge));
            reply
        }
        Recalled::Choice(number) => choice(*number, knowledge, visibility),
        Recalled::Elsewhere(facts) => elsewhere(receipt, facts, knowledge, visibility),
        Recalled::Senseless => notice(None, wording_why::SENSELESS.to_owned(), visibility),
    }
}

/// A question asked again: whether it gives the receipt that was kept, then its answer with all reasons.
#[must_use]
pub fn compose_asked_again(outcome: &Outcome, kept: &Receipt, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let now = receipt(outcome, knowledge);
    let sentence = if now == *kept { wording_why::SAME_RECEIPT.to_owned() } else { wording_why::other_receipt(&now) };
    let mut reply = notice(None, sentence, visibility);
    let answer = compose(outcome, knowledge, visibility);
    reply.cards.extend(answer.cards);
    reply.cards.push(compose_reasons(outcome, knowledge));
    Reply { buttons: answer.buttons, ..reply }
}

fn outcome_in_one_message(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let mut reply = compose_within(outcome, knowledge, visibility, limits::EMBED_TOTAL - REASONS);
    let used: usize = reply.cards.iter().map(limits::card_units).sum();
    let frame = limits::card_units(&reasons_card(outcome, knowledge, 0));
    let room = limits::EMBED_TOTAL.checked_sub(used + frame).filter(|_| reply.cards.len() < limits::EMBEDS);
    reply.cards.extend(room.map(|room| reasons_card(outcome, knowledge, room)));
    reply
}

fn choice(number: FactNumber, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let Some(fact) = knowledge.fact(number) else {
        return notice(None, wording_why::SENSELESS.to_owned(), visibility);
    };
    let mut reply = compose_fact(fact, knowledge, visibility);
    reply.cards.push(reasons_of_choice());
    reply
}

/// What is needed, and what became of the facts that were answered with.
fn elsewhere(receipt: &Receipt, facts: &[Option<FactNumber>], knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let is_same_base = receipt.revision == knowledge.revision;
    let mut sentences = Vec::new();
    if !is_same_base {
        sentences.push(wording_why::needs_revision(receipt.revision, knowledge.revision));
    }
    if receipt.engine_version != ENGINE_VERSION {
        sentences.push(wording_why::needs_engine(receipt.engine_version, ENGINE_VERSION));
    }
    let mut told = facts.to_vec();
    told.dedup();
    sentences.extend(told.iter().map(|number| match number.and_then(|number| knowledge.fact(number)) {
        Some(fact) => {
            wording_why::fact_is_there(&limits::fit_escaped(&fact.question, limits::EMBED_TITLE), is_same_base)
        }
        None => wording_why::FACT_IS_GONE.to_owned(),
    }));
    if facts.is_empty() {
        sentences.push(wording_why::NOTHING_WAS_ANSWERED.to_owned());
    }
    notice(Some(wording_why::NOT_SHOWN_AGAIN), sentences.join("\n\n"), visibility)
}
