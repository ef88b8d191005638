//! The texts of a base turned inside out: what each term is worth, what each entry names, and the models learned from
//! its wordings. How the numbers are put together is in `searcher`.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::hash::Hash;

use super::features::{FeatureSpace, FeatureVector};
use super::grams::{Gram, gram_keys};
use super::lexicon::{Lexicon, TermId, TermUse};
use super::likelihood::Likelihood;
use super::pairs::{Pair, pair_keys};
use super::postings::{Posting, Postings, place};
use super::relevance::Relevance;
use super::score::{LEAST_RARITY, Weights, weight_of_count};
use super::searcher::Named;
use super::wordings::Wordings;
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer, AskedKind, Entity, EntityKind};

/// What a question can turn out to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A fact.
    Fact(FactNumber),
    /// A subject known to be absent: its position in [`Knowledge::uncovered`].
    Uncovered(usize),
}

/// The index of a base.
#[derive(Debug)]
pub(super) struct Index {
    /// What can be found: the facts, then the subjects known to be absent.
    pub(super) entries: Vec<Entry>,
    /// What each term is worth, by [`TermId`].
    pub(super) worth: Vec<f32>,
    /// Terms in any text of an entry; strengths say nothing.
    pub(super) in_entries: Postings,
    /// What the terms say about the entries.
    pub(super) relevance: Relevance,
    /// Pairs of neighbouring terms, and what they say about the entries.
    pub(super) pairs: Model<Pair>,
    /// Runs of letters, and what they say about the entries.
    pub(super) grams: Model<Gram>,
    /// Every wording by itself.
    pub(super) wordings: Wordings,
    /// For each entry what its wordings ask for.
    pub(super) asked: Vec<AskedKinds>,
    names: Vec<Names>,
    exact: HashMap<String, u32>,
}

/// The kinds of which a statement has one thing and not another. A fact about one place says nothing of another.
const CONTRADICTABLE: [EntityKind; 3] = [EntityKind::Figure, EntityKind::Year, EntityKind::Month];

/// Features of one kind and what was learned of them.
#[derive(Debug)]
pub(super) struct Model<Key> {
    /// The features.
    pub(super) space: FeatureSpace<Key>,
    /// What they say about the entries.
    pub(super) likelihood: Likelihood,
}

/// The kinds of answer that the wordings of an entry ask for.
#[derive(Debug, Default)]
pub(super) struct AskedKinds {
    /// How many wordings ask for each kind.
    pub(super) kinds: HashMap<AskedKind, usize>,
    /// How many wordings there are.
    pub(super) n_wordings: usize,
}

/// The figures, dates and places of an entry.
#[derive(Debug, Default)]
struct Names {
    /// Those in any of its texts.
    anywhere: HashSet<Entity>,
    /// Those in what it states: its canonical wording and its answer.
    stated: HashSet<Entity>,
}

impl Index {
    /// Reads every text of a base.
    pub(super) fn build(knowledge: &Knowledge, analyzer: &Analyzer, lexicon: &mut Lexicon, weights: &Weights) -> Self {
        let mut reader = Reader { analyzer, lexicon, exact: HashMap::default() };
        let mut read = Vec::with_capacity(knowledge.facts.len() + knowledge.uncovered.len());
        for fact in &knowledge.facts {
            let wordings: Vec<&str> = fact.wordings().collect();
            read.push(reader.entry(read.len(), &wordings, &fact.keywords, &fact.answer));
        }
        for subject in &knowledge.uncovered {
            let wordings: Vec<&str> = subject.asked.iter().map(String::as_str).collect();
            read.push(reader.entry(read.len(), &wordings, &subject.keywords, &subject.subject));
        }
        let exact = reader.exact;
        lexicon.learn_light_words(analyzer);
        lexicon.learn_related(analyzer);
        let facts = (0..knowledge.facts.len()).map(|number| Entry::Fact(FactNumber::new(number)));
        let entries = facts.chain((0..knowledge.uncovered.len()).map(Entry::Uncovered)).collect();
        Self::from_read(entries, read, exact, lexicon, weights)
    }

    /// The entry of which this text is a stored wording, word for word.
    pub(super) fn exact(&self, analysis: &Analysis) -> Option<usize> {
        self.exact.get(&spelled(analysis)).map(|entry| *entry as usize)
    }

    /// What an entry has of something that a question names.
    pub(super) fn named(&self, entry: usize, entity: Entity) -> Named {
        let Some(names) = self.names.get(entry) else { return Named::Nowhere };
        if names.stated.contains(&entity) {
            return Named::Here;
        }
        let is_contradicted =
            CONTRADICTABLE.contains(&entity.kind) && names.stated.iter().any(|stated| stated.kind == entity.kind);
        match names.anywhere.contains(&entity) {
            _ if is_contradicted => Named::Otherwise,
            true => Named::Here,
            false => Named::Nowhere,
        }
    }

