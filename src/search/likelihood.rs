//! How likely an entry's askers are to have written the question: a multinomial naive Bayes model over features of one
//! kind, learned from the entry's texts when a base is loaded (Manning, Raghavan, Schütze: Introduction to Information
//! Retrieval, chapter 13). How it compares with other models is in docs/measuring.md.

use super::features::{Question, TextCounts};
use super::gains::{Gains, GainsOfEntries};
use super::grouped::place;
use super::score::weight_of_count;
use super::sparse_sum::SparseSum;
use super::texts::Texts;

/// The learned model.
#[derive(Debug, Default)]
pub(super) struct Likelihood {
    /// For each feature and entry the log of how much likelier it is there than by smoothing alone.
    gains: Gains,
    /// For each feature its row among the dense gains; [`NO_ROW`] for most.
    dense_rows: Vec<u32>,
    /// The gains of features that many entries have, once more, with a 0 where an entry has it not: a row is added up
    /// without a look at where each gain belongs.
    dense_gains: Vec<f32>,
    /// For each entry the log of its smoothed number of features.
    burdens: Vec<f32>,
}

/// Count that every feature has in every entry from the start (Lidstone smoothing). Measured from 0.01 to 1 on questions
/// of five bases: more blurs entries that share words, less trusts a single word too much.
const SMOOTHING: f32 = 0.3;

/// A feature has a dense row where at least one in so many entries has it.
const DENSE_FROM_ONE_IN: usize = 6;

/// Marks a feature without a dense row.
const NO_ROW: u32 = u32::MAX;

impl Likelihood {
    /// Learns from each entry's texts but its answer, the features of which `features` adds to a sum.
    pub(super) fn learn(counts: &TextCounts, texts: &Texts, features: impl Fn(usize, &mut SparseSum)) -> Self {
        let rarities = counts.rarities();
        let rarity = |number: u32| rarities.get(number as usize).copied().unwrap_or_default();
        let smoothed = SMOOTHING * weight_of_count(rarities.len());
        let mut gains = GainsOfEntries::default();
        let mut burdens = Vec::with_capacity(texts.n_entries());
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
            for (number, weight) in of_entry.iter() {
                gains.push(number, entry, (1.0 + weight / SMOOTHING).ln());
            }
            of_entry.clear();
        }
        let mut learned = Self { gains: gains.sorted(rarities.len()), burdens, ..Self::default() };
        learned.lay_out();
        learned
    }

    fn lay_out(&mut self) {
        let n_entries = self.burdens.len();
        for feature in 0..self.gains.n_features() {
            let list = self.gains.of(feature);
            if list.len() * DENSE_FROM_ONE_IN < n_entries {
                self.dense_rows.push(NO_ROW);
                continue;
            }
            let begin = self.dense_gains.len();
            self.dense_rows.push(place(begin / n_entries.max(1)));
            self.dense_gains.resize(begin + n_entries, 0.0);
            let row = self.dense_gains.get_mut(begin..).unwrap_or_default();
            for (entry, gain) in list {
                add(row, entry, gain);
            }
        }
        self.dense_gains.shrink_to_fit();
    }

    /// What a question's features say about every entry: its log-likelihood, up to what is the same for all.
    pub(super) fn nats(&self, question: &Question) -> Vec<f32> {
        let weight: f32 = question.known.iter().map(|(_, weight)| weight).sum();
        let mut nats: Vec<f32> = self.burdens.iter().map(|burden| -weight * burden).collect();
        for &(feature, times) in &question.known {
            if let Some(gains) = self.dense(feature) {
                for (nats, gain) in nats.iter_mut().zip(gains) {
                    *nats += times * gain;
                }
                continue;
            }
            for (entry, gain) in self.gains.of(feature) {
                add(&mut nats, entry, times * gain);
            }
        }
        nats
    }

    /// The weight of the question's features that each entry has.
    pub(super) fn shared(&self, question: &Question) -> Vec<f32> {
        let mut shared = vec![0.0; self.burdens.len()];
        for &(feature, times) in &question.known {
            if let Some(gains) = self.dense(feature) {
                for (shared, gain) in shared.iter_mut().zip(gains) {
                    *shared += if *gain > 0.0 { times } else { 0.0 };
                }
                continue;
            }
            for (entry, _) in self.gains.of(feature) {
                add(&mut shared, entry, times);
            }
        }
        shared
    }

    /// For each entry the gain of a feature that many entries have.
    fn dense(&self, feature: u32) -> Option<&[f32]> {
        let row = *self.dense_rows.get(feature as usize)? as usize;
        let n_entries = self.burdens.len();
        self.dense_gains.get(row * n_entries..(row + 1) * n_entries)
    }
}

fn add(sums: &mut [f32], entry: usize, value: f32) {
    if let Some(sum) = sums.get_mut(entry) {
        *sum += value;
    }
}
