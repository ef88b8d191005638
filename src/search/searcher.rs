//! Asks the index a question: scores every entry, and gathers the evidence for the best. Whether the best is good enough
//! is decided in `answer`.

use std::cell::Cell;
use std::cmp::Ordering;

use super::best::Best;
use super::candidate::{Candidate, MOST_MENTIONS, NamedThings};
use super::entry_sums::{EntrySum, EntrySums};
use super::grams::gram_keys;
use super::index::{Entry, Index};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::pairs::pairs_of;
use super::query::{BagTerm, Query, QueryTerm, TermSet, terms};
use super::score::{Score, Weights, weight_of_count};
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer};

/// A base made searchable.
#[derive(Debug)]
pub struct Searcher {
    lexicon: Lexicon,
    index: Index,
    weights: Weights,
}

/// How many facts are looked at closely, and how many absent subjects: the right fact is among the first three of 99 in a
/// hundred questions, and a reader is shown five.
const N_KEPT: usize = 8;

/// How many are compared once more where the entries of a term are too many for all of them to be listed.
const N_PRESELECTED: usize = 64;

/// The most facts that a text being typed is completed by: what Discord shows.
const MOST_COMPLETED: usize = 25;

/// The most words that an unfinished one is taken for, the commonest.
const MOST_FINISHED: usize = 8;

/// How many of the nearest wordings vote on what is meant; 8 and 20 told as much.
const N_VOTES: usize = 12;

/// A likelihood so many nats below the best is nothing beside it: e to the minus 16 is a ten-millionth.
const NATS_OF_NOTHING: f32 = 16.0;

thread_local! {
    /// The sums of the last question of this thread, so that a base of a million entries isn't cleared for each.
    static SUMS: Cell<EntrySums> = Cell::default();
}

/// An entry with its place in the order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Placed {
    entry: usize,
    total: f32,
    is_exact: bool,
    /// The question's terms that stand in it, and those to which one of its terms is related.
    same: TermSet,
    related: TermSet,
}

impl Placed {
    /// A stored wording first, then the larger total, then the earlier entry.
    fn order(&self, other: &Self) -> Ordering {
        let by_total = other.total.total_cmp(&self.total);
        other.is_exact.cmp(&self.is_exact).then(by_total).then(self.entry.cmp(&other.entry))
    }
}

/// What the models say about all entries.
struct Sums {
    terms: EntrySums,
    /// For each entry the weight of the question's letters that it has.
    grams: Vec<f32>,
    /// For each entry what pairs and letters add to its total, above the mean of all.
    likelihoods: Vec<f32>,
}

impl Searcher {
    /// Reads a base; the analyzer keeps its words ready.
    #[must_use]
    pub fn new(knowledge: &Knowledge, analyzer: &mut Analyzer, weights: Weights) -> Self {
        let mut lexicon = Lexicon::new(analyzer, &knowledge.synonyms);
        let index = Index::build(knowledge, analyzer, &mut lexicon, &weights);
        Self { lexicon, index, weights }
    }

    /// The question in the base's terms.
    #[must_use]
    pub fn query(&self, analysis: &Analysis) -> Query {
        let uses = self.lexicon.read(analysis, self.weights.forgives_typos);
        let terms = terms(&uses, |used| self.weight_of(used));
        let mut query = Query {
            weight: terms.iter().map(|term| term.weight).sum(),
            terms,
            asked: analysis.asked,
            asked_at: analysis.asked_at,
            mentions: Vec::new(),
            pairs: self.index.pairs.space.question(pairs_of(&uses).map(|key| (key, 1.0))),
            grams: self.index.grams.space.question(gram_keys(&uses, &self.weights)),
            words: self.index.wordings.question(&uses, |key| self.index.pairs.space.numbers.known(key)),
            bag: Vec::with_capacity(2 * uses.len()),
            exact: self.index.exact(analysis),
        };
        if self.weights.reads_mentions {
            query.mentions.extend(analysis.mentions.iter().take(MOST_MENTIONS).map(|mention| mention.entity));
        }
        for used in &uses {
            self.put_in_bag(used, &mut query);
        }
        query.bag.sort_by_key(|bagged| bagged.term);
        query.bag.dedup_by(|bagged, first| {
            let is_same = bagged.term == first.term;
            if is_same {
                first.times += bagged.times;
                first.same.join(bagged.same);
                first.related.join(bagged.related);
            }
            is_same
        });
        query
    }

