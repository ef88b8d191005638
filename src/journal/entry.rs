//! One outcome as the journal keeps it. Whatever the door, entries are made here, so that here alone is decided which
//! words are kept; who asked is never among what is written.

use std::time::Duration;

use super::door::Door;
use super::kept_reply::Said;
use crate::answer::{Outcome, Remark, Verdict, receipt, receipt_of_choice, thousandths};
use crate::knowledge::{Fact, Knowledge};

/// The language of every answer so far.
const LANGUAGE: &str = "en";

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Became {
    /// It was answered.
    Answered,
    /// A few facts were suggested.
    Unsure,
    /// It was refused.
    Unknown,
    /// Its answer was offered quietly, and nobody has taken it yet.
    Offered,
    /// It was no question: a greeting, thanks, nothing at all.
    Talk,
}

impl Became {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [Self::Answered, Self::Unsure, Self::Unknown, Self::Offered, Self::Talk];

    /// The name that is kept and shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unsure => "unsure",
            Self::Unknown => "unknown",
            Self::Offered => "offered",
            Self::Talk => "talk",
        }
    }
}

/// Where, when and how fast something was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// Seconds since the Unix epoch.
    pub time: u64,
    /// By which door.
    pub door: Door,
    /// The server; `None` outside of one.
    pub guild: Option<u64>,
    /// How long the desk took to decide.
    pub latency: Duration,
    /// Who asked. It is held against the next questions of the same person for two minutes and never written.
    pub asker: Option<u64>,
}

/// One outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Seconds since the Unix epoch.
    pub time: u64,
    /// By which door.
    pub door: Door,
    /// The server; `None` outside of one.
    pub guild: Option<u64>,
    /// The language of the answer.
    pub language: &'static str,
    /// What became of it.
    pub became: Became,
    /// The fact it was answered with, of several the last one; else the nearest.
    pub fact: Option<String>,
    /// How surely, in thousandths.
    pub confidence: Option<u16>,
    /// How long the desk took to decide.
    pub latency: Duration,
    /// The receipt.
    pub receipt: String,
    /// The words, where they may be kept.
    pub question: Option<String>,
    /// What the answer says, for the message that gives it; with the outcome itself none of it is written.
    pub said: Vec<Said>,
    pub(super) asker: Option<u64>,
}

impl Entry {
    /// The entry about an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome, knowledge: &Knowledge, at: Circumstances) -> Self {
        let is_talk = |remark: &Remark| matches!(remark, Remark::SmallTalk(_) | Remark::Empty | Remark::TooLong);
        let became = match outcome.verdict() {
            Verdict::Answered => Became::Answered,
            Verdict::Unsure => Became::Unsure,
            Verdict::Unknown if outcome.parts.iter().all(|part| part.remark.as_ref().is_some_and(is_talk)) => {
                Became::Talk
            }
            Verdict::Unknown => Became::Unknown,
        };
        let said = outcome.answers().filter_map(|(_, best)| knowledge.fact(best.fact)).map(Said::of).collect();
        let best = outcome.answers().last().map(|(_, best)| best).or_else(|| outcome.candidates().first().copied());
        let fact = best.and_then(|best| knowledge.fact(best.fact)).map(|fact| fact.id.clone());
        let keeps = at.door.keeps_words(at.guild) && became != Became::Talk;
        Self {
            fact,
            confidence: best.map(|best| thousandths(best.confidence.0)),
            question: keeps.then(|| outcome.question.clone()),
            said,
            ..Self::wordless(became, receipt(outcome, knowledge).to_string(), at)
        }
    }

    /// The entry about a fact that was chosen and not asked for.
    #[must_use]
    pub fn of_choice(fact: &Fact, knowledge: &Knowledge, at: Circumstances) -> Self {
        let chosen = Self::wordless(Became::Answered, receipt_of_choice(fact, knowledge).to_string(), at);
        Self { fact: Some(fact.id.clone()), said: vec![Said::of(fact)], ..chosen }
    }

    /// The same entry, of an answer that is only offered.
    #[must_use]
    pub fn offered(self) -> Self {
        Self { became: Became::Offered, said: Vec::new(), ..self }
    }

    /// The same entry about words that were not the asker's own.
    #[must_use]
    pub fn without_words(self) -> Self {
        Self { question: None, ..self }
    }

    fn wordless(became: Became, receipt: String, at: Circumstances) -> Self {
        let Circumstances { time, door, guild, latency, asker } = at;
        let (language, fact, confidence, question, said) = (LANGUAGE, None, None, None, Vec::new());
        Self { time, door, guild, language, became, fact, confidence, latency, receipt, question, said, asker }
    }
}
