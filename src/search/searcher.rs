//! Asks the index a question: scores every entry, and gathers the evidence for the best. Whether the best is good enough
//! is decided in `answer`.

use super::grams::gram_keys;
use super::index::{Entry, Index};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::pairs::pair_keys;
use super::query::{Query, QueryTerm, terms};
use super::score::{Score, Weights, weight_of_count};
use super::wordings::Closeness;
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer};

/// A base made searchable.
#[derive(Debug)]
pub struct Searcher {
    lexicon: Lexicon,
    index: Index,
    weights: Weights,
}

/// An entry that could be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub entry: Entry,
    /// The evidence.
    pub score: Score,
    /// Which of its wordings is closest, counted from the canonical one.
    pub nearest_wording: usize,
    /// Whether the question is one of its wordings, word for word.
    pub is_exact: bool,
    /// For each term of the query what share of it stands in the entry: 1 for the term itself, less for a related word.
    pub explained: Vec<f32>,
    /// Share of its wordings that ask for the same kind of answer, 0 to 1.
    pub asked_alike: f32,
    /// For each mention of the question whether the entry names it anywhere, and whether it states it.
    pub named: Vec<Named>,
}

/// What an entry has of something that the question names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The entry names it.
    Here,
    /// The entry's statement has another thing of the same kind.
    Otherwise,
    /// The entry has nothing of the kind.
    Nowhere,
}

/// How many facts are looked at closely, and how many absent subjects.
const N_KEPT: usize = 8;

/// How many of the nearest wordings vote on what is meant.
const N_VOTES: usize = 12;

/// What a related word of the base explains of a word of the question, as a share.
const RELATED_EXPLAINS: f32 = 0.5;

impl Searcher {
    /// Reads a base.
    #[must_use]
    pub fn new(knowledge: &Knowledge, analyzer: &Analyzer, weights: Weights) -> Self {
        let mut lexicon = Lexicon::new(analyzer, &knowledge.synonyms);
        let index = Index::build(knowledge, analyzer, &mut lexicon, &weights);
        Self { lexicon, index, weights }
    }

    /// The question in the base's terms.
    #[must_use]
    pub fn query(&self, analysis: &Analysis) -> Query {
        let uses = self.lexicon.read(analysis, self.weights.forgives_typos);
        let pairs = self.index.pairs.space.question(pair_keys(&uses));
        let grams = self.index.grams.space.question(gram_keys(&uses, &self.weights));
        let words = self.index.wordings.question(&uses);
        let bag = self.bag(&uses);
        let related = |used| {
            let terms = self.lexicon.related(used);
            terms.filter(|_| self.weights.uses_related_words).collect()
        };
        let related = uses.iter().map(related).collect();
        let mentions = analysis.mentions.iter().filter(|_| self.weights.reads_mentions);
        let terms = terms(uses, related, |used| self.weight_of(used));
        Query {
            weight: terms.iter().map(|term| term.weight).sum(),
            terms,
            asked: analysis.asked,
            asked_at: analysis.asked_at,
            mentions: mentions.map(|mention| mention.entity).collect(),
            pairs,
            grams,
            words,
            bag,
            exact: self.index.exact(analysis),
        }
    }

