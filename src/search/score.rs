//! What words are worth and what evidence an entry has. The evidence is gathered in `searcher` and weighed in
//! `answer`.

use crate::text::Commonness;

/// What words and models are worth. Measured on the questions of five bases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// What BM25 over terms counts in the order of candidates.
    pub relevance: f32,
    /// What a nat of likelihood from pairs of terms counts.
    pub pairs: f32,
    /// What a nat of likelihood from runs of letters counts.
    pub grams: f32,
    /// What the terms related to a known word count together, beside the word.
    pub related_to_known: f32,
    /// What the terms related to a word that the base doesn't have count together.
    pub related_to_unknown: f32,
    /// Whether words that people use for one another explain one another in part.
    pub uses_related_words: bool,
    /// Whether a misspelt word is taken for the nearest one.
    pub forgives_typos: bool,
    /// Whether figures, dates and places are held against the entries.
    pub reads_mentions: bool,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            relevance: 0.6,
            pairs: 0.65,
            grams: 0.85,
            related_to_known: 0.3,
            related_to_unknown: 0.9,
            uses_related_words: true,
            forgives_typos: true,
            reads_mentions: true,
        }
    }
}

/// The least that rarity can make of a word, so that the subject's own name still counts a little.
pub(super) const LEAST_RARITY: f32 = 0.08;

impl Weights {
    /// What a word of this class can tell by itself, 0 to 1.
    #[must_use]
    pub fn of_class(&self, class: Commonness) -> f32 {
        match class {
            // Not nothing, because "before" and "after" differ.
            Commonness::Function => 0.1,
            Commonness::Filler => 0.03,
            Commonness::Generic => 0.4,
            Commonness::Common | Commonness::Unlisted => 1.0,
        }
    }

    /// What the letters of a word of this class can tell, 0 to 1.
    #[must_use]
    pub fn of_grams(&self, class: Commonness) -> f32 {
        match class {
            Commonness::Function => 0.3,
            Commonness::Filler => 0.2,
            Commonness::Generic => 0.6,
            Commonness::Common | Commonness::Unlisted => 1.0,
        }
    }

    /// What the words related to a word of this class count; those that only hold a sentence together have none.
    #[must_use]
    pub fn of_related(&self, class: Commonness, is_known: bool) -> f32 {
        match class {
            _ if !self.uses_related_words => 0.0,
            Commonness::Function | Commonness::Filler => 0.0,
            _ if is_known => self.related_to_known,
            _ => self.related_to_unknown,
        }
    }
}

/// The evidence for one entry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// The weighted sum that orders candidates.
    pub total: f32,
    /// Cosine of the question and the closest wording, 0 to 1.
    pub closest: f32,
    /// Share of the question's weight that stands anywhere in the entry, 0 to 1.
    pub coverage: f32,
    /// Share of the question's runs of letters, by weight, that stand in the entry, 0 to 1.
    pub gram_coverage: f32,
    /// Share of the wording best found in the question that is found there, 0 to 1.
    pub wording_coverage: f32,
    /// Probability of the entry against all others, if one of them is meant, 0 to 1.
    pub posterior: f32,
    /// Share of the nearest wordings, by closeness, that are the entry's, 0 to 1.
    pub votes: f32,
}

/// A count as a weight.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of texts stay far below the 16 million that f32 holds exactly")]
pub fn weight_of_count(count: usize) -> f32 {
    count as f32
}
