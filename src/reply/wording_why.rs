//! What the desk says of receipts and of its reasons; everything else it says of its own is in `wording`. Each sentence
//! is true in Discord and in the terminal alike.

use super::wording::counted;
use crate::answer::{NotAReceipt, Receipt, thousandths};
use crate::knowledge::Revision;

/// Heading of the reasons for an answer.
pub const WHY_ANSWERED: &str = "Why this answer";
/// Heading of the reasons for several answers.
pub const WHY_SEVERAL: &str = "Why these answers";
/// Heading of the reasons for "did you mean".
pub const WHY_UNSURE: &str = "Why I am not sure";
/// Heading of the reasons for a refusal.
pub const WHY_UNKNOWN: &str = "Why there is no answer";
/// Heading where a receipt needs another base or engine.
pub const NOT_SHOWN_AGAIN: &str = "I cannot show that answer again";

/// A message without words.
pub const NO_WORDS: &str = "There is no word in it.";
/// A message that is no question.
pub const TAKEN_FOR_TALK: &str = "I took it for a greeting, for thanks or for talk about me, not for a question.";
/// A question that shares nothing with the base.
pub const NO_FACT_NEAR: &str = "No fact has a word of it.";
/// A question that says too little.
pub const LACKS_SUBSTANCE: &str = "Its words are too general to single out a fact, so I do not answer.";
/// A question that the curator wrote down.
pub const STORED_WORDING: &str = "It is a stored wording of this fact, word for word.";
/// Nothing came second.
pub const NO_RUNNER_UP: &str = "No other fact came into question.";
/// A receipt's reasons say nothing of words.
pub const WORDS_NOT_KEPT: &str =
    "A receipt does not keep the words of the question, so I cannot say which of them fit.";
/// One of several questions that has neither an answer nor, in a receipt, its words.
pub const UNANSWERED_QUESTION: &str = "A question without an answer";
/// A fact chosen from a list.
pub const CHOSEN: &str = "It was chosen from my suggestions, so there was nothing to weigh.";

/// A question asked again that gives the receipt kept.
pub const SAME_RECEIPT: &str = "Asked again, the question gives the same receipt.";

/// A fact of a receipt that the base does not have.
pub const FACT_IS_GONE: &str = "A fact that it names is not there any more.";
/// A receipt without a fact.
pub const NOTHING_WAS_ANSWERED: &str = "Nothing was answered then.";
/// A receipt that is whole but means nothing here.
pub const SENSELESS: &str = "That receipt names no answer that I could have given. Please copy it again.";
/// A receipt, to show what one looks like.
pub const A_RECEIPT: &str = "1px3kd7-44dd6d9b-2-000042y-mp333w";

/// Why a text can't be read as a receipt.
#[must_use]
pub fn not_a_receipt(reason: NotAReceipt) -> String {
    match reason {
        NotAReceipt::Unlike => format!("That is not a receipt. One looks like {A_RECEIPT} and stands below an answer."),
        NotAReceipt::Miscopied => format!(
            "That receipt has a slip in it: its last digit, which checks the others, does not fit. Please copy it again; \
             a receipt looks like {A_RECEIPT}."
        ),
    }
}

/// The base is in another state than the receipt needs.
#[must_use]
pub fn needs_revision(needed: Revision, present: Revision) -> String {
    format!("This receipt needs revision {needed} of the facts. Here is revision {present}.")
}

/// The engine is of another version than the receipt needs.
#[must_use]
pub fn needs_engine(needed: u32, present: u32) -> String {
    format!("This receipt needs version {needed} of the engine. Here is version {present}, which may answer otherwise.")
}

/// A question asked again that gives another receipt than the one kept.
#[must_use]
pub fn other_receipt(now: &Receipt) -> String {
    format!("Asked again, the question gives another receipt: {now}.")
}

/// A fact of a receipt that the base still has.
#[must_use]
pub fn fact_is_there(question: &str, is_same_base: bool) -> String {
    let text = if is_same_base { "and its text is the same" } else { "but its text may have changed" };
    format!("The fact “{question}” is still there, {text}.")
}

/// The question leaned on the answer before it.
#[must_use]
pub fn understood_from_last(question: &str) -> String {
    format!("It leans on the answer before it, to “{question}”, so I understood it from there.")
}

