//! How likely an entry's askers are to have written the question: a multinomial naive Bayes model over features of one
//! kind, learned from the entry's texts when a base is loaded (Manning, Raghavan, Schütze: Introduction to Information
//! Retrieval, chapter 13). How it compares with other models is in docs/measuring.md.

use super::features::{Question, TextCounts};
use super::postings::{Posting, Postings, place};
use super::score::weight_of_count;
use super::sparse_sum::SparseSum;
use super::texts::Texts;

/// The learned model.
#[derive(Debug, Default)]
pub(super) struct Likelihood {
    /// For each feature and entry the log of how much likelier it is there than by smoothing alone.
    gains: Postings,
    /// For each entry the log of its smoothed number of features.
    burdens: Vec<f32>,
}

/// Count that every feature has in every entry from the start (Lidstone smoothing). Measured from 0.01 to 1 on questions
/// of five bases: more blurs entries that share words, less trusts a single word too much.
const SMOOTHING: f32 = 0.3;

/// A question's features that an entry has too.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shared {
    /// Log-likelihood of the question, up to what is the same for all entries.
    pub(super) nats: f32,
    /// Their weight.
    pub(super) weight: f32,
}

impl Likelihood {
    /// Learns from each entry's texts but its answer, the features of which `features` adds to a sum.
    pub(super) fn learn(counts: &TextCounts, texts: &Texts, features: impl Fn(usize, &mut SparseSum)) -> Self {
        let rarities = counts.rarities();
        let rarity = |number: u32| rarities.get(number as usize).copied().unwrap_or_default();
        let smoothed = SMOOTHING * weight_of_count(rarities.len());
        let (mut gains, mut burdens) = (Vec::new(), Vec::with_capacity(texts.n_entries()));
        let (mut of_text, mut of_entry) = (SparseSum::default(), SparseSum::default());
        for entry in 0..texts.n_entries() {
            for text in texts.but_answer(entry) {
                features(text, &mut of_text);
                let squares = of_text.iter().map(|(number, count)| (count * rarity(number)).powi(2));
                // Scaled to length 1, so that long texts do not drown short ones.
                let length = squares.sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
                for (number, count) in of_text.iter() {
                    of_entry.add(number, count * rarity(number) / length);
                }
                of_text.clear();
            }
            burdens.push((of_entry.iter().map(|(_, weight)| weight).sum::<f32>() + smoothed).ln());
            let place = place(entry);
            let gain = |weight: f32| Posting { place, strength: (1.0 + weight / SMOOTHING).ln() };
            gains.extend(of_entry.iter().map(|(number, weight)| (number, gain(weight))));
            of_entry.clear();
        }
        Self { gains: Postings::new(rarities.len(), &gains), burdens }
    }

    /// Adds to each entry what the question's features say about it.
    pub(super) fn add(&self, question: &Question, shared: &mut [Shared]) {
        let weight: f32 = question.known.iter().map(|(_, weight)| weight).sum();
        for (shared, burden) in shared.iter_mut().zip(&self.burdens) {
            shared.nats -= weight * burden;
        }
        for (feature, times) in &question.known {
            for gain in self.gains.of(*feature) {
                if let Some(shared) = shared.get_mut(gain.place as usize) {
                    shared.nats += times * gain.strength;
                    shared.weight += times;
                }
            }
        }
    }
}
