//! A question in the terms of a base, each with its weight. It is asked in `searcher`.

use smol_str::SmolStr;

use super::MatchKind;
use super::features::Question;
use super::lexicon::{TermId, TermUse};
use super::wordings::AskedWords;
use crate::text::{AskedKind, Commonness, Entity};

/// A question in the terms of a base.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its terms, each once; those beyond [`MOST_TERMS`] don't count.
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
    pub(super) words: AskedWords,
    /// Its terms and those of related words, each once.
    pub(super) bag: Vec<BagTerm>,
    /// The entry of which the question is a stored wording, as a position in the index.
    pub(super) exact: Option<usize>,
}

/// The most terms of a question, more than anybody needs to ask one: what a set of terms holds.
pub const MOST_TERMS: usize = 64;

/// One term of a question.
#[derive(Clone, Debug)]
pub struct QueryTerm {
    /// Positions of its words in the analysis, first and one past the last.
    pub words: (usize, usize),
    /// How it was recognised.
    pub by: MatchKind,
    /// The spelling it was taken for.
    pub taken_for: SmolStr,
    /// How common the word is in English.
    pub commonness: Commonness,
    /// How much it tells.
    pub weight: f32,
    /// The term; `None` where the base does not know the word.
    pub(super) term: Option<TermId>,
}

/// A term as it counts for relevance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BagTerm {
    /// Which.
    pub(super) term: TermId,
    /// How often it stands in the question; a part of one for a related word.
    pub(super) times: f32,
    /// As which terms of the question it stands there.
    pub(super) same: TermSet,
    /// To which it is related.
    pub(super) related: TermSet,
}

/// Some of a question's terms, by their position in [`Query::terms`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TermSet(u64);

impl TermSet {
    /// One term alone.
    pub(super) fn only(at: usize) -> Self {
        Self(if at < MOST_TERMS { 1 << at } else { 0 })
    }

    /// Whether no term is in it.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds those of another set.
    pub(super) fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether a term is in it.
    #[must_use]
    pub fn has(self, at: usize) -> bool {
        at < MOST_TERMS && self.0 >> at & 1 == 1
    }
}

impl QueryTerm {
    /// The number of the term in its base; `None` where the base does not know the word.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.term.map(|term| term.0)
    }
}

impl Query {
    /// The weight of some of its terms.
    pub(super) fn weight_of(&self, terms: TermSet) -> f32 {
        let some = self.terms.iter().enumerate().filter(|(at, _)| terms.has(*at));
        some.map(|(_, term)| term.weight).sum()
    }

    /// Whether it is a wording of the base, word for word.
    #[must_use]
    pub fn is_stored_wording(&self) -> bool {
        self.exact.is_some()
    }
}

/// Terms with their weights, the positions of their uses with them; a term that stands several times counts once, by its
/// largest weight.
pub(super) fn terms(uses: &[TermUse], weight_of: impl Fn(&TermUse) -> f32) -> Vec<QueryTerm> {
    let mut terms: Vec<QueryTerm> = Vec::with_capacity(uses.len());
    for used in uses {
        let weight = weight_of(used);
        let is_full = terms.len() == MOST_TERMS;
        match terms.iter_mut().find(|term| term.term.is_some() && term.term == used.term) {
            Some(term) => term.weight = term.weight.max(weight),
            None if is_full => {}
            None => terms.push(QueryTerm {
                words: used.words,
                by: used.by,
                taken_for: used.taken_for.clone(),
                commonness: used.commonness,
                weight,
                term: used.term,
            }),
        }
    }
    terms
}