/// The fact that came first but is not given as an answer.
#[must_use]
pub fn nearest_fact(question: &str) -> String {
    format!("The nearest fact is “{question}”.")
}

/// Sure enough for an answer.
#[must_use]
pub fn sure_enough(sure: &str, answer: &str, suggest: &str) -> String {
    format!("I am {sure} sure, and that is enough: I answer from {answer} on and suggest from {suggest} on.")
}

/// Sure enough for a suggestion.
#[must_use]
pub fn sure_enough_to_suggest(sure: &str, answer: &str, suggest: &str) -> String {
    format!(
        "I am {sure} sure, enough to suggest it and not to say it: I answer from {answer} on and suggest from {suggest} on."
    )
}

/// Not sure enough for anything.
#[must_use]
pub fn not_sure(sure: &str, answer: &str, suggest: &str) -> String {
    format!("I am {sure} sure, too little even to suggest it: I answer from {answer} on and suggest from {suggest} on.")
}

/// How sure, where that did not decide.
#[must_use]
pub fn sure(sure: &str, answer: &str, suggest: &str) -> String {
    format!("By its words alone I am {sure} sure. I answer from {answer} on and suggest from {suggest} on.")
}

/// The question asks for exactly what is absent.
#[must_use]
pub fn asks_for_absent(subject: &str) -> String {
    format!("It is a stored wording of a subject that the sources say nothing about: {subject}.")
}

/// A subject known to be absent came before every fact.
#[must_use]
pub fn absent_ahead(subject: &str) -> String {
    format!("A subject fits better that the sources say nothing about: {subject}.")
}

/// A subject known to be absent came near.
#[must_use]
pub fn absent_near(subject: &str) -> String {
    format!("A subject came near that the sources say nothing about: {subject}.")
}

/// The words of the question that the fact has.
#[must_use]
pub fn matched(words: &str) -> String {
    format!("Words that fit, each with its weight in the question: {words}.")
}

/// The words of the question that the fact does not have.
#[must_use]
pub fn missing(words: &str) -> String {
    format!("Words that this fact does not have: {words}.")
}

/// The kind of answer asked for.
#[must_use]
pub fn kind(asked_for: &str) -> String {
    format!("The question asks “{asked_for}”.")
}

/// The kind of answer asked for, which the fact does not give.
#[must_use]
pub fn other_kind(asked_for: &str) -> String {
    format!("The question asks “{asked_for}”, which no stored wording of this fact asks.")
}

/// A word that fits as it is.
#[must_use]
pub fn word(written: &str, weight: &str) -> String {
    format!("“{written}” ({weight})")
}

/// A word that fits by the curator's synonyms.
#[must_use]
pub fn word_by_synonym(written: &str, weight: &str) -> String {
    format!("“{written}” or a word with the same meaning ({weight})")
}

/// A word that fits once a slip is forgiven.
#[must_use]
pub fn word_by_typo(written: &str, taken_for: &str, letters: u8, weight: &str) -> String {
    let letters = counted(usize::from(letters), "letter", "letters");
    format!("“{written}” read as “{taken_for}”, {letters} forgiven ({weight})")
}

/// The stored wording that is most like the question.
#[must_use]
pub fn closest_wording(wording: &str) -> String {
    format!("The closest stored wording is “{wording}”.")
}

/// The fact that came second.
#[must_use]
pub fn runner_up(question: &str, sure: &str, points: &str) -> String {
    format!("Next came “{question}” with {sure}, {points} behind.")
}

/// Words of somebody else.
#[must_use]
pub fn quoted(words: &str) -> String {
    format!("“{words}”")
}

/// A share as people say it.
#[must_use]
pub fn percent(share: f32) -> String {
    format!("{} %", hundredths(share))
}

/// The same where tenths would say nothing.
#[must_use]
pub fn whole_percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A difference of two shares.
#[must_use]
pub fn points(difference: f32) -> String {
    let shown = hundredths(difference);
    format!("{shown} {}", if shown == "1" { "point" } else { "points" })
}

/// Hundredths with one decimal place, where it is not 0.
fn hundredths(share: f32) -> String {
    let thousandths = thousandths(share);
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}
