//! A text as a weighted list of numbered features: its terms, its pairs of neighbouring terms, and the grams of its
//! words. What a feature says about an entry is learned in `likelihood`.

use std::collections::HashMap;

use super::grams::{Gram, grams};
use super::lexicon::{TermId, TermUse};

/// A feature's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureId(pub u32);

/// What a feature looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Term(TermId),
    Pair(TermId, TermId),
    Gram(Gram),
}

/// All features of a base with the number of texts that have each.
#[derive(Debug, Default)]
pub struct FeatureSpace {
    ids: HashMap<Key, FeatureId>,
    n_texts_with: Vec<u32>,
    n_texts: u32,
}

/// Features of one text; words and grams are each scaled to length 1, so that neither drowns the other. A feature that
/// the base has never seen has no number but takes its part of the length.
#[derive(Clone, Debug, Default)]
pub struct FeatureVector {
    /// Known features with their weights.
    pub known: Vec<(FeatureId, f32)>,
    /// The sum of the weights of unknown features.
    pub unknown: f32,
}

impl FeatureVector {
    /// The sum of all weights.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.known.iter().map(|(_, weight)| weight).sum::<f32>() + self.unknown
    }
}

impl FeatureSpace {
    /// How many features there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.n_texts_with.len()
    }

    /// Counts a text of the base; unknown features are added.
    pub fn learn(&mut self, uses: &[TermUse]) {
        self.n_texts += 1;
        let mut keys: Vec<Key> = word_keys(uses).chain(gram_keys(uses)).flatten().collect();
        keys.sort_unstable_by_key(|key| self.ids.get(key).copied());
        let mut seen = std::collections::HashSet::new();
        for key in keys.into_iter().filter(|key| seen.insert(*key)) {
            let next = FeatureId(u32::try_from(self.n_texts_with.len()).unwrap_or(u32::MAX));
            let id = *self.ids.entry(key).or_insert(next);
            if id == next {
                self.n_texts_with.push(0);
            }
            if let Some(count) = self.n_texts_with.get_mut(id.0 as usize) {
                *count += 1;
            }
        }
    }

    /// A text as features.
    #[must_use]
    pub fn vector(&self, uses: &[TermUse]) -> FeatureVector {
        let mut vector = FeatureVector::default();
        self.add_scaled(word_keys(uses), &mut vector);
        self.add_scaled(gram_keys(uses), &mut vector);
        vector
    }

    fn add_scaled(&self, keys: impl Iterator<Item = Option<Key>>, vector: &mut FeatureVector) {
        let mut known: Vec<(FeatureId, f32)> = Vec::new();
        let mut n_unknown = 0.0_f32;
        for key in keys {
            match key.and_then(|key| self.ids.get(&key)) {
                Some(id) => match known.iter_mut().find(|(other, _)| other == id) {
                    Some((_, count)) => *count += 1.0,
                    None => known.push((*id, 1.0)),
                },
                None => n_unknown += 1.0,
            }
        }
        for (id, count) in &mut known {
            *count *= self.rarity(self.n_texts_with.get(id.0 as usize).copied().unwrap_or_default());
        }
        let unknown_rarity = self.rarity(0);
        let squares = known.iter().map(|(_, weight)| weight * weight).sum::<f32>();
        let length = (squares + n_unknown * unknown_rarity * unknown_rarity).sqrt().max(f32::MIN_POSITIVE);
        vector.known.extend(known.into_iter().map(|(id, weight)| (id, weight / length)));
        vector.unknown += n_unknown * unknown_rarity / length;
    }

    /// Smoothed inverse document frequency over texts.
    fn rarity(&self, n_with: u32) -> f32 {
        ((1.0 + self.n_texts as f32) / (1.0 + n_with as f32)).ln() + 1.0
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
