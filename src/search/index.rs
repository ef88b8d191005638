//! The texts of a base turned inside out: for each term the wordings and entries that hold it, and what the term is
//! worth. How the numbers are put together is in `searcher`.

use std::collections::{HashMap, HashSet};

use super::features::{FeatureSpace, FeatureVector};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::likelihood::Likelihood;
use super::postings::{Posting, Postings, place};
use super::score::{Weights, weight_of_count};
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer, AskedKind};

/// What a question can turn out to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A fact.
    Fact(FactNumber),
    /// A subject known to be absent: its position in [`Knowledge::uncovered`].
    Uncovered(usize),
}

/// One stored wording.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrasing {
    /// Position of its entry in [`Index::entries`].
    pub(super) entry: u32,
    /// Which wording of its entry it is, counted from the canonical one.
    pub(super) number: u32,
    /// Length of its vector.
    pub(super) norm: f32,
}

/// The index of a base.
#[derive(Debug)]
pub(super) struct Index {
    /// What can be found: the facts, then the subjects known to be absent.
    pub(super) entries: Vec<Entry>,
    /// All wordings of all entries.
    pub(super) phrasings: Vec<Phrasing>,
    /// What each term is worth, by [`TermId`].
    pub(super) worth: Vec<f32>,
    /// Terms in wordings; strengths are parts of the wording's vector.
    pub(super) in_phrasings: Postings,
    /// Terms in any text of an entry; strengths say nothing.
    pub(super) in_entries: Postings,
    /// All features of the base.
    pub(super) space: FeatureSpace,
    /// What the features say about the entries.
    pub(super) likelihood: Likelihood,
    /// For each entry how many of its wordings ask for each kind of answer.
    pub(super) asked: Vec<HashMap<AskedKind, usize>>,
    exact: HashMap<String, u32>,
}

/// The terms of one text with the share that each has.
pub(super) type Bag = Vec<(TermId, f32)>;

impl Index {
    /// Reads every text of a base.
    pub(super) fn build(knowledge: &Knowledge, analyzer: &Analyzer, lexicon: &mut Lexicon, weights: &Weights) -> Self {
        let mut reader = Reader { analyzer, lexicon, exact: HashMap::new() };
        let mut read = Vec::with_capacity(knowledge.facts.len() + knowledge.uncovered.len());
        for (number, fact) in knowledge.facts.iter().enumerate() {
            let wordings: Vec<&str> = fact.wordings().collect();
            read.push(reader.entry(read.len(), &wordings, &fact.keywords, &fact.answer));
        }
        for subject in &knowledge.uncovered {
            let wordings: Vec<&str> = subject.asked.iter().map(String::as_str).collect();
            read.push(reader.entry(read.len(), &wordings, &subject.keywords, &subject.subject));
        }
        let exact = reader.exact;
        lexicon.learn_light_words(analyzer);
        let facts = (0..knowledge.facts.len()).map(|number| Entry::Fact(FactNumber::new(number)));
        let entries = facts.chain((0..knowledge.uncovered.len()).map(Entry::Uncovered)).collect();
        Self::from_read(entries, read, exact, lexicon, weights)
    }

    /// The entry of which this text is a stored wording, word for word.
    pub(super) fn exact(&self, analysis: &Analysis) -> Option<usize> {
        self.exact.get(&spelled(analysis)).map(|entry| *entry as usize)
    }

    fn from_read(
        entries: Vec<Entry>,
        read: Vec<ReadEntry>,
        exact: HashMap<String, u32>,
        lexicon: &Lexicon,
        weights: &Weights,
    ) -> Self {
        let worth = worth_of_terms(&read, lexicon, weights);
        let (phrasings, in_phrasings) = phrasings(&read, &worth);
        let in_entries = read.iter().enumerate().flat_map(|(at, entry)| {
            entry.terms.iter().map(move |term| (term.0, Posting { place: place(at), strength: 1.0 }))
        });
        let in_entries = Postings::new(lexicon.len(), in_entries.collect());
        let mut space = FeatureSpace::default();
        for text in read.iter().flat_map(|entry| &entry.texts) {
            space.learn(text);
        }
        let vectors: Vec<Vec<FeatureVector>> =
            read.iter().map(|entry| entry.texts.iter().map(|text| space.vector(text)).collect()).collect();
        let likelihood = Likelihood::learn(&space, &vectors);
        let asked = read.into_iter().map(|entry| entry.asked).collect();
        Self { entries, phrasings, worth, in_phrasings, in_entries, space, likelihood, asked, exact }
    }
}