    /// The entries that could be meant, best first: the best facts and the best absent subjects.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Candidate> {
        self.search_among(query, |_| true)
    }

    /// The same where only some facts come into question.
    #[must_use]
    pub fn search_among(&self, query: &Query, comes_into_question: impl Fn(FactNumber) -> bool) -> Vec<Candidate> {
        let scores = self.scores(query);
        let shared = self.shared(query);
        let spread = self.index.wordings.spread(&query.words);
        let mut votes: Vec<(f32, usize)> = Vec::new();
        let mut candidates: Vec<Candidate> = Vec::with_capacity(2 * N_KEPT);
        for (at, entry) in self.best_entries(query, &scores, &shared, comes_into_question).into_iter().enumerate() {
            let mut closest = Closeness::default();
            let mut covered = 0.0_f32;
            for closeness in self.index.wordings.closeness(entry, &spread) {
                votes.push((closeness.cosine, at));
                covered = covered.max(closeness.covered);
                if closeness.cosine > closest.cosine {
                    closest = closeness;
                }
            }
            let score = Score {
                closest: closest.cosine * query.words.known_part,
                coverage: shared.get(entry).copied().unwrap_or_default() / query.weight.max(f32::MIN_POSITIVE),
                wording_coverage: covered,
                ..scores.get(entry).copied().unwrap_or_default()
            };
            candidates.extend(self.candidate(query, entry, score, closest.wording));
        }
        count_votes(votes, &mut candidates);
        candidates.sort_by(|a, b| {
            let by_total = b.score.total.total_cmp(&a.score.total);
            b.is_exact.cmp(&a.is_exact).then(by_total).then(a.entry.cmp(&b.entry))
        });
        candidates
    }

    /// The entries worth a closer look: the best facts, then the best absent subjects, that share a term with the
    /// question.
    fn best_entries(
        &self,
        query: &Query,
        scores: &[Score],
        shared: &[f32],
        comes_into_question: impl Fn(FactNumber) -> bool,
    ) -> Vec<usize> {
        let is_exact = |entry: usize| query.exact == Some(entry);
        let has_a_term = |entry: usize| shared.get(entry).is_some_and(|shared| *shared > 0.0);
        let mut order: Vec<usize> =
            (0..self.index.entries.len()).filter(|&entry| is_exact(entry) || has_a_term(entry)).collect();
        let total = |entry: usize| scores.get(entry).map_or(0.0, |score| score.total);
        order.sort_by(|&a, &b| is_exact(b).cmp(&is_exact(a)).then(total(b).total_cmp(&total(a))).then(a.cmp(&b)));
        let fact = |entry: &usize| match self.index.entries.get(*entry) {
            Some(Entry::Fact(number)) => Some(*number),
            _ => None,
        };
        let (facts, gaps): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|entry| fact(entry).is_some());
        let facts = facts.into_iter().filter(|entry| fact(entry).is_some_and(&comes_into_question));
        facts.take(N_KEPT).chain(gaps.into_iter().take(N_KEPT)).collect()
    }

    /// The facts that a text being typed may be about, best first, at most `most`. The last word may be unfinished: its
    /// grams find it.
    #[must_use]
    pub fn complete(&self, analysis: &Analysis, most: usize) -> Vec<FactNumber> {
        let query = self.query(analysis);
        if query.grams.known.is_empty() {
            return Vec::new();
        }
        let scores = self.scores(&query);
        let entries = self.index.entries.iter().zip(scores);
        let mut facts: Vec<(f32, FactNumber)> = entries
            .filter_map(|(entry, score)| match entry {
                Entry::Fact(number) => Some((score.total, *number)),
                Entry::Uncovered(_) => None,
            })
            .collect();
        facts.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
        facts.into_iter().take(most).map(|(_, fact)| fact).collect()
    }

    /// The question's terms, and beside each the terms of related words, which share a part of its weight.
    fn bag(&self, uses: &[TermUse]) -> Vec<(TermId, f32)> {
        let mut bag = Vec::with_capacity(uses.len());
        for used in uses {
            bag.extend(used.term.map(|term| (term, used.share)));
            let share = self.weights.of_related(used.commonness, used.term.is_some());
            if share > 0.0 && used.share >= 1.0 {
                let related: Vec<TermId> = self.lexicon.related(used).collect();
                let each = share / weight_of_count(related.len()).sqrt();
                bag.extend(related.into_iter().map(|term| (term, each)));
            }
        }
        bag
    }

    /// What the three models say about every entry.
    fn scores(&self, query: &Query) -> Vec<Score> {
        let mut relevance = vec![0.0_f32; self.index.entries.len()];
        self.index.relevance.add(query.bag.iter().copied(), &mut relevance);
        let pairs = self.index.pairs.likelihood.of(&query.pairs);
        let grams = self.index.grams.likelihood.of(&query.grams);
        let all = relevance.into_iter().zip(pairs).zip(grams);
        let summed = all.map(|((relevance, pairs), grams)| Score {
            total: self.weights.relevance * relevance
                + self.weights.pairs * pairs.nats
                + self.weights.grams * grams.nats,
            gram_coverage: grams.shared,
            ..Score::default()
        });
        let mut scores: Vec<Score> = summed.collect();
        set_posteriors(&mut scores);
        scores
    }

    fn weight_of(&self, used: &TermUse) -> f32 {
        let worth = used.term.map_or_else(|| self.weights.of_class(used.commonness), |term| self.worth(term));
        worth * used.share
    }

    fn worth(&self, term: TermId) -> f32 {
        self.index.worth.get(term.0 as usize).copied().unwrap_or_default()
    }

    /// For each entry the weight of the question's terms that stand in it.
    fn shared(&self, query: &Query) -> Vec<f32> {
        let mut shared = vec![0.0_f32; self.index.entries.len()];
        for (term, weight) in query.terms.iter().filter_map(|term| term.term.map(|id| (id, term.weight))) {
            for posting in self.index.in_entries.of(term.0) {
                if let Some(shared) = shared.get_mut(posting.place as usize) {
                    *shared += weight;
                }
            }
        }
        shared
    }

    fn candidate(&self, query: &Query, entry: usize, score: Score, nearest_wording: usize) -> Option<Candidate> {
        let asked = self.index.asked.get(entry)?;
        let n_alike = query.asked.and_then(|asked_kind| asked.kinds.get(&asked_kind).copied()).unwrap_or_default();
        Some(Candidate {
            entry: *self.index.entries.get(entry)?,
            score,
            nearest_wording,
            is_exact: query.exact == Some(entry),
            explained: query.terms.iter().map(|term| self.explained(term, entry)).collect(),
            asked_alike: weight_of_count(n_alike) / weight_of_count(asked.n_wordings.max(1)),
            named: query.mentions.iter().map(|entity| self.index.named(entry, *entity)).collect(),
        })
    }

    fn explained(&self, term: &QueryTerm, entry: usize) -> f32 {
        let stands_there = |id: &TermId| {
            let postings = self.index.in_entries.of(id.0);
            postings.binary_search_by_key(&entry, |posting| posting.place as usize).is_ok()
        };
        if term.term.is_some_and(|id| stands_there(&id)) {
            1.0
        } else if term.related.iter().any(stands_there) {
            RELATED_EXPLAINS
        } else {
            0.0
        }
    }
}

/// The probability of each entry, if exactly one of them is meant.
fn set_posteriors(scores: &mut [Score]) {
    let most = scores.iter().map(|score| score.total).fold(f32::MIN, f32::max);
    let whole: f32 = scores.iter().map(|score| (score.total - most).exp()).sum();
    for score in scores {
        score.posterior = (score.total - most).exp() / whole;
    }
}

/// The nearest wordings vote for their entries, each with the square of its closeness.
fn count_votes(mut votes: Vec<(f32, usize)>, candidates: &mut [Candidate]) {
    votes.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    votes.truncate(N_VOTES);
    let all: f32 = votes.iter().map(|(cosine, _)| cosine * cosine).sum();
    for (cosine, at) in votes {
        if let Some(candidate) = candidates.get_mut(at) {
            candidate.score.votes += cosine * cosine / all.max(f32::MIN_POSITIVE);
        }
    }
}
