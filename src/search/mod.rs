//! Which facts could be meant, best first, each with the parts of its score. Whether the best may be said is decided in
//! `answer`.

mod asked_kinds;
mod best;
mod candidate;
mod entry_sums;
mod features;
mod gains;
mod grams;
mod grouped;
mod index;
mod lexicon;
mod likelihood;
mod names;
mod occurrences;
mod pairs;
mod postings;
mod query;
mod ranking;
mod reading;
mod relevance;
mod score;
mod searcher;
mod sparse_sum;
mod texts;
mod typo;
mod wordings;

pub use candidate::Candidate;
pub use index::Entry;
pub use names::Named;
pub use query::{MOST_TERMS, Query, QueryTerm, TermSet};
pub use score::{Score, Weights, weight_of_count};
pub use searcher::Searcher;
pub use typo::{FIRST_LETTER_UP_TO, ONE_EDIT_FROM, TWO_EDITS_FROM, typo_budget};

/// How a written word was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKind {
    /// The same word, perhaps inflected.
    Word,
    /// A word the curator declared to mean the same.
    Synonym,
    /// With this many letters forgiven.
    Typo(u8),
}

impl MatchKind {
    /// Letters forgiven.
    #[must_use]
    pub fn edits(self) -> u8 {
        match self {
            Self::Typo(edits) => edits,
            Self::Word | Self::Synonym => 0,
        }
    }
}
