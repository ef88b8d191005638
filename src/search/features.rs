//! A text as a weighted list of numbered features: its terms, its pairs of neighbouring terms, and the grams of its
//! words. What a feature says about an entry is learned in `likelihood`.

use std::collections::{HashMap, HashSet};

use super::grams::{Gram, grams};
use super::lexicon::{TermId, TermUse};
use super::postings::place;
use super::score::weight_of_count;

/// What a feature looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Term(TermId),
    Pair(TermId, TermId),
    Gram(Gram),
}

/// All features of a base, numbered, with the number of texts that have each.
#[derive(Debug, Default)]
pub(super) struct FeatureSpace {
    numbers: HashMap<Key, u32>,
    n_texts_with: Vec<usize>,
    n_texts: usize,
}

/// Features of one text; words and grams are each scaled to length 1, so that neither drowns the other. A feature that
/// the base has never seen has no number but takes its part of the length.
#[derive(Clone, Debug, Default)]
pub(super) struct FeatureVector {
    /// Known features with their weights.
    pub(super) known: Vec<(u32, f32)>,
    /// The sum of the weights of unknown features.
    unknown: f32,
}

impl FeatureVector {
    /// The sum of all weights.
    pub(super) fn weight(&self) -> f32 {
        self.known.iter().map(|(_, weight)| weight).sum::<f32>() + self.unknown
    }
}

impl FeatureSpace {
    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.n_texts_with.len()
    }

    /// Counts a text of the base; new features are numbered in the order of the text.
    pub(super) fn learn(&mut self, uses: &[TermUse]) {
        self.n_texts += 1;
        let mut seen = HashSet::new();
        for key in word_keys(uses).chain(gram_keys(uses)).flatten().filter(|key| seen.insert(*key)) {
            let next = place(self.n_texts_with.len());
            let number = *self.numbers.entry(key).or_insert(next);
            match self.n_texts_with.get_mut(number as usize) {
                Some(count) => *count += 1,
                None => self.n_texts_with.push(1),
            }
        }
    }

    /// A text as features.
    pub(super) fn vector(&self, uses: &[TermUse]) -> FeatureVector {
        let mut vector = FeatureVector::default();
        self.add_scaled(word_keys(uses), &mut vector);
        self.add_scaled(gram_keys(uses), &mut vector);
        vector
    }

    fn add_scaled(&self, keys: impl Iterator<Item = Option<Key>>, vector: &mut FeatureVector) {
        let (mut known, n_unknown) = self.count(keys);
        for (number, count) in &mut known {
            *count *= self.rarity(self.n_texts_with.get(*number as usize).copied().unwrap_or_default());
        }
        let unknown = n_unknown * self.rarity(0);
        let squares = known.iter().map(|(_, weight)| weight * weight).sum::<f32>() + unknown * self.rarity(0);
        let length = squares.sqrt().max(f32::MIN_POSITIVE);
        vector.known.extend(known.into_iter().map(|(number, weight)| (number, weight / length)));
        vector.unknown += unknown / length;
    }

    /// How often each known feature stands in a text, and how many unknown ones do.
    fn count(&self, keys: impl Iterator<Item = Option<Key>>) -> (Vec<(u32, f32)>, f32) {
        let mut known: Vec<(u32, f32)> = Vec::new();
        let mut n_unknown = 0.0;
        for key in keys {
            let Some(number) = key.and_then(|key| self.numbers.get(&key).copied()) else {
                n_unknown += 1.0;
                continue;
            };
            match known.iter_mut().find(|(other, _)| *other == number) {
                Some((_, count)) => *count += 1.0,
                None => known.push((number, 1.0)),
            }
        }
        (known, n_unknown)
    }

    /// Smoothed inverse document frequency over texts, at least 1.
    fn rarity(&self, n_with: usize) -> f32 {
        ((1.0 + weight_of_count(self.n_texts)) / (1.0 + weight_of_count(n_with))).ln() + 1.0
    }
}

/// The terms and pairs of neighbouring terms; `None` for a word that the base doesn't know.
fn word_keys(uses: &[TermUse]) -> impl Iterator<Item = Option<Key>> + '_ {
    let terms = uses.iter().filter(|used| used.share >= 1.0);
    let pairs = terms.clone().zip(terms.clone().skip(1));
    let singles = terms.map(|used| used.term.map(Key::Term));
    singles.chain(pairs.map(|(a, b)| a.term.zip(b.term).map(|(a, b)| Key::Pair(a, b))))
}

/// The grams of every word as the base spells it.
fn gram_keys(uses: &[TermUse]) -> impl Iterator<Item = Option<Key>> + '_ {
    let words = uses.iter().filter(|used| used.words.1 == used.words.0 + 1);
    words.flat_map(|used| grams(&used.taken_for)).map(|gram| Some(Key::Gram(gram)))
}
