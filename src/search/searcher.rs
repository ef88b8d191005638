//! Asks the index a question: scores every entry, and gathers the evidence for the best. Whether the best is good enough
//! is decided in `answer`.

use super::best::Best;
use super::candidate::{Candidate, MOST_MENTIONS, NamedThings};
use super::grams::gram_keys;
use super::index::{Entry, Index};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::pairs::pairs_of;
use super::query::{BagTerm, Query, QueryTerm, TermSet, terms};
use super::ranking::{Placed, Ranking};
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

/// The most facts that a text being typed is completed by: what Discord shows.
const MOST_COMPLETED: usize = 25;

/// The most words that an unfinished one is taken for, the commonest.
const MOST_FINISHED: usize = 8;

/// How many of the nearest wordings vote on what is meant; 8 and 20 told as much.
const N_VOTES: usize = 12;

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
        let is_it =
            |term: &QueryTerm| if used.term.is_some() { term.term == used.term } else { term.words == used.words };
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
        let ranking = Ranking::new(&self.index, &self.weights, query);
        let (best, likelihood_of_all) = ranking.best(comes_into_question);
        let mut votes = Best::new(N_VOTES);
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
                gram_coverage: ranking.gram_coverage(placed),
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
        let ranking = Ranking::new(&self.index, &self.weights, &query);
        let mut best = Best::new(MOST_COMPLETED);
        ranking.for_each_entry(|placed| {
            if matches!(self.index.entry(placed.entry), Entry::Fact(_)) {
                best.offer(placed, Placed::order);
            }
        });
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
        let mut words = Best::new(MOST_FINISHED);
        let n_with = |term: &TermId| self.index.relevance.n_entries_with(term.0);
        for term in self.lexicon.beginning_with(&last.folded) {
            words.offer(term, |a, b| n_with(b).cmp(&n_with(a)));
        }
        let none = TermSet::default();
        let finished = words.into_items().into_iter().map(|term| BagTerm {
            term,
            times: 1.0,
            same: none,
            related: TermSet::only(0),
        });
        query.bag.extend(finished);
    }

    fn weight_of(&self, used: &TermUse) -> f32 {
        let worth = |term: TermId| self.index.worth.get(term.0 as usize).copied().unwrap_or_default();
        used.term.map_or_else(|| self.weights.of_class(used.commonness), worth) * used.share
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{Fact, Origin};
    use crate::search::postings::MOST_POSTINGS;

    fn fact(number: usize, question: String) -> Fact {
        Fact {
            id: format!("fact-{number}"),
            topic: 0,
            question,
            answer: String::new(),
            also_asked: Vec::new(),
            keywords: Vec::new(),
            cites: Vec::new(),
            when: None,
            review_by: None,
            related: Vec::new(),
            origin: Origin::default(),
        }
    }

    #[test]
    fn an_entry_is_found_by_words_that_too_many_entries_have_for_all_to_be_listed() {
        let common = (0..=MOST_POSTINGS).flat_map(|_| ["tower tower tower", "lamp lamp lamp"]).enumerate();
        let mut facts: Vec<Fact> = common.map(|(number, question)| fact(number, question.to_owned())).collect();
        // Those that say a word three times stand before it in the list of either.
        let wanted = facts.len();
        facts.push(fact(wanted, "lamp tower".to_owned()));
        let mut analyzer = Analyzer::english();
        let knowledge = Knowledge { facts, ..Knowledge::default() };
        let searcher = Searcher::new(&knowledge, &mut analyzer, Weights::default());
        let found = searcher.search(&searcher.query(&analyzer.analyze("the lamp tower")));
        let best = found.first().map(|candidate| candidate.entry);
        assert_eq!(best, Some(Entry::Fact(FactNumber::new(wanted))));
    }
}
