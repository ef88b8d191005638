//! How likely an entry's askers are to have written the question: a multinomial naive Bayes model over features of one
//! kind, learned from the entry's texts when a base is loaded (Manning, Raghavan, Schütze: Introduction to Information
//! Retrieval, chapter 13). How it compares with other models is in ARCHITECTURE.md.

use std::hash::Hash;

use rustc_hash::FxHashMap as HashMap;

use super::features::{FeatureSpace, FeatureVector, Question};
use super::postings::{Posting, Postings, place};
use super::score::weight_of_count;

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

impl Likelihood {
    /// Learns from each entry's texts.
    pub(super) fn learn<Key: Copy + Eq + Hash>(space: &FeatureSpace<Key>, entries: &[Vec<FeatureVector>]) -> Self {
        let mut counts = Vec::new();
        let mut burdens = Vec::with_capacity(entries.len());
        for (entry, texts) in entries.iter().enumerate() {
            let features = texts.iter().flatten();
            let whole: f32 = features.clone().map(|(_, weight)| weight).sum();
            burdens.push((whole + SMOOTHING * weight_of_count(space.len())).ln());
            // Added up entry by entry, because all texts at once would take most of the memory of loading.
            let mut summed: HashMap<u32, f32> = HashMap::default();
            for (feature, weight) in features {
                *summed.entry(*feature).or_default() += weight;
            }
            let place = place(entry);
            counts.extend(summed.into_iter().map(|(feature, strength)| (feature, Posting { place, strength })));
        }
        let mut gains = Postings::new(space.len(), counts);
        gains.map_strengths(|count| (1.0 + count / SMOOTHING).ln());
        Self { gains, burdens }
    }

    /// What the question's features say about every entry.
    pub(super) fn of(&self, question: &Question) -> Vec<Spoken> {
        let weight: f32 = question.known.iter().map(|(_, weight)| weight).sum();
        let start = |burden: &f32| Spoken { nats: -weight * burden, shared: 0.0 };
        let mut spoken: Vec<Spoken> = self.burdens.iter().map(start).collect();
        for (feature, times) in &question.known {
            for gain in self.gains.of(*feature) {
                if let Some(entry) = spoken.get_mut(gain.place as usize) {
                    entry.nats += times * gain.strength;
                    entry.shared += times;
                }
            }
        }
        let mean = spoken.iter().map(|entry| entry.nats).sum::<f32>() / weight_of_count(spoken.len().max(1));
        for entry in &mut spoken {
            entry.nats -= mean;
            entry.shared /= question.whole.max(f32::MIN_POSITIVE);
        }
        spoken
    }
}

/// What a question's features say about an entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spoken {
    /// Log-likelihood of the question, above the mean of all entries.
    pub(super) nats: f32,
    /// Share of the question's weight that the entry has, 0 to 1.
    pub(super) shared: f32,
}
