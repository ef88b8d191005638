//! The texts of a base turned inside out: what each term is worth, what each entry names, and the models learned from
//! its wordings. How the numbers are put together is in `searcher`.

use std::hash::{DefaultHasher, Hasher};
use std::thread;

use rustc_hash::FxHashMap as HashMap;

use super::asked_kinds::AskedKinds;
use super::features::{FeatureSpace, Numbers, TextCounts};
use super::grams::grams;
use super::grouped::place;
use super::lexicon::{Lexicon, TermId};
use super::likelihood::Likelihood;
use super::names::Names;
use super::pairs::PairsOfTexts;
use super::reading::{ReadWord, Reading, TWO_THREADS_FROM};
use super::relevance::Relevance;
use super::score::{LEAST_RARITY, Weights, weight_of_count};
use super::sparse_sum::SparseSum;
use super::texts::Texts;
use super::wordings::Wordings;
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{Analysis, Analyzer};

/// What a question can turn out to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A fact.
    Fact(FactNumber),
    /// A subject known to be absent: its position in [`Knowledge::uncovered`].
    Uncovered(usize),
}

/// The index of a base. Its entries are the facts, then the subjects known to be absent.
#[derive(Debug)]
pub(super) struct Index {
    /// How many entries are facts.
    n_facts: usize,
    n_entries: usize,
    /// What each term is worth, by [`TermId`].
    pub(super) worth: Vec<f32>,
    /// What the terms say about the entries.
    pub(super) relevance: Relevance,
    /// Pairs of neighbouring terms, and what they say about the entries.
    pub(super) pairs: Model,
    /// Runs of letters, and what they say about the entries.
    pub(super) grams: Model,
    /// Every wording by itself.
    pub(super) wordings: Wordings,
    /// What the wordings of each entry ask for.
    pub(super) asked: AskedKinds,
    /// What each entry names.
    pub(super) names: Names,
    exact: HashMap<u64, u32>,
}

/// Features of one kind and what was learned of them.
#[derive(Debug, Default)]
pub(super) struct Model {
    /// The features.
    pub(super) space: FeatureSpace,
    /// What they say about the entries.
    pub(super) likelihood: Likelihood,
}

/// Up to so many entries pairs and letters are learned. Beyond, they would take most of the memory, and the words of so
/// many entries tell them apart as well: benches/ show the share of right answers at each size.
pub(super) const MOST_MODELLED: usize = 16_384;

impl Index {
    /// Reads every text of a base; the analyzer and the lexicon learn its words.
    pub(super) fn build(
        knowledge: &Knowledge,
        analyzer: &mut Analyzer,
        lexicon: &mut Lexicon,
        weights: &Weights,
    ) -> Self {
        let reading = Reading::of(knowledge, analyzer, lexicon);
        lexicon.finish(analyzer);
        let texts = &reading.texts;
        let is_modelled = texts.n_entries() <= MOST_MODELLED;
        let (numbers, pairs_of_texts) = if is_modelled { PairsOfTexts::new(texts) } else { Default::default() };
        let pairs = Model::learn(numbers, texts, |text, sum| {
            for number in pairs_of_texts.of(text) {
                sum.add(*number, 1.0);
            }
        });
        let learn_letters = || if is_modelled { learn_grams(&reading, weights) } else { Model::default() };
        let (wordings, (relevance, grams)) = both(
            texts.n_entries() >= TWO_THREADS_FROM,
            || Wordings::learn(lexicon.len(), pairs.space.numbers.len(), &pairs_of_texts, texts),
            || (Relevance::learn(lexicon.len(), texts), learn_letters()),
        );
        Self {
            n_facts: knowledge.facts.len(),
            n_entries: texts.n_entries(),
            worth: worth_of_terms(&relevance, texts.n_entries(), lexicon, weights),
            relevance,
            wordings,
            pairs,
            grams,
            asked: reading.asked,
            names: reading.names,
            exact: reading.exact,
        }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.n_entries
    }

    /// Whether pairs and letters were learned.
    pub(super) fn is_modelled(&self) -> bool {
        self.len() <= MOST_MODELLED
    }

    /// What stands at a position.
    pub(super) fn entry(&self, at: usize) -> Entry {
        match at.checked_sub(self.n_facts) {
            None => Entry::Fact(FactNumber::new(at)),
            Some(number) => Entry::Uncovered(number),
        }
    }

    /// The entry of which this text is a stored wording, word for word.
    pub(super) fn exact(&self, analysis: &Analysis) -> Option<usize> {
        self.exact.get(&spelled(analysis)).map(|entry| *entry as usize)
    }
}

/// Does two things, at once or one after the other.
fn both<First: Send, Second>(
    at_once: bool,
    first: impl FnOnce() -> First + Send,
    second: impl FnOnce() -> Second,
) -> (First, Second) {
    if !at_once {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        match first.join() {
            Ok(first) => (first, second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

impl Model {
    /// Learns from the texts of each entry; `features` adds those of a text to a sum.
    fn learn(numbers: Numbers, texts: &Texts, features: impl Fn(usize, &mut SparseSum)) -> Self {
        let mut counts = TextCounts::new(numbers.len());
        let mut of_text = SparseSum::default();
        for text in (0..texts.n_entries()).flat_map(|entry| texts.but_answer(entry)) {
            features(text, &mut of_text);
            counts.count(&of_text);
            of_text.clear();
        }
        let likelihood = Likelihood::learn(&counts, texts, features);
        Self { space: FeatureSpace { numbers, counts }, likelihood }
    }
}

/// The grams of a word are looked up once, however often it stands in the base.
fn learn_grams(reading: &Reading, weights: &Weights) -> Model {
    let words = &reading.words;
    let numbers = Numbers::new(words.iter().flat_map(|word| grams(&word.spelled)).collect());
    let known = |word: &ReadWord| -> Vec<u32> { grams(&word.spelled).filter_map(|key| numbers.known(key)).collect() };
    let grams_of_words: Vec<(Vec<u32>, f32)> =
        words.iter().map(|word| (known(word), weights.of_grams(word.commonness))).collect();
    Model::learn(numbers, &reading.texts, |text, sum| {
        let words = reading.spelled.get(reading.texts.span(text)).unwrap_or_default();
        for (grams, weight) in words.iter().filter_map(|word| grams_of_words.get(*word as usize)) {
            for gram in grams {
                sum.add(*gram, *weight);
            }
        }
    })
}

/// Inverse document frequency over entries, scaled so that a term of no entry is worth 1, times what the word's class
/// can tell.
fn worth_of_terms(relevance: &Relevance, n_entries: usize, lexicon: &Lexicon, weights: &Weights) -> Vec<f32> {
    let n_entries = weight_of_count(n_entries) + 1.0;
    let rarity = |with: usize| (n_entries / (weight_of_count(with) + 0.5)).ln() / (n_entries / 0.5).ln();
    let worth = |term: u32| {
        let class = weights.of_class(lexicon.commonness(TermId(term)));
        rarity(relevance.n_entries_with(term)).max(LEAST_RARITY) * class
    };
    (0..place(lexicon.len())).map(worth).collect()
}

/// What the words of a text are one behind the other, case and punctuation apart, as a number: in a base of a million
/// wordings the chance that two share one is one in ten million.
pub(super) fn spelled(analysis: &Analysis) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in &analysis.words {
        hasher.write(word.folded.as_bytes());
        hasher.write_u8(b' ');
    }
    hasher.finish()
}
