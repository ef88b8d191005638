//! The features of one kind that a base has, numbered: pairs of neighbouring terms, or runs of letters. What a feature
//! says about an entry is learned in `likelihood`.

use super::grouped::place;
use super::score::weight_of_count;
use super::sparse_sum::SparseSum;

/// The features of one kind, with the number of texts that have each.
#[derive(Debug, Default)]
pub(super) struct FeatureSpace {
    /// The features.
    pub(super) numbers: Numbers,
    /// How many texts have each.
    pub(super) counts: TextCounts,
}

/// Features by number: their keys in rising order.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<u64>);

/// How many texts have each feature.
#[derive(Debug, Default)]
pub(super) struct TextCounts {
    n_texts_with: Vec<u32>,
    n_texts: usize,
}

/// The features of a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// Those that the base has: each number once with its weight.
    pub(super) known: Vec<(u32, f32)>,
    /// The sum of all weights, of those that the base has never seen too.
    pub(super) whole: f32,
    /// The length of the known part beside the length of the whole question, 0 to 1.
    pub(super) known_part: f32,
}

impl Numbers {
    /// Numbers these features, of which each may come several times.
    pub(super) fn new(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        Self(keys)
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The number of a feature that the base has.
    pub(super) fn known(&self, key: u64) -> Option<u32> {
        self.0.binary_search(&key).ok().map(place)
    }
}

impl TextCounts {
    /// No text yet, of so many features.
    pub(super) fn new(n_features: usize) -> Self {
        Self { n_texts_with: vec![0; n_features], n_texts: 0 }
    }

    /// Counts a text of the base.
    pub(super) fn count(&mut self, text: &SparseSum) {
        self.n_texts += 1;
        for (number, _) in text.iter() {
            if let Some(count) = self.n_texts_with.get_mut(number as usize) {
                *count += 1;
            }
        }
    }

    /// How rare each feature is among the texts, by number.
    pub(super) fn rarities(&self) -> Vec<f32> {
        self.n_texts_with.iter().map(|with| rarity(self.n_texts, *with)).collect()
    }

    fn rarity(&self, number: u32) -> f32 {
        rarity(self.n_texts, self.n_texts_with.get(number as usize).copied().unwrap_or_default())
    }
}

impl FeatureSpace {
    /// A question as features: counts times rarity, scaled to length 1, so that long texts do not drown short ones.
    pub(super) fn question(&self, keys: impl Iterator<Item = (u64, f32)>) -> Question {
        let mut known: Vec<(u32, f32)> = Vec::new();
        let mut n_unknown = 0.0;
        for (key, times) in keys {
            match self.numbers.known(key) {
                Some(number) => known.push((number, times)),
                None => n_unknown += times,
            }
        }
        add_up(&mut known);
        for (number, weight) in &mut known {
            *weight *= self.counts.rarity(*number);
        }
        let unseen = rarity(self.counts.n_texts, 0);
        Question::scaled(known, n_unknown * unseen, unseen)
    }
}

impl Question {
    /// Known features with their weights, scaled; `unknown` is the weight of what the base has never seen, whose rarity is
    /// given.
    pub(super) fn scaled(mut known: Vec<(u32, f32)>, unknown: f32, rarity_of_unknown: f32) -> Self {
        let length = known.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for (_, weight) in &mut known {
            *weight /= length;
        }
        let unknown = unknown / length;
        let whole = known.iter().map(|(_, weight)| weight).sum::<f32>() + unknown;
        let known_part = 1.0 / (1.0 + unknown * rarity_of_unknown / length).sqrt();
        Self { known, whole, known_part }
    }
}

/// Joins what has one number, by number.
pub(super) fn add_up(features: &mut Vec<(u32, f32)>) {
    features.sort_by_key(|(number, _)| *number);
    features.dedup_by(|(number, weight), (first, sum)| {
        let is_same = number == first;
        if is_same {
            *sum += *weight;
        }
        is_same
    });
}

/// Smoothed inverse document frequency over texts, at least 1.
pub(super) fn rarity(n_texts: usize, n_with: u32) -> f32 {
    ((1.0 + weight_of_count(n_texts)) / (1.0 + weight_of_count(n_with as usize))).ln() + 1.0
}

#[cfg(test)]
mod tests {
    use super::{FeatureSpace, Numbers, SparseSum, TextCounts};

    /// A space of texts, each given as its features.
    fn space(texts: &[&[u64]]) -> FeatureSpace {
        let numbers = Numbers::new(texts.concat());
        let mut counts = TextCounts::new(numbers.len());
        for text in texts {
            let mut sum = SparseSum::default();
            for number in text.iter().filter_map(|key| numbers.known(*key)) {
                sum.add(number, 1.0);
            }
            counts.count(&sum);
        }
        FeatureSpace { numbers, counts }
    }

    #[test]
    fn a_rare_feature_weighs_more_and_a_question_has_length_1() {
        let question = space(&[&[10, 20], &[10]]).question([(20, 1.0), (10, 1.0)].into_iter());
        let [(0, common), (1, rare)] = question.known[..] else { panic!("two features") };
        assert!(rare > common);
        assert!((common * common + rare * rare - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_a_question_has_beyond_the_base_shows_in_its_whole() {
        let space = space(&[&[10]]);
        let known = space.question([(10, 1.0)].into_iter());
        assert!((known.whole - 1.0).abs() < 1e-6 && (known.known_part - 1.0).abs() < 1e-6);
        let half = space.question([(10, 1.0), (99, 1.0)].into_iter());
        assert_eq!(half.known, known.known);
        assert!(half.whole > 2.0 && half.known_part < 0.8, "{half:?}");
        let none = space.question([(99, 1.0)].into_iter());
        assert!(none.known.is_empty() && none.known_part < 1e-6, "{none:?}");
    }
}
