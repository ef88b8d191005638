//! A question in the terms of a base, each with its weight. It is asked in `searcher`.

use super::MatchKind;
use super::features::FeatureVector;
use super::lexicon::{TermId, TermUse};
use crate::text::{AskedKind, Commonness};

/// A question in the terms of a base.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its terms, each once.
    pub terms: Vec<QueryTerm>,
    /// The kind of answer asked for.
    pub asked: Option<AskedKind>,
    /// The sum of the weights of all terms.
    pub weight: f32,
    /// The term for the kind of answer asked for and its worth, if some wording asks for it.
    pub(super) asked_term: Option<(TermId, f32)>,
    /// Its features.
    pub(super) features: FeatureVector,
    /// The entry of which the question is a stored wording, as a position in the index.
    pub(super) exact: Option<usize>,
}

/// One term of a question.
#[derive(Clone, Debug)]
pub struct QueryTerm {
    /// Positions of its words in the analysis, first and one past the last.
    pub words: (usize, usize),
    /// How it was recognised.
    pub by: MatchKind,
    /// The spelling it was taken for.
    pub taken_for: String,
    /// How common the word is in English.
    pub commonness: Commonness,
    /// How much it tells.
    pub weight: f32,
    /// The term; `None` where the base does not know the word.
    pub(super) term: Option<TermId>,
}

impl Query {
    /// The sum of the weights of its features: what a likelihood per unit of weight is multiplied by.
    #[must_use]
    pub fn feature_weight(&self) -> f32 {
        self.features.weight()
    }

    /// Whether it is a wording of the base, word for word.
    #[must_use]
    pub fn is_stored_wording(&self) -> bool {
        self.exact.is_some()
    }

    /// The length of its vector of terms.
    pub(super) fn norm(&self) -> f32 {
        let asked = self.asked_term.map_or(0.0, |(_, worth)| worth);
        let squares: f32 = self.terms.iter().map(|term| term.weight * term.weight).sum();
        (squares + asked * asked).sqrt()
    }
}

/// Terms with their weights; a term that stands several times counts once, by its largest weight.
pub(super) fn terms(uses: Vec<TermUse>, weight_of: impl Fn(&TermUse) -> f32) -> Vec<QueryTerm> {
    let mut terms: Vec<QueryTerm> = Vec::with_capacity(uses.len());
    for used in uses {
        let weight = weight_of(&used);
        match terms.iter_mut().find(|term| term.term.is_some() && term.term == used.term) {
            Some(term) => term.weight = term.weight.max(weight),
            None => terms.push(QueryTerm {
                words: used.words,
                by: used.by,
                taken_for: used.taken_for,
                commonness: used.commonness,
                weight,
                term: used.term,
            }),
        }
    }
    terms
}
