//! The door to the core: a question goes in, an outcome comes out. Nothing here can fail, reads a clock or a disk.

mod outcome;
mod receipt;

use std::sync::Arc;

pub use outcome::{
    Confidence, Explanation, MAX_CANDIDATES, MAX_SUGGESTIONS, MatchKind, Outcome, Part, Ranked, Remark, SmallTalk,
    Verdict, WordMatch,
};

pub use receipt::{NotAReceipt, Receipt, receipt};

use crate::knowledge::{FactNumber, Knowledge};

/// The longest message read as a question, in characters: Discord's own limit for a message.
pub const MAX_QUESTION_CHARS: usize = 2_000;

/// The version of matching and deciding; a receipt names it, because another version may answer otherwise.
pub const ENGINE_VERSION: u32 = 1;

/// When an answer may be given, as calibrated confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// The least confidence at which an answer is given, 0 to 1.
    pub answer_floor: f32,
    /// The least confidence at which a fact is suggested, 0 to 1.
    pub suggest_floor: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { answer_floor: 0.6, suggest_floor: 0.15 }
    }
}

/// A fact base made ready for questions.
#[derive(Debug)]
pub struct Engine {
    knowledge: Arc<Knowledge>,
    thresholds: Thresholds,
}

impl Engine {
    /// Prepares a base.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, thresholds: Thresholds) -> Self {
        Self { knowledge, thresholds }
    }

    /// The base it answers from.
    #[must_use]
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// What becomes of a message.
    #[must_use]
    pub fn answer(&self, question: &str) -> Outcome {
        // SKELETON: exact wordings only.
        let found = self.knowledge.facts.iter().position(|fact| fact.wordings().any(|wording| wording == question));
        let candidates: Vec<Ranked> = found
            .map(|index| Ranked { fact: FactNumber::new(index), confidence: Confidence(1.0) })
            .into_iter()
            .collect();
        let why = Explanation {
            answer_floor: self.thresholds.answer_floor,
            suggest_floor: self.thresholds.suggest_floor,
            ..Explanation::default()
        };
        let verdict = if candidates.is_empty() { Verdict::Unknown } else { Verdict::Answered };
        let part = Part { text: question.to_owned(), verdict, candidates, remark: None, why };
        Outcome { question: question.to_owned(), parts: vec![part] }
    }

    /// The facts whose wordings go on from what is being typed, best first, at most `most`. For an empty prefix the
    /// first fact of each topic.
    #[must_use]
    pub fn suggest(&self, prefix: &str, most: usize) -> Vec<FactNumber> {
        // SKELETON
        let _ = prefix;
        (0..self.knowledge.facts.len().min(most)).map(FactNumber::new).collect()
    }
}
