//! A question in the terms of a base, each with its weight. It is asked in `searcher`.

use super::MatchKind;
use super::features::Question;
use super::lexicon::{TermId, TermUse};
use crate::text::{AskedKind, Commonness, Entity};

/// A question in the terms of a base.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its terms, each once.
    pub terms: Vec<QueryTerm>,
    /// The kind of answer asked for.
    pub asked: Option<AskedKind>,
    /// The sum of the weights of all terms.
    pub weight: f32,
    /// Position of the word that shows it, in the analysis.
    pub asked_at: Option<usize>,
    /// The figures, dates and places it names, in order.
    pub mentions: Vec<Entity>,
    /// Its pairs of neighbouring terms.
    pub(super) pairs: Question,
    /// Its runs of letters.
    pub(super) grams: Question,
    /// Its words and pairs, as wordings are compared.
    pub(super) words: Question,
    /// Its terms in order and those of related words, each with its share.
    pub(super) bag: Vec<(TermId, f32)>,
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
    /// Terms of the base that people use for it.
    pub(super) related: Vec<TermId>,
}

impl QueryTerm {
    /// The number of the term in its base; `None` where the base does not know the word.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.term.map(|term| term.0)
    }
}

impl Query {
    /// Whether it is a wording of the base, word for word.
    #[must_use]
    pub fn is_stored_wording(&self) -> bool {
        self.exact.is_some()
    }
}

/// Terms with their weights; a term that stands several times counts once, by its largest weight.
pub(super) fn terms(
    uses: Vec<TermUse>,
    related: Vec<Vec<TermId>>,
    weight_of: impl Fn(&TermUse) -> f32,
) -> Vec<QueryTerm> {
    let mut terms: Vec<QueryTerm> = Vec::with_capacity(uses.len());
    for (used, related) in uses.into_iter().zip(related) {
        let weight = weight_of(&used);
        match terms.iter_mut().find(|term| term.term.is_some() && term.term == used.term) {
            Some(term) => term.weight = term.weight.max(weight),
            None => terms.push(QueryTerm {
                words: used.words,
                by: used.by,
                taken_for: used.taken_for.to_string(),
                commonness: used.commonness,
                weight,
                term: used.term,
                related,
            }),
        }
    }
    terms
}
