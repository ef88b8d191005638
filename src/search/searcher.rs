//! Asks the index a question: gathers the evidence for every entry that shares a term with it and sorts. Whether the
//! best is good enough is decided in `answer`.

use super::MatchKind;
use super::features::FeatureVector;
use super::index::{Entry, Index};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::score::{Score, Weights};
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer, AskedKind, Commonness};

/// A base made searchable.
#[derive(Debug)]
pub struct Searcher {
    lexicon: Lexicon,
    index: Index,
    weights: Weights,
}

/// A question in the terms of a base.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its terms, each once.
    pub terms: Vec<QueryTerm>,
    /// The term for the kind of answer asked for, if some wording asks for it.
    asked: Option<TermId>,
    /// The kind of answer asked for.
    pub asked_kind: Option<AskedKind>,
    /// The sum of all weights.
    pub weight: f32,
    norm: f32,
    /// The entry of which the question is a stored wording, as a position in the index.
    exact: Option<usize>,
    features: FeatureVector,
}

/// One term of a question.
#[derive(Clone, Debug)]
pub struct QueryTerm {
    /// The term; `None` where the base does not know the word.
    pub term: Option<TermId>,
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
    /// For each term of the query, how strongly the entry holds it, 0 to 1.
    pub explained: Vec<f32>,
    /// How many of its wordings ask for the same kind of answer.
    pub n_asked_alike: u32,
}

/// How many of an entry's closest wordings are averaged.
const N_NEIGHBOURS: usize = 3;

/// How many candidates are kept: a few more than are shown, because facts and gaps are shown apart.
const N_KEPT: usize = 16;

impl Query {
    /// The sum of the weights of its features.
    #[must_use]
    pub fn feature_weight(&self) -> f32 {
        self.features.weight()
    }
}

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
        let mut terms: Vec<QueryTerm> = Vec::with_capacity(uses.len());
        for used in uses {
            let weight = self.weight_of(&used);
            let seen = terms.iter_mut().find(|term| term.term.is_some() && term.term == used.term);
            match seen {
                Some(term) => term.weight = term.weight.max(weight),
                None => terms.push(query_term(used, weight)),
            }
        }
        let asked = analysis.asked.and_then(|asked| self.lexicon.asked(asked));
        let weight: f32 = terms.iter().map(|term| term.weight).sum();
        let asked_weight = asked.map_or(0.0, |term| self.worth(term));
        let squares: f32 = terms.iter().map(|term| term.weight * term.weight).sum();
        let norm = (squares + asked_weight * asked_weight).sqrt();
        Query { terms, asked, asked_kind: analysis.asked, weight, norm, exact: self.index.exact(analysis), features }
    }

    /// The entries that could be meant, best first, at most a handful.
    #[must_use]
    pub fn search(&self, query: &Query) -> Vec<Candidate> {
        let likeness = self.likeness(query);
        let profiles = self.profiles(query);
        let likelihoods = self.index.likelihood.of(&query.features);
        let mean = likelihoods.iter().sum::<f32>() / likelihoods.len().max(1) as f32;
        let mut candidates: Vec<Candidate> = (0..self.index.entries.len())
            .filter(|entry| profiles[*entry].shared > 0.0)
            .map(|entry| self.candidate(query, entry, &likeness[entry], &profiles[entry], likelihoods[entry] - mean))
            .collect();
        candidates.sort_by(|a, b| {
            b.is_exact
                .cmp(&a.is_exact)
                .then(b.score.likelihood.total_cmp(&a.score.likelihood))
                .then(a.entry.cmp(&b.entry))
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

    /// For each entry its closest wordings, best first.
    fn likeness(&self, query: &Query) -> Vec<Closest> {
        let mut products = vec![0.0_f32; self.index.phrasings.len()];
        let asked = query.asked.map(|term| (term, self.worth(term)));
        let terms = query.terms.iter().filter_map(|term| term.term.map(|id| (id, term.weight)));
        for (term, weight) in terms.chain(asked) {
            for posting in self.index.in_phrasings.of(term) {
                products[posting.place as usize] += weight * posting.strength;
            }
        }
        let mut closest = vec![Closest::default(); self.index.entries.len()];
        for (phrasing, product) in self.index.phrasings.iter().zip(products) {
            if product > 0.0 {
                let cosine = product / (phrasing.norm * query.norm).max(f32::MIN_POSITIVE);
                closest[phrasing.entry as usize].add(cosine, phrasing.number as usize);
            }
        }
        closest
    }

    fn profiles(&self, query: &Query) -> Vec<Profile> {
        let mut profiles = vec![Profile::default(); self.index.entries.len()];
        for term in &query.terms {
            let Some(id) = term.term else { continue };
            for posting in self.index.in_entries.of(id) {
                let profile = &mut profiles[posting.place as usize];
                profile.typical += term.weight * posting.strength;
                profile.shared += term.weight;
            }
        }
        profiles
    }

    fn candidate(
        &self,
        query: &Query,
        entry: usize,
        closest: &Closest,
        profile: &Profile,
        likelihood: f32,
    ) -> Candidate {
        let whole = query.weight.max(f32::MIN_POSITIVE);
        let score = Score {
            closest: closest.best[0],
            neighbours: closest.best.iter().sum::<f32>() / N_NEIGHBOURS as f32,
            profile: profile.typical / whole,
            coverage: profile.shared / whole,
            likelihood,
            total: 0.0,
        };
        Candidate {
            entry: self.index.entries[entry],
            score: score.weigh(&self.weights),
            nearest_wording: closest.wording,
            is_exact: query.exact == Some(entry),
            explained: Vec::new(),
            n_asked_alike: query.asked_kind.and_then(|kind| self.index.asked[entry].get(&kind).copied()).unwrap_or(0),
        }
    }

    fn explained(&self, query: &Query, entry: Entry) -> Vec<f32> {
        let place = self.index.entries.iter().position(|other| *other == entry);
        let strength = |term: &QueryTerm| {
            let postings = term.term.map(|id| self.index.in_entries.of(id)).unwrap_or_default();
            postings
                .iter()
                .find(|posting| Some(posting.place as usize) == place)
                .map_or(0.0, |posting| posting.strength)
        };
        query.terms.iter().map(strength).collect()
    }
}

fn query_term(used: TermUse, weight: f32) -> QueryTerm {
    QueryTerm {
        term: used.term,
        words: used.words,
        by: used.by,
        taken_for: used.taken_for,
        commonness: used.commonness,
        weight,
    }
}

/// The closest wordings of one entry.
#[derive(Clone, Copy, Debug, Default)]
struct Closest {
    best: [f32; N_NEIGHBOURS],
    wording: usize,
}

impl Closest {
    fn add(&mut self, cosine: f32, wording: usize) {
        if cosine > self.best[0] {
            self.wording = wording;
        }
        if let Some(last) = self.best.last_mut().filter(|last| **last < cosine) {
            *last = cosine;
            self.best.sort_by(|a, b| b.total_cmp(a));
        }
    }
}

/// How an entry as a whole fits the question.
#[derive(Clone, Copy, Debug, Default)]
struct Profile {
    typical: f32,
    shared: f32,
}
