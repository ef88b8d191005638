//! The texts of a base turned inside out: for each term the wordings and entries that hold it, and what the term is
//! worth. Flat arrays throughout, so that a question touches little memory. How the numbers are put together is in
//! `score`.

use std::collections::HashMap;

use super::features::{FeatureSpace, FeatureVector};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::likelihood::Likelihood;
use super::score::Weights;
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer, AskedKind, Commonness};

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
    pub entry: u32,
    /// Which wording of its entry it is, counted from the canonical one.
    pub number: u32,
    /// Length of its vector.
    pub norm: f32,
}

/// An occurrence of a term: where, and how strongly.
#[derive(Clone, Copy, Debug)]
pub struct Posting {
    /// A position in [`Index::phrasings`] or [`Index::entries`].
    pub place: u32,
    /// The term's weight there.
    pub strength: f32,
}

/// Postings of all terms, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Postings {
    starts: Vec<u32>,
    postings: Vec<Posting>,
}

/// The index of a base.
#[derive(Debug)]
pub(super) struct Index {
    pub entries: Vec<Entry>,
    pub phrasings: Vec<Phrasing>,
    /// What each term is worth, by [`TermId`].
    pub worth: Vec<f32>,
    /// Terms in wordings; strengths are parts of the wording's vector.
    pub in_phrasings: Postings,
    /// Terms in entries as a whole; strengths are saturated counts, 0 to 1.
    pub in_entries: Postings,
    pub space: FeatureSpace,
    pub likelihood: Likelihood,
    /// For each entry how many of its wordings ask for each kind of answer.
    pub asked: Vec<HashMap<AskedKind, u32>>,
    exact: HashMap<String, u32>,
}

impl Postings {
    /// The postings of one term.
    pub(super) fn of(&self, term: TermId) -> &[Posting] {
        let at = term.0 as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => self.postings.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn new(n_terms: usize, mut all: Vec<(TermId, Posting)>) -> Self {
        all.sort_by_key(|(term, posting)| (*term, posting.place));
        let mut starts = vec![0; n_terms + 1];
        for (term, _) in &all {
            starts[term.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { starts, postings: all.into_iter().map(|(_, posting)| posting).collect() }
    }
}

/// The terms of one text of the base with how often each stands there.
pub(super) type Bag = Vec<(TermId, f32)>;

/// A text of an entry after reading.
struct ReadEntry {
    entry: Entry,
    wordings: Vec<Bag>,
    keywords: Bag,
    answer: Bag,
    texts: Vec<Vec<TermUse>>,
    asked: HashMap<AskedKind, u32>,
}

impl Index {
    /// Reads every text of a base.
    pub(super) fn build(knowledge: &Knowledge, analyzer: &Analyzer, lexicon: &mut Lexicon, weights: &Weights) -> Self {
        let mut reader = Reader { analyzer, lexicon, exact: HashMap::new() };
        let mut read = Vec::with_capacity(knowledge.facts.len() + knowledge.uncovered.len());
        for (number, fact) in knowledge.facts.iter().enumerate() {
            let entry = Entry::Fact(FactNumber::new(number));
            let wordings = fact.wordings();
            read.push(reader.entry(read.len(), entry, wordings, &fact.keywords, &fact.answer));
        }
        for (number, subject) in knowledge.uncovered.iter().enumerate() {
            let wordings = subject.asked.iter().map(String::as_str);
            let entry = Entry::Uncovered(number);
            read.push(reader.entry(read.len(), entry, wordings, &subject.keywords, &subject.subject));
        }
        let exact = reader.exact;
        lexicon.learn_light_words(analyzer);
        Self::from_read(&read, exact, lexicon, weights)
    }

    /// The entry of which this text is a stored wording, word for word.
    pub(super) fn exact(&self, analysis: &Analysis) -> Option<usize> {
        self.exact.get(&spelled(analysis)).map(|entry| *entry as usize)
    }

    fn from_read(read: &[ReadEntry], exact: HashMap<String, u32>, lexicon: &Lexicon, weights: &Weights) -> Self {
        let profiles: Vec<HashMap<TermId, f32>> = read.iter().map(|entry| profile(entry, weights)).collect();
        let worth = worth_of_terms(&profiles, lexicon, weights);
        let mut in_phrasings = Vec::new();
        let mut phrasings = Vec::new();
        for (at, entry) in read.iter().enumerate() {
            for (number, bag) in entry.wordings.iter().enumerate() {
                let place = index_u32(phrasings.len());
                let strengths = bag.iter().map(|(term, count)| (*term, count * worth[term.0 as usize]));
                let strengths: Vec<(TermId, f32)> = strengths.collect();
                let norm = strengths.iter().map(|(_, strength)| strength * strength).sum::<f32>().sqrt();
                in_phrasings.extend(strengths.into_iter().map(|(term, strength)| (term, Posting { place, strength })));
                phrasings.push(Phrasing { entry: index_u32(at), number: index_u32(number), norm });
            }
        }
        let in_entries = profiles.iter().enumerate().flat_map(|(at, profile)| {
            let place = index_u32(at);
            let saturate = |count: f32| count / (count + weights.saturation);
            profile.iter().map(move |(term, count)| (*term, Posting { place, strength: saturate(*count) }))
        });
        let mut space = FeatureSpace::default();
        for text in read.iter().flat_map(|entry| &entry.texts) {
            space.learn(text);
        }
        let vectors: Vec<Vec<FeatureVector>> =
            read.iter().map(|entry| entry.texts.iter().map(|text| space.vector(text)).collect()).collect();
        let likelihood = Likelihood::learn(&space, &vectors);
        Self {
            space,
            likelihood,
            asked: read.iter().map(|entry| entry.asked.clone()).collect(),
            entries: read.iter().map(|entry| entry.entry).collect(),
            phrasings,
            in_phrasings: Postings::new(lexicon.len(), in_phrasings),
            in_entries: Postings::new(lexicon.len(), in_entries.collect()),
            worth,
            exact,
        }
    }
}

/// Reads texts into bags while the lexicon grows.
struct Reader<'a> {
    analyzer: &'a Analyzer,
    lexicon: &'a mut Lexicon,
    exact: HashMap<String, u32>,
}

impl Reader<'_> {
    fn entry<'t>(
        &mut self,
        at: usize,
        entry: Entry,
        wordings: impl Iterator<Item = &'t str>,
        keywords: &[String],
        answer: &str,
    ) -> ReadEntry {
        let mut texts = Vec::new();
        let mut asked = HashMap::new();
        let wordings = wordings.map(|wording| self.wording(at, wording, &mut texts, &mut asked)).collect();
        let keywords = keywords.iter().flat_map(|keyword| self.text(keyword, &mut texts)).collect();
        let answer = self.text(answer, &mut texts);
        ReadEntry { entry, wordings, keywords, answer, texts, asked }
    }

