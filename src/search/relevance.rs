//! How well an entry as a whole speaks of the question's terms: BM25 over entries (Robertson, Zaragoza: The Probabilistic
//! Relevance Framework, 2009). How it is put together with the likelihoods is in `score`.

use super::lexicon::TermId;
use super::postings::{Posting, Postings, place};
use super::score::weight_of_count;

/// The model.
#[derive(Debug, Default)]
pub(super) struct Relevance {
    /// For each term and entry what one occurrence in a question adds.
    impacts: Postings,
}

/// How soon more occurrences of a term stop to count (k1); the textbook's value, and best measured.
const SATURATION: f32 = 1.2;
/// How much a long entry's occurrences are discounted, 0 to 1 (b); the textbook's value, and best measured.
const LENGTH_DISCOUNT: f32 = 0.75;

impl Relevance {
    /// Learns from the counted terms of each entry.
    pub(super) fn learn(n_terms: usize, entries: &[Vec<(TermId, f32)>]) -> Self {
        let lengths: Vec<f32> = entries.iter().map(|terms| terms.iter().map(|(_, count)| count).sum()).collect();
        let mean_length = lengths.iter().sum::<f32>() / weight_of_count(entries.len().max(1));
        let counts = entries.iter().enumerate().flat_map(|(entry, terms)| {
            terms.iter().map(move |(term, count)| (term.0, Posting { place: place(entry), strength: *count }))
        });
        let mut impacts = Postings::new(n_terms, counts.collect());
        let n_entries = weight_of_count(entries.len());
        impacts.map_lists(|list| {
            let n_with = weight_of_count(list.len());
            let rarity = (1.0 + (n_entries - n_with + 0.5) / (n_with + 0.5)).ln();
            for posting in list {
                let length = lengths.get(posting.place as usize).copied().unwrap_or_default();
                let discount = 1.0 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * length / mean_length.max(f32::MIN_POSITIVE);
                posting.strength *= rarity * (SATURATION + 1.0) / (posting.strength + SATURATION * discount);
            }
        });
        Self { impacts }
    }

    /// Adds what the question's terms say to the scores of all entries.
    pub(super) fn add(&self, terms: impl Iterator<Item = (TermId, f32)>, scores: &mut [f32]) {
        for (term, times) in terms {
            for impact in self.impacts.of(term.0) {
                if let Some(score) = scores.get_mut(impact.place as usize) {
                    *score += times * impact.strength;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Relevance;
    use crate::search::lexicon::TermId;

    #[test]
    fn a_rare_term_counts_more_and_a_repeated_one_not_much_more() {
        let (common, rare, repeated) = (TermId(0), TermId(1), TermId(2));
        let entries = [
            vec![(common, 1.0), (rare, 1.0)],
            vec![(common, 1.0), (repeated, 1.0)],
            vec![(common, 1.0), (repeated, 9.0)],
        ];
        let relevance = Relevance::learn(3, &entries);
        let of = |term: TermId| {
            let mut scores = [0.0; 3];
            relevance.add([(term, 1.0)].into_iter(), &mut scores);
            scores
        };
        assert!(of(rare)[0] > 2.0 * of(common)[0]);
        assert!(of(rare)[1..].iter().all(|score| score.abs() < 1e-9));
        let [_, once, nine_times] = of(repeated);
        assert!(once < nine_times && nine_times < 3.0 * once, "{once} {nine_times}");
        assert!(of(TermId(9)).iter().all(|score| score.abs() < 1e-9));
    }
}
