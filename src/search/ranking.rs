//! The order of the entries for one question, and those worth a closer look. The look is taken in `searcher`.

use std::cell::Cell;
use std::cmp::Ordering;

use super::best::Best;
use super::entry_sums::{EntrySum, EntrySums};
use super::index::{Entry, Index};
use super::query::{Query, QueryTerm, TermSet};
use super::score::{Weights, weight_of_count};
use crate::knowledge::FactNumber;

/// What the models say about all entries, for one question.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    index: &'a Index,
    weights: &'a Weights,
    query: &'a Query,
    terms: EntrySums,
    /// For each entry the weight of the question's letters that it has.
    grams: Vec<f32>,
    /// For each entry what pairs and letters add to its total, above the mean of all.
    likelihoods: Vec<f32>,
}

/// An entry with its place in the order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Its position in the index.
    pub(super) entry: usize,
    /// The weighted sum of what the models say.
    pub(super) total: f32,
    /// Whether the question is one of its wordings, word for word.
    pub(super) is_exact: bool,
    /// The question's terms that stand in it.
    pub(super) same: TermSet,
    /// Those to which one of its terms is related.
    pub(super) related: TermSet,
}

/// The likelihood of all entries together, beside the best.
#[derive(Clone, Copy, Debug)]
pub(super) struct LikelihoodOfAll {
    most: f32,
    whole: f32,
}

/// How many facts are looked at closely, and how many absent subjects: the right fact is among the first three of 99 in a
/// hundred questions, and a reader is shown five.
const N_KEPT: usize = 8;

/// How many are compared once more where not all entries of one of the question's terms are listed.
const N_PRESELECTED: usize = 64;

/// A likelihood so many nats below the best is nothing beside it: e to the minus 16 is a ten-millionth.
const NATS_OF_NOTHING: f32 = 16.0;

thread_local! {
    /// The sums of the last question of this thread, so that a base of a million entries isn't cleared for each.
    static SUMS: Cell<EntrySums> = Cell::default();
}

impl<'a> Ranking<'a> {
    /// Asks the three models.
    pub(super) fn new(index: &'a Index, weights: &'a Weights, query: &'a Query) -> Self {
        let mut terms = SUMS.take();
        terms.start(index.len());
        for bagged in &query.bag {
            terms.add(bagged, &index.relevance);
        }
        let mut ranking = Self { index, weights, query, terms, grams: Vec::new(), likelihoods: Vec::new() };
        if index.is_modelled() {
            ranking.add_likelihoods();
        }
        ranking
    }

    fn add_likelihoods(&mut self) {
        let (pairs, grams) = (&self.index.pairs.likelihood, &self.index.grams.likelihood);
        let mut likelihoods = pairs.nats(&self.query.pairs);
        for (likelihood, nats) in likelihoods.iter_mut().zip(grams.nats(&self.query.grams)) {
            *likelihood = self.weights.pairs * *likelihood + self.weights.grams * nats;
        }
        let mean = likelihoods.iter().sum::<f32>() / weight_of_count(likelihoods.len().max(1));
        for likelihood in &mut likelihoods {
            *likelihood -= mean;
        }
        self.likelihoods = likelihoods;
        self.grams = grams.shared(&self.query.grams);
    }

    /// The entries worth a closer look, best first: the best facts and the best absent subjects that share a term with the
    /// question.
    pub(super) fn best(&self, comes_into_question: impl Fn(FactNumber) -> bool) -> (Vec<Placed>, LikelihoodOfAll) {
        let mut of_all = LikelihoodOfAll { most: f32::MIN, whole: 0.0 };
        let relevance = &self.index.relevance;
        let is_cut = self.query.bag.iter().any(|bagged| relevance.is_cut(bagged.term.0));
        let n_preselected = if is_cut { N_PRESELECTED } else { N_KEPT };
        let mut facts = Best::new(n_preselected);
        let mut gaps = Best::new(n_preselected);
        self.for_each_entry(|placed| {
            of_all.add(placed.total);
            match self.index.entry(placed.entry) {
                _ if !is_cut && !placed.comes_into_question() => {}
                Entry::Fact(number) if comes_into_question(number) => facts.offer(placed, Placed::order),
                Entry::Fact(_) => {}
                Entry::Uncovered(_) => gaps.offer(placed, Placed::order),
            }
        });
        let mut kept = Vec::with_capacity(2 * N_KEPT);
        for mut best in [facts.into_items(), gaps.into_items()] {
            if is_cut {
                for placed in &mut best {
                    self.complete(placed, &mut of_all);
                }
                best.retain(Placed::comes_into_question);
                best.sort_by(Placed::order);
            }
            kept.extend(best.into_iter().take(N_KEPT));
        }
        kept.sort_by(Placed::order);
        (kept, of_all)
    }

