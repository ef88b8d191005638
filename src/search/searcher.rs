//! Asks the index a question: gathers the evidence for every entry that shares a term with it and sorts. Whether the
//! best is good enough is decided in `answer`.

use super::index::{Entry, Index};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::query::{Query, QueryTerm, terms};
use super::score::{Score, Weights};
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
    /// For each term of the query whether it stands in the entry.
    pub explained: Vec<bool>,
    /// How many of its wordings ask for the same kind of answer.
    pub n_asked_alike: usize,
}

/// How many candidates are kept: a few more than are shown, because facts and gaps are shown apart.
const N_KEPT: usize = 16;

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
        let uses = self.lexicon.read(analysis);
        let features = self.index.space.vector(&uses);
        let terms = terms(uses, |used| self.weight_of(used));
        let asked_term = analysis.asked.and_then(|asked| self.lexicon.asked(asked));
        Query {
            weight: terms.iter().map(|term| term.weight).sum(),
            terms,
            asked: analysis.asked,
            asked_term: asked_term.map(|term| (term, self.worth(term))),
            features,
            exact: self.index.exact(analysis),
        }
    }

    /// The entries that could be meant, best first, at most a handful.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Candidate> {
        let closest = self.closest(query);
        let shared = self.shared(query);
        let likelihoods = self.index.likelihood.of(&query.features);
        let mut candidates: Vec<Candidate> = (0..self.index.entries.len())
            .filter(|entry| shared.get(*entry).is_some_and(|shared| *shared > 0.0))
            .filter_map(|entry| {
                self.candidate(query, entry, *closest.get(entry)?, *shared.get(entry)?, *likelihoods.get(entry)?)
            })
            .collect();
        candidates.sort_by(|a, b| {
            let by_likelihood = b.score.likelihood.total_cmp(&a.score.likelihood);
            b.is_exact.cmp(&a.is_exact).then(by_likelihood).then(a.entry.cmp(&b.entry))
        });
        candidates.truncate(N_KEPT);
        for candidate in &mut candidates {
            candidate.explained = self.explained(query, candidate.entry);
        }
        candidates
    }

    /// The facts that a text being typed may be about, best first, at most `most`. The last word may be unfinished: its
    /// grams find it.
    #[must_use]
    pub fn complete(&self, analysis: &Analysis, most: usize) -> Vec<FactNumber> {
        let features = self.index.space.vector(&self.lexicon.read(analysis));
        if features.known.is_empty() {
            return Vec::new();
        }
        let likelihoods = self.index.likelihood.of(&features);
        let entries = self.index.entries.iter().zip(likelihoods);
        let mut facts: Vec<(f32, FactNumber)> = entries
            .filter_map(|(entry, likelihood)| match entry {
                Entry::Fact(number) => Some((likelihood, *number)),
                Entry::Uncovered(_) => None,
            })
            .collect();
        facts.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
        facts.into_iter().take(most).map(|(_, fact)| fact).collect()
    }

    fn weight_of(&self, used: &TermUse) -> f32 {
        let worth = used.term.map_or_else(|| self.weights.of_class(used.commonness), |term| self.worth(term));
        worth * used.share
    }

    fn worth(&self, term: TermId) -> f32 {
        self.index.worth.get(term.0 as usize).copied().unwrap_or_default()
    }

    /// For each entry its closest wording.
    fn closest(&self, query: &Query) -> Vec<Closest> {
        let mut products = vec![0.0_f32; self.index.phrasings.len()];
        let terms = query.terms.iter().filter_map(|term| term.term.map(|id| (id, term.weight)));
        for (term, weight) in terms.chain(query.asked_term) {
            for posting in self.index.in_phrasings.of(term.0) {
                if let Some(product) = products.get_mut(posting.place as usize) {
                    *product += weight * posting.strength;
                }
            }
        }
        let norm = query.norm();
        let mut closest = vec![Closest::default(); self.index.entries.len()];
        for (phrasing, product) in self.index.phrasings.iter().zip(products) {
            let cosine = product / (phrasing.norm * norm).max(f32::MIN_POSITIVE);
            if let Some(closest) = closest.get_mut(phrasing.entry as usize).filter(|closest| closest.cosine < cosine) {
                *closest = Closest { cosine, wording: phrasing.number };
            }
        }
        closest
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

    fn candidate(
        &self,
        query: &Query,
        entry: usize,
        closest: Closest,
        shared: f32,
        likelihood: f32,
    ) -> Option<Candidate> {
        let coverage = shared / query.weight.max(f32::MIN_POSITIVE);
        let asked_alike = query.asked.and_then(|asked| self.index.asked.get(entry)?.get(&asked).copied());
        Some(Candidate {
            entry: *self.index.entries.get(entry)?,
            score: Score { likelihood, closest: closest.cosine, coverage },
            nearest_wording: closest.wording as usize,
            is_exact: query.exact == Some(entry),
            explained: Vec::new(),
            n_asked_alike: asked_alike.unwrap_or(0),
        })
    }

    fn explained(&self, query: &Query, entry: Entry) -> Vec<bool> {
        let place = self.index.entries.iter().position(|other| *other == entry);
        let stands_there = |term: &QueryTerm| {
            let postings = term.term.map(|id| self.index.in_entries.of(id.0)).unwrap_or_default();
            postings.iter().any(|posting| Some(posting.place as usize) == place)
        };
        query.terms.iter().map(stands_there).collect()
    }
}

/// The closest wording of an entry.
#[derive(Clone, Copy, Debug, Default)]
struct Closest {
    cosine: f32,
    wording: u32,
}
