//! Texts as weighted lists of numbered features of one kind: pairs of neighbouring terms, or runs of letters. What a
//! feature says about an entry is learned in `likelihood`.

use rustc_hash::FxHashMap as HashMap;
use std::hash::Hash;

use super::postings::place;
use super::score::weight_of_count;

/// The features of one kind that a base has, numbered, with the number of texts that have each.
#[derive(Debug)]
pub(super) struct FeatureSpace<Key> {
    numbers: HashMap<Key, u32>,
    n_texts_with: Vec<u32>,
    n_texts: usize,
}

/// The features of one text: each number once with its weight.
pub(super) type FeatureVector = Vec<(u32, f32)>;

/// The features of a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// Those that the base has.
    pub(super) known: FeatureVector,
    /// The sum of all weights, of those that the base has never seen too.
    pub(super) whole: f32,
    /// The length of the known part beside the length of the whole question, 0 to 1.
    pub(super) known_part: f32,
}

impl<Key: Copy + Eq + Hash> FeatureSpace<Key> {
    /// A space without features.
    pub(super) fn new() -> Self {
        Self { numbers: HashMap::default(), n_texts_with: Vec::new(), n_texts: 0 }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.n_texts_with.len()
    }

    /// Counts a text of the base; new features are numbered in the order of the text.
    pub(super) fn learn(&mut self, keys: impl Iterator<Item = (Key, f32)>) -> FeatureVector {
        self.n_texts += 1;
        let mut counts = FeatureVector::new();
        for (key, times) in keys {
            let next = place(self.n_texts_with.len());
            let number = *self.numbers.entry(key).or_insert(next);
            if number == next {
                self.n_texts_with.push(0);
            }
            add(&mut counts, number, times);
        }
        for (number, _) in &counts {
            if let Some(count) = self.n_texts_with.get_mut(*number as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// A question as features.
    pub(super) fn question(&self, keys: impl Iterator<Item = (Key, f32)>) -> Question {
        let mut known = FeatureVector::new();
        let mut n_unknown = 0.0;
        for (key, times) in keys {
            match self.numbers.get(&key) {
                Some(&number) => add(&mut known, number, times),
                None => n_unknown += times,
            }
        }
        let length = self.scale(&mut known);
        let unknown = n_unknown * self.rarity_of(0) / length;
        let whole = known.iter().map(|(_, weight)| weight).sum::<f32>() + unknown;
        let known_part = 1.0 / (1.0 + unknown * self.rarity_of(0) / length).sqrt();
        Question { known, whole, known_part }
    }

    /// Turns counts into weights: times rarity, scaled to length 1, so that long texts do not drown short ones. Returns
    /// the length before scaling.
    pub(super) fn scale(&self, counts: &mut FeatureVector) -> f32 {
        for (number, weight) in counts.iter_mut() {
            *weight *= self.rarity_of(self.n_texts_with.get(*number as usize).copied().unwrap_or_default());
        }
        let length = counts.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for (_, weight) in counts {
            *weight /= length;
        }
        length
    }

    /// Smoothed inverse document frequency over texts, at least 1.
    fn rarity_of(&self, n_with: u32) -> f32 {
        ((1.0 + weight_of_count(self.n_texts)) / (1.0 + weight_of_count(n_with as usize))).ln() + 1.0
    }
}

fn add(counts: &mut FeatureVector, number: u32, times: f32) {
    match counts.iter_mut().find(|(other, _)| *other == number) {
        Some((_, count)) => *count += times,
        None => counts.push((number, times)),
    }
}