/// The texts of an entry after reading.
#[derive(Default)]
struct ReadEntry {
    wordings: Vec<Bag>,
    texts: Vec<Vec<TermUse>>,
    terms: HashSet<TermId>,
    asked: HashMap<AskedKind, usize>,
}

/// Reads texts while the lexicon grows.
struct Reader<'a> {
    analyzer: &'a Analyzer,
    lexicon: &'a mut Lexicon,
    exact: HashMap<String, u32>,
}

impl Reader<'_> {
    fn entry(&mut self, at: usize, wordings: &[&str], keywords: &[String], answer: &str) -> ReadEntry {
        let mut read = ReadEntry::default();
        for wording in wordings {
            let analysis = self.analyzer.analyze(wording);
            self.exact.entry(spelled(&analysis)).or_insert(place(at));
            let uses = self.lexicon.learn(&analysis);
            let mut terms = bag(&uses);
            if let Some(asked) = analysis.asked {
                *read.asked.entry(asked).or_insert(0) += 1;
                terms.push((self.lexicon.learn_asked(asked), 1.0));
            }
            read.wordings.push(terms);
            read.texts.push(uses);
        }
        for text in keywords.iter().map(String::as_str).chain([answer]) {
            read.texts.push(self.lexicon.learn(&self.analyzer.analyze(text)));
        }
        read.terms = read.texts.iter().flatten().filter_map(|used| used.term).collect();
        read
    }
}

/// Each term once; a term that stands alone and in a phrase has the larger share.
fn bag(uses: &[TermUse]) -> Bag {
    let mut bag: Bag = Vec::with_capacity(uses.len());
    for used in uses {
        let Some(term) = used.term else { continue };
        match bag.iter_mut().find(|(other, _)| *other == term) {
            Some((_, share)) => *share = share.max(used.share),
            None => bag.push((term, used.share)),
        }
    }
    bag
}

/// Every wording with the length of its vector, and where each term stands.
fn phrasings(read: &[ReadEntry], worth: &[f32]) -> (Vec<Phrasing>, Postings) {
    let worth_of = |term: TermId| worth.get(term.0 as usize).copied().unwrap_or_default();
    let mut phrasings = Vec::new();
    let mut postings = Vec::new();
    for (at, entry) in read.iter().enumerate() {
        for (number, bag) in entry.wordings.iter().enumerate() {
            let here = place(phrasings.len());
            let strengths = bag.iter().map(|(term, share)| (*term, share * worth_of(*term)));
            let norm = strengths.clone().map(|(_, strength)| strength * strength).sum::<f32>().sqrt();
            postings.extend(strengths.map(|(term, strength)| (term.0, Posting { place: here, strength })));
            phrasings.push(Phrasing { entry: place(at), number: place(number), norm });
        }
    }
    (phrasings, Postings::new(worth.len(), postings))
}

/// Inverse document frequency over entries, scaled so that a term of no entry is worth 1, times what the word's class
/// can tell.
fn worth_of_terms(read: &[ReadEntry], lexicon: &Lexicon, weights: &Weights) -> Vec<f32> {
    let mut n_entries_with = vec![0_usize; lexicon.len()];
    for term in read.iter().flat_map(|entry| &entry.terms) {
        if let Some(count) = n_entries_with.get_mut(term.0 as usize) {
            *count += 1;
        }
    }
    let n_entries = weight_of_count(read.len()) + 1.0;
    let rarity = |with: usize| (n_entries / (weight_of_count(with) + 0.5)).ln() / (n_entries / 0.5).ln();
    let terms = n_entries_with.iter().enumerate();
    let worth = terms.map(|(term, with)| {
        rarity(*with).max(weights.least_rarity) * weights.of_class(lexicon.commonness(TermId(place(term))))
    });
    worth.collect()
}

/// The words of a text one behind the other, so that case and punctuation don't matter.
fn spelled(analysis: &Analysis) -> String {
    let words: Vec<&str> = analysis.words.iter().map(|word| word.folded.as_str()).collect();
    words.join(" ")
}