    /// Hands out every entry of a small base, and of a large one those that have a term of the question or a related one.
    pub(super) fn for_each_entry(&self, mut visit: impl FnMut(Placed)) {
        let mut visit = |entry: usize| visit(self.placed(entry));
        if self.index.is_modelled() {
            (0..self.index.len()).for_each(visit);
        } else {
            self.terms.entries().for_each(&mut visit);
            self.query.exact.into_iter().filter(|entry| !self.terms.of(*entry).is_touched()).for_each(visit);
        }
    }

    /// The share of the question's letters that an entry has. Where letters were not learned, those of the terms that stand
    /// in it.
    pub(super) fn gram_coverage(&self, placed: &Placed) -> f32 {
        if self.index.is_modelled() {
            let shared = self.grams.get(placed.entry).copied().unwrap_or_default();
            return shared / self.query.grams.whole.max(f32::MIN_POSITIVE);
        }
        let letters = |term: &QueryTerm| weight_of_count(term.taken_for.len()) * self.weights.of_grams(term.commonness);
        let known = self.query.terms.iter().enumerate().filter(|(at, _)| placed.same.has(*at));
        let whole: f32 = self.query.terms.iter().map(letters).sum();
        known.map(|(_, term)| letters(term)).sum::<f32>() / whole.max(f32::MIN_POSITIVE)
    }

    fn placed(&self, entry: usize) -> Placed {
        let EntrySum { relevance, same, related } = self.terms.of(entry);
        let likelihood = self.likelihoods.get(entry).copied().unwrap_or_default();
        let total = self.weights.relevance * relevance + likelihood;
        Placed { entry, total, is_exact: self.query.exact == Some(entry), same, related }
    }

    /// Adds what the terms say whose entries are too many for all of them to be listed.
    fn complete(&self, placed: &mut Placed, of_all: &mut LikelihoodOfAll) {
        let relevance = &self.index.relevance;
        let before = placed.total;
        for bagged in self.query.bag.iter().filter(|bagged| relevance.is_cut(bagged.term.0)) {
            if relevance.has(bagged.term.0, placed.entry) {
                continue;
            }
            if let Some(n_with) = self.index.wordings.n_with(placed.entry, bagged.term) {
                let impact = relevance.impact(bagged.term.0, weight_of_count(n_with.max(1)), placed.entry);
                placed.total += self.weights.relevance * bagged.times * impact;
                placed.same.join(bagged.same);
                placed.related.join(bagged.related);
            }
        }
        of_all.replace(before, placed.total);
    }
}

impl Drop for Ranking<'_> {
    fn drop(&mut self) {
        SUMS.set(std::mem::take(&mut self.terms));
    }
}

impl Placed {
    /// Whether a term of the question stands in it.
    fn comes_into_question(&self) -> bool {
        self.is_exact || !self.same.is_empty()
    }

    /// A stored wording first, then the larger total, then the earlier entry.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let by_total = other.total.total_cmp(&self.total);
        other.is_exact.cmp(&self.is_exact).then(by_total).then(self.entry.cmp(&other.entry))
    }
}

impl LikelihoodOfAll {
    fn add(&mut self, total: f32) {
        if total > self.most {
            self.whole = self.whole * (self.most - total).exp() + 1.0;
            self.most = total;
        } else if total > self.most - NATS_OF_NOTHING {
            self.whole += (total - self.most).exp();
        }
    }

    fn replace(&mut self, before: f32, total: f32) {
        if total > before {
            self.add(total);
            self.whole -= (before - self.most).exp();
        }
    }

    /// The probability of an entry, if exactly one of them all is meant.
    pub(super) fn share_of(self, total: f32) -> f32 {
        (total - self.most).exp() / self.whole.max(f32::MIN_POSITIVE)
    }
}