    fn wording(&mut self, at: usize, wording: &str, texts: &mut Vec<Vec<TermUse>>, kinds: &mut HashMap<AskedKind, u32>) -> Bag {
        let analysis = self.analyzer.analyze(wording);
        self.exact.entry(spelled(&analysis)).or_insert(index_u32(at));
        let uses = self.lexicon.learn(&analysis);
        let mut bag = bag(&uses);
        texts.push(uses);
        if let Some(asked) = analysis.asked {
            *kinds.entry(asked).or_insert(0) += 1;
            bag.push((self.lexicon.learn_asked(asked), 1.0));
        }
        bag
    }

    fn text(&mut self, text: &str, texts: &mut Vec<Vec<TermUse>>) -> Bag {
        let uses = self.lexicon.learn(&self.analyzer.analyze(text));
        let bag = bag(&uses);
        texts.push(uses);
        bag
    }
}

/// Each term once with its count; a term that stands alone and in a phrase counts by its larger share.
pub(super) fn bag(uses: &[TermUse]) -> Bag {
    let mut bag: Bag = Vec::with_capacity(uses.len());
    for used in uses {
        let Some(term) = used.term else { continue };
        match bag.iter_mut().find(|(other, _)| *other == term) {
            Some((_, count)) => *count = count.max(used.share),
            None => bag.push((term, used.share)),
        }
    }
    bag
}

/// How often each term stands in an entry, keywords and answer weighed against wordings.
fn profile(entry: &ReadEntry, weights: &Weights) -> HashMap<TermId, f32> {
    let mut counts = HashMap::new();
    let parts = entry.wordings.iter().map(|bag| (bag, 1.0));
    let parts = parts.chain([(&entry.keywords, weights.keyword_count), (&entry.answer, weights.answer_count)]);
    for (bag, times) in parts {
        for (term, count) in bag {
            *counts.entry(*term).or_insert(0.0) += count * times;
        }
    }
    counts
}

/// Inverse document frequency over entries, scaled so that a term of no entry is worth 1, times what the word's class
/// can tell.
fn worth_of_terms(profiles: &[HashMap<TermId, f32>], lexicon: &Lexicon, weights: &Weights) -> Vec<f32> {
    let mut n_entries_with = vec![0.0_f32; lexicon.len()];
    for term in profiles.iter().flat_map(HashMap::keys) {
        n_entries_with[term.0 as usize] += 1.0;
    }
    let n_entries = profiles.len() as f32;
    let rarity = |with: f32| ((n_entries + 1.0) / (with + 0.5)).ln() / ((n_entries + 1.0) / 0.5).ln();
    let worth = n_entries_with.iter().enumerate().map(|(term, with)| {
        let class = lexicon.commonness(TermId(index_u32(term)));
        rarity(*with).max(weights.least_rarity) * weights.of_class(class)
    });
    worth.collect()
}

/// The words of a text one behind the other, so that case and punctuation don't matter.
fn spelled(analysis: &Analysis) -> String {
    let words: Vec<&str> = analysis.words.iter().map(|word| word.folded.as_str()).collect();
    words.join(" ")
}

fn index_u32(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl Weights {
    /// What a word of this class can tell, before its rarity is known.
    #[must_use]
    pub fn of_class(&self, class: Commonness) -> f32 {
        match class {
            Commonness::Function => self.function_word,
            Commonness::Filler => self.filler_word,
            Commonness::Generic => self.generic_word,
            Commonness::Common | Commonness::Unlisted => 1.0,
        }
    }
}