    /// Puts a term into the bag, and beside it the terms of related words, which share a part of its weight.
    fn put_in_bag(&self, used: &TermUse, query: &mut Query) {
        let is_it = |term: &QueryTerm| if used.term.is_some() { term.term == used.term } else { term.words == used.words };
        let Some(at) = query.terms.iter().position(is_it) else { return };
        let (this, none) = (TermSet::only(at), TermSet::default());
        query.bag.extend(used.term.map(|term| BagTerm { term, times: used.share, same: this, related: none }));
        if !self.weights.uses_related_words {
            return;
        }
        let is_whole = used.share >= 1.0;
        let share = if is_whole { self.weights.of_related(used.commonness, used.term.is_some()) } else { 0.0 };
        let times = share / weight_of_count(self.lexicon.related(used).count().max(1)).sqrt();
        let related = self.lexicon.related(used);
        query.bag.extend(related.map(|term| BagTerm { term, times, same: none, related: this }));
    }

    /// The entries that could be meant, best first: the best facts and the best absent subjects.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Candidate> {
        self.search_among(query, |_| true)
    }

    /// The same where only some facts come into question.
    #[must_use]
    pub fn search_among(&self, query: &Query, comes_into_question: impl Fn(FactNumber) -> bool) -> Vec<Candidate> {
        let sums = self.sums(query);
        let (best, likelihood_of_all) = self.best_entries(query, &sums, comes_into_question);
        let mut votes = Best::<(f32, usize), N_VOTES>::new();
        let mut candidates = Vec::with_capacity(best.len());
        let mut sums_of_wordings = Vec::new();
        for (at, placed) in best.iter().enumerate() {
            let closest = self.index.wordings.closest(placed.entry, &query.words, &mut sums_of_wordings, |cosine| {
                if cosine > 0.0 && votes.last().is_none_or(|(least, _)| cosine > *least) {
                    votes.offer((cosine, at), |(a, _), (b, _)| b.total_cmp(a));
                }
            });
            let score = Score {
                total: placed.total,
                closest: closest.cosine * query.words.known_part,
                coverage: query.weight_of(placed.same) / query.weight.max(f32::MIN_POSITIVE),
                gram_coverage: self.gram_coverage(query, placed, &sums),
                wording_coverage: closest.covered,
                posterior: likelihood_of_all.share_of(placed.total),
                votes: 0.0,
            };
            let named = query.mentions.iter().map(|entity| self.index.names.named(placed.entry, *entity));
            candidates.push(Candidate {
                entry: self.index.entry(placed.entry),
                score,
                nearest_wording: closest.wording,
                is_exact: placed.is_exact,
                asked_alike: query.asked.map_or(0.0, |kind| self.index.asked.share(placed.entry, kind)),
                same: placed.same,
                related: placed.related,
                named: NamedThings::of_all(named),
            });
        }
        count_votes(&votes.into_items(), &mut candidates);
        candidates.sort_by(|a, b| {
            let by_total = b.score.total.total_cmp(&a.score.total);
            b.is_exact.cmp(&a.is_exact).then(by_total).then(a.entry.cmp(&b.entry))
        });
        SUMS.set(sums.terms);
        candidates
    }

    /// The facts that a text being typed may be about, best first, at most `most`. The last word may be unfinished: its
    /// grams find it.
    #[must_use]
    pub fn complete(&self, analysis: &Analysis, most: usize) -> Vec<FactNumber> {
        let mut query = self.query(analysis);
        if !self.index.is_modelled() {
            self.finish_last_word(analysis, &mut query);
        }
        if query.grams.known.is_empty() && query.bag.is_empty() {
            return Vec::new();
        }
        let sums = self.sums(&query);
        let mut best = Best::<Placed, MOST_COMPLETED>::new();
        self.for_each_entry(&query, &sums, |placed| {
            if matches!(self.index.entry(placed.entry), Entry::Fact(_)) {
                best.offer(placed, Placed::order);
            }
        });
        SUMS.set(sums.terms);
        let facts = best.into_items().into_iter().map(|placed| self.index.entry(placed.entry));
        let facts = facts.filter_map(|entry| match entry {
            Entry::Fact(number) => Some(number),
            Entry::Uncovered(_) => None,
        });
        facts.take(most).collect()
    }

    /// Where letters were not learned, the words that an unfinished one may become are put beside it.
    fn finish_last_word(&self, analysis: &Analysis, query: &mut Query) {
        let Some(last) = analysis.words.last() else { return };
        let mut words = Best::<TermId, MOST_FINISHED>::new();
        let n_with = |term: &TermId| self.index.relevance.n_entries_with(term.0);
        for term in self.lexicon.beginning_with(&last.folded) {
            words.offer(term, |a, b| n_with(b).cmp(&n_with(a)));
        }
        let none = TermSet::default();
        let finished = words.into_items().into_iter().map(|term| BagTerm { term, times: 1.0, same: none, related: TermSet::only(0) });
        query.bag.extend(finished);
    }

    /// What the three models say about every entry.
    fn sums(&self, query: &Query) -> Sums {
        let mut terms = SUMS.take();
        terms.start(self.index.len());
        for bagged in &query.bag {
            terms.add(bagged, &self.index.relevance);
        }
        if !self.index.is_modelled() {
            return Sums { terms, grams: Vec::new(), likelihoods: Vec::new() };
        }
        let mut likelihoods = self.index.pairs.likelihood.nats(&query.pairs);
        let grams = &self.index.grams.likelihood;
        for (likelihood, nats) in likelihoods.iter_mut().zip(grams.nats(&query.grams)) {
            *likelihood = self.weights.pairs * *likelihood + self.weights.grams * nats;
        }
        let mean = likelihoods.iter().sum::<f32>() / weight_of_count(likelihoods.len().max(1));
        likelihoods.iter_mut().for_each(|likelihood| *likelihood -= mean);
        Sums { terms, grams: grams.shared(&query.grams), likelihoods }
    }

    /// The share of the question's letters that an entry has. Where letters were not learned, those of the terms that stand
    /// in it.
    fn gram_coverage(&self, query: &Query, placed: &Placed, sums: &Sums) -> f32 {
        if self.index.is_modelled() {
            let shared = sums.grams.get(placed.entry).copied().unwrap_or_default();
            return shared / query.grams.whole.max(f32::MIN_POSITIVE);
        }
        let letters = |term: &QueryTerm| {
            weight_of_count(term.taken_for.len()) * self.weights.of_grams(term.commonness)
        };
        let known = query.terms.iter().enumerate().filter(|(at, _)| placed.same.has(*at));
        let whole: f32 = query.terms.iter().map(letters).sum();
        known.map(|(_, term)| letters(term)).sum::<f32>() / whole.max(f32::MIN_POSITIVE)
    }

    fn placed(&self, entry: usize, query: &Query, sums: &Sums) -> Placed {
        let EntrySum { relevance, same, related } = sums.terms.of(entry);
        let likelihood = sums.likelihoods.get(entry).copied().unwrap_or_default();
        let total = self.weights.relevance * relevance + likelihood;
        Placed { entry, total, is_exact: query.exact == Some(entry), same, related }
    }

    /// The entries worth a closer look: the best facts, then the best absent subjects, that share a term with the
    /// question.
    fn best_entries(
        &self,
        query: &Query,
        sums: &Sums,
        comes_into_question: impl Fn(FactNumber) -> bool,
    ) -> (Vec<Placed>, LikelihoodOfAll) {
        let mut of_all = LikelihoodOfAll::default();
        let mut facts = Best::<Placed, N_PRESELECTED>::new();
        let mut gaps = Best::<Placed, N_PRESELECTED>::new();
        self.for_each_entry(query, sums, |placed| {
            of_all.add(placed.total);
            match self.index.entry(placed.entry) {
                _ if placed.same.is_empty() && !placed.is_exact => {}
                Entry::Fact(number) if comes_into_question(number) => facts.offer(placed, Placed::order),
                Entry::Fact(_) => {}
                Entry::Uncovered(_) => gaps.offer(placed, Placed::order),
            }
        });
        let mut kept = Vec::with_capacity(2 * N_KEPT);
        for mut best in [facts.into_items(), gaps.into_items()] {
            best.iter_mut().for_each(|placed| self.complete_total(placed, query, &mut of_all));
            best.sort_by(Placed::order);
            kept.extend(best.into_iter().take(N_KEPT));
        }
        (kept, of_all)
    }

    /// Adds what the terms say whose entries are too many for all of them to be listed.
    fn complete_total(&self, placed: &mut Placed, query: &Query, of_all: &mut LikelihoodOfAll) {
        let relevance = &self.index.relevance;
        let before = placed.total;
        for bagged in query.bag.iter().filter(|bagged| relevance.is_cut(bagged.term.0)) {
            let is_listed = relevance.has(bagged.term.0, placed.entry);
            let n_with = self.index.wordings.n_with(placed.entry, bagged.term).filter(|_| !is_listed);
            if let Some(n_with) = n_with {
                let impact = relevance.impact(bagged.term.0, weight_of_count(n_with.max(1)), placed.entry);
                placed.total += self.weights.relevance * bagged.times * impact;
                placed.same.join(bagged.same);
                placed.related.join(bagged.related);
            }
        }
        of_all.replace(before, placed.total);
    }

    /// Hands out every entry of a small base, and of a large one those that have a term of the question or a related one.
    fn for_each_entry(&self, query: &Query, sums: &Sums, mut visit: impl FnMut(Placed)) {
        let mut visit = |entry: usize| visit(self.placed(entry, query, sums));
        if self.index.is_modelled() {
            (0..self.index.len()).for_each(visit);
        } else {
            sums.terms.entries().for_each(&mut visit);
            query.exact.into_iter().filter(|entry| !sums.terms.of(*entry).is_touched()).for_each(visit);
        }
    }

    fn weight_of(&self, used: &TermUse) -> f32 {
        let worth = |term: TermId| self.index.worth.get(term.0 as usize).copied().unwrap_or_default();
        used.term.map_or_else(|| self.weights.of_class(used.commonness), worth) * used.share
    }
}

/// The likelihood of all entries together, beside the best.
#[derive(Clone, Copy, Debug)]
struct LikelihoodOfAll {
    most: f32,
    whole: f32,
}

impl Default for LikelihoodOfAll {
    fn default() -> Self {
        Self { most: f32::MIN, whole: 0.0 }
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
    fn share_of(self, total: f32) -> f32 {
        (total - self.most).exp() / self.whole.max(f32::MIN_POSITIVE)
    }
}

/// The nearest wordings vote for their entries, each with the square of its closeness.
fn count_votes(votes: &[(f32, usize)], candidates: &mut [Candidate]) {
    let all: f32 = votes.iter().map(|(cosine, _)| cosine * cosine).sum();
    for (cosine, at) in votes {
        if let Some(candidate) = candidates.get_mut(*at) {
            candidate.score.votes += cosine * cosine / all.max(f32::MIN_POSITIVE);
        }
    }
}
