//! What words are worth and what evidence an entry has. The evidence is gathered in `searcher` and weighed in
//! `answer`.

use crate::text::Commonness;

/// What words are worth before their rarity in the base is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Worth of a function word against a content word. Not nothing, because "before" and "after" differ.
    pub function_word: f32,
    /// Worth of a word of conversation.
    pub filler_word: f32,
    /// Worth of a word that fits any subject.
    pub generic_word: f32,
    /// The least that rarity can make of a word, so that the subject's own name still counts a little.
    pub least_rarity: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { function_word: 0.1, filler_word: 0.03, generic_word: 0.4, least_rarity: 0.08 }
    }
}

impl Weights {
    /// What a word of this class can tell, 0 to 1.
    #[must_use]
    pub fn of_class(&self, class: Commonness) -> f32 {
        match class {
            Commonness::Function => self.function_word,
            Commonness::Filler => self.filler_word,
            Commonness::Generic => self.generic_word,
            Commonness::Common | Commonness::Unlisted => 1.0,
        }
    }
}

/// The evidence for one entry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Log-likelihood of the question above the mean of all entries, in nats per unit of the question's weight.
    pub likelihood: f32,
    /// Cosine of the question and the closest wording, 0 to 1.
    pub closest: f32,
    /// Share of the question's weight that stands anywhere in the entry, 0 to 1.
    pub coverage: f32,
}

/// A count as a weight.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of texts stay far below the 16 million that f32 holds exactly")]
pub fn weight_of_count(count: usize) -> f32 {
    count as f32
}
