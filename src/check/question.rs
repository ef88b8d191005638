//! A question for measuring, with what is known of its answer. What becomes of it is judged in `measure`.

use std::fmt::{self, Display, Formatter};

use crate::knowledge::Fact;

/// A question with what is known of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// As it is asked.
    pub text: String,
    /// Its sort, in the file's own word: "typo", "near" ….
    pub kind: String,
    /// What the answer must rest on.
    pub wanted: Wanted,
    /// Where it stands in its file, counted from 1.
    pub line: usize,
}

/// What the answer must rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// On one of these, or on all of them.
    Answer {
        /// The places or facts that answer the question; at least one.
        golds: Vec<Gold>,
        /// Whether it takes all of them.
        needs_all: bool,
    },
    /// Nothing in the base answers it.
    Nothing {
        /// Why not, for people.
        why: Option<String>,
        /// What may correct a false premise; empty for every other question.
        corrections: Vec<Gold>,
    },
}

/// One thing that answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gold {
    /// A sentence, in whichever source is cited: "p4.s2".
    Sentence {
        /// Counted from 1.
        paragraph: u32,
        /// Counted from 1 in its paragraph.
        sentence: u32,
    },
    /// A fact, by its id.
    Fact(String),
}

impl Gold {
    /// Whether the fact is this one, or cites this sentence.
    #[must_use]
    pub fn is_met_by(&self, fact: &Fact) -> bool {
        match self {
            Self::Fact(id) => fact.id == *id,
            Self::Sentence { paragraph, sentence } => {
                fact.cites.iter().any(|cite| (cite.paragraph, cite.sentence) == (*paragraph, *sentence))
            }
        }
    }

    /// Reads either form; what is no sentence is taken for an id.
    pub(super) fn read(text: &str) -> Self {
        let places = text.strip_prefix('p').and_then(|rest| rest.split_once(".s"));
        match places.map(|(paragraph, sentence)| (paragraph.parse(), sentence.parse())) {
            Some((Ok(paragraph), Ok(sentence))) => Self::Sentence { paragraph, sentence },
            _ => Self::Fact(text.to_owned()),
        }
    }
}

impl Display for Gold {
    /// As it stands in the file.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence { paragraph, sentence } => write!(formatter, "p{paragraph}.s{sentence}"),
            Self::Fact(id) => formatter.write_str(id),
        }
    }
}

impl Wanted {
    /// Whether a fact would be a right thing to say.
    #[must_use]
    pub fn is_met_by(&self, fact: &Fact) -> bool {
        let (Self::Answer { golds, .. } | Self::Nothing { corrections: golds, .. }) = self;
        golds.iter().any(|gold| gold.is_met_by(fact))
    }
}