    fn from_read(
        entries: Vec<Entry>,
        read: Vec<ReadEntry>,
        exact: HashMap<String, u32>,
        lexicon: &Lexicon,
        weights: &Weights,
    ) -> Self {
        let in_entries = read.iter().enumerate().flat_map(|(at, entry)| {
            entry.terms.iter().map(move |term| (term.0, Posting { place: place(at), strength: 1.0 }))
        });
        let counted: Vec<Vec<(TermId, f32)>> = read.iter().map(count_terms).collect();
        let wordings: Vec<Vec<&Vec<TermUse>>> = read.iter().map(|entry| entry.wordings().collect()).collect();
        Self {
            entries,
            worth: worth_of_terms(&read, lexicon, weights),
            in_entries: Postings::new(lexicon.len(), in_entries.collect()),
            relevance: Relevance::learn(lexicon.len(), &counted),
            pairs: Model::learn(&read, |text| pair_keys(text).collect()),
            grams: Model::learn(&read, |text| gram_keys(text, weights).collect()),
            wordings: Wordings::learn(&wordings),
            exact,
            asked: read.iter().map(ReadEntry::asked_kinds).collect(),
            names: read.into_iter().map(|entry| entry.names).collect(),
        }
    }
}

impl<Key: Copy + Eq + Hash> Model<Key> {
    /// Learns from the texts of each entry, given as keys.
    fn learn(read: &[ReadEntry], keys: impl Fn(&[TermUse]) -> Vec<(Key, f32)>) -> Self {
        let mut space = FeatureSpace::new();
        let mut learn =
            |entry: &ReadEntry| entry.texts.iter().map(|text| space.learn(keys(text).into_iter())).collect();
        let mut entries: Vec<Vec<FeatureVector>> = read.iter().map(&mut learn).collect();
        for text in entries.iter_mut().flatten() {
            space.scale(text);
        }
        let likelihood = Likelihood::learn(&space, &entries);
        Self { space, likelihood }
    }
}

/// The texts of an entry after reading.
#[derive(Default)]
struct ReadEntry {
    /// The wordings, then the keywords.
    texts: Vec<Vec<TermUse>>,
    answer: Vec<TermUse>,
    terms: HashSet<TermId>,
    /// What each wording asks for.
    asked: Vec<Option<AskedKind>>,
    names: Names,
}

impl ReadEntry {
    fn wordings(&self) -> impl Iterator<Item = &Vec<TermUse>> {
        self.texts.iter().take(self.asked.len())
    }

    fn asked_kinds(&self) -> AskedKinds {
        let mut kinds = HashMap::default();
        for asked in self.asked.iter().flatten() {
            *kinds.entry(*asked).or_insert(0) += 1;
        }
        AskedKinds { kinds, n_wordings: self.asked.len() }
    }
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
        for (number, wording) in wordings.iter().enumerate() {
            let analysis = self.analyzer.analyze(wording);
            self.exact.entry(spelled(&analysis)).or_insert(place(at));
            read.asked.push(analysis.asked);
            read.texts.push(self.lexicon.learn(&analysis));
            name(&analysis, &mut read.names, number == 0);
        }
        for keyword in keywords {
            let analysis = self.analyzer.analyze(keyword);
            read.texts.push(self.lexicon.learn(&analysis));
            name(&analysis, &mut read.names, false);
        }
        let analysis = self.analyzer.analyze(answer);
        read.answer = self.lexicon.learn(&analysis);
        name(&analysis, &mut read.names, true);
        read.terms = read.texts.iter().flatten().chain(&read.answer).filter_map(|used| used.term).collect();
        read
    }
}

/// Notes what a text names; whether the entry states it there is given.
fn name(analysis: &Analysis, names: &mut Names, is_stated: bool) {
    for mention in &analysis.mentions {
        names.anywhere.insert(mention.entity);
        if is_stated {
            names.stated.insert(mention.entity);
        }
    }
}

/// What an occurrence in the answer counts beside one in a wording: people ask in other words than curators answer.
const ANSWER_SHARE: f32 = 0.1;

/// How often each term stands in an entry.
fn count_terms(entry: &ReadEntry) -> Vec<(TermId, f32)> {
    let mut counts: HashMap<TermId, f32> = HashMap::default();
    let texts = entry.texts.iter().map(|text| (text, 1.0));
    for (text, share) in texts.chain([(&entry.answer, ANSWER_SHARE)]) {
        for used in text {
            if let Some(term) = used.term {
                *counts.entry(term).or_default() += share * used.share;
            }
        }
    }
    let mut counts: Vec<(TermId, f32)> = counts.into_iter().collect();
    counts.sort_by_key(|(term, _)| *term);
    counts
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
        rarity(*with).max(LEAST_RARITY) * weights.of_class(lexicon.commonness(TermId(place(term))))
    });
    worth.collect()
}

/// The words of a text one behind the other, so that case and punctuation don't matter.
fn spelled(analysis: &Analysis) -> String {
    let words: Vec<&str> = analysis.words.iter().map(|word| word.folded.as_str()).collect();
    words.join(" ")
}
