//! How likely an entry's askers are to have written the question: a multinomial naive Bayes model over features,
//! learned from the entry's texts when a base is loaded (Manning, Raghavan, Schütze: Introduction to Information
//! Retrieval, chapter 13). How it compares with other models is in ARCHITECTURE.md.

use super::features::{FeatureSpace, FeatureVector};
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

/// Count that every feature has in every entry from the start (Lidstone smoothing). Measured from 0.002 to 0.2 on
/// questions of two bases: more blurs entries that share words, less trusts a single word too much.
const SMOOTHING: f32 = 0.01;

impl Likelihood {
    /// Learns from each entry's texts.
    pub(super) fn learn(space: &FeatureSpace, entries: &[Vec<FeatureVector>]) -> Self {
        let mut counts = Vec::new();
        let mut burdens = Vec::with_capacity(entries.len());
        for (entry, texts) in entries.iter().enumerate() {
            let features = texts.iter().flat_map(|text| &text.known);
            let whole: f32 = features.clone().map(|(_, weight)| weight).sum();
            burdens.push((whole + SMOOTHING * weight_of_count(space.len())).ln());
            counts.extend(
                features.map(|(feature, weight)| (*feature, Posting { place: place(entry), strength: *weight })),
            );
        }
        let mut gains = Postings::new(space.len(), counts);
        gains.map_strengths(|count| (1.0 + count / SMOOTHING).ln());
        Self { gains, burdens }
    }

    /// For every entry the log-likelihood of the question per unit of its weight, above the mean of all entries.
    pub(super) fn of(&self, question: &FeatureVector) -> Vec<f32> {
        let weight = question.weight().max(f32::MIN_POSITIVE);
        let mut scores: Vec<f32> = self.burdens.iter().map(|burden| -burden).collect();
        for (feature, times) in &question.known {
            for gain in self.gains.of(*feature) {
                if let Some(score) = scores.get_mut(gain.place as usize) {
                    *score += times / weight * gain.strength;
                }
            }
        }
        let mean = scores.iter().sum::<f32>() / weight_of_count(scores.len().max(1));
        for score in &mut scores {
            *score -= mean;
        }
        scores
    }
}
