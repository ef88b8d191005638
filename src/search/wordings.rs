//! Every stored wording as a vector of its words and pairs of neighbours, kept entry by entry: how close a question comes
//! to the closest wording of an entry. Which entries are worth looking at is found in `searcher` first.

use super::features::{FeatureSpace, FeatureVector, Question};
use super::lexicon::{TermId, TermUse};
use super::pairs::{Pair, pair_keys};
use super::postings::place;

/// A word or two neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum WordKey {
    /// A term.
    Term(TermId),
    /// Two neighbouring terms.
    Pair(Pair),
}

/// The wordings of a base.
#[derive(Debug)]
pub(super) struct Wordings {
    space: FeatureSpace<WordKey>,
    /// For each entry where its wordings begin in `wording_ends`, and one more.
    entry_starts: Vec<u32>,
    /// Where the features of each wording end.
    wording_ends: Vec<u32>,
    features: Vec<(u32, f32)>,
}

/// How close a question comes to one wording.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Closeness {
    /// Cosine of the two vectors, 0 to 1.
    pub(super) cosine: f32,
    /// Share of the wording, by squared weight, that stands in the question, 0 to 1.
    pub(super) covered: f32,
    /// Which wording of its entry, counted from the canonical one.
    pub(super) wording: usize,
}

impl Wordings {
    /// Reads the wordings of each entry.
    pub(super) fn learn(entries: &[Vec<&Vec<TermUse>>]) -> Self {
        let mut space = FeatureSpace::new();
        let mut vectors: Vec<Vec<FeatureVector>> = Vec::with_capacity(entries.len());
        for wordings in entries {
            vectors.push(wordings.iter().map(|wording| space.learn(word_keys(wording))).collect());
        }
        let mut read = Self { space, entry_starts: vec![0], wording_ends: Vec::new(), features: Vec::new() };
        for wordings in &mut vectors {
            for vector in wordings {
                read.space.scale(vector);
                read.features.append(vector);
                read.wording_ends.push(place(read.features.len()));
            }
            read.entry_starts.push(place(read.wording_ends.len()));
        }
        read
    }

    /// A question as words and pairs.
    pub(super) fn question(&self, uses: &[TermUse]) -> Question {
        self.space.question(word_keys(uses))
    }

    /// The weights of a question by feature number, for [`Wordings::closeness`].
    pub(super) fn spread(&self, question: &Question) -> Vec<f32> {
        let mut weights = vec![0.0; self.space.len()];
        for (number, weight) in &question.known {
            if let Some(place) = weights.get_mut(*number as usize) {
                *place = *weight;
            }
        }
        weights
    }

    /// How close a question, spread over the features, comes to each wording of an entry.
    pub(super) fn closeness<'a>(&'a self, entry: usize, spread: &'a [f32]) -> impl Iterator<Item = Closeness> + 'a {
        let first = self.entry_starts.get(entry).copied().unwrap_or_default() as usize;
        let end = self.entry_starts.get(entry + 1).copied().unwrap_or_default() as usize;
        (first..end).map(move |at| {
            let start = at.checked_sub(1).and_then(|before| self.wording_ends.get(before)).copied().unwrap_or_default();
            let end = self.wording_ends.get(at).copied().unwrap_or_default();
            let features = self.features.get(start as usize..end as usize).unwrap_or_default();
            let mut closeness = Closeness { wording: at - first, ..Closeness::default() };
            for (number, weight) in features {
                if let Some(asked) = spread.get(*number as usize).filter(|asked| **asked > 0.0) {
                    closeness.cosine += asked * weight;
                    closeness.covered += weight * weight;
                }
            }
            closeness
        })
    }
}

fn word_keys(uses: &[TermUse]) -> impl Iterator<Item = (WordKey, f32)> + '_ {
    let terms = uses.iter().filter(|used| used.share >= 1.0).filter_map(|used| used.term);
    let singles = terms.map(|term| (WordKey::Term(term), 1.0));
    singles.chain(pair_keys(uses).map(|(pair, times)| (WordKey::Pair(pair), times)))
}

#[cfg(test)]
mod tests {
    use super::{Closeness, Wordings};
    use crate::search::lexicon::Lexicon;
    use crate::text::Analyzer;

    #[test]
    fn the_closest_wording_is_the_one_that_shares_words_in_order() {
        let analyzer = Analyzer::english();
        let mut lexicon = Lexicon::new(&analyzer, &[]);
        let mut read = |text: &str| lexicon.learn(&analyzer.analyze(text));
        let texts = [read("when was the lamp lit"), read("who lit the lamp"), read("how tall is the tower")];
        let wordings = Wordings::learn(&[vec![&texts[0], &texts[1]], vec![&texts[2]]]);
        let close = |question: &str| -> Vec<Vec<Closeness>> {
            let question = wordings.question(&lexicon.read(&analyzer.analyze(question), true));
            let spread = wordings.spread(&question);
            (0..2).map(|entry| wordings.closeness(entry, &spread).collect()).collect()
        };
        let same = close("who lit the lamp");
        assert!((same[0][1].cosine - 1.0).abs() < 1e-5 && (same[0][1].covered - 1.0).abs() < 1e-5, "{same:?}");
        assert!(same[0][0].cosine < 0.8 && same[1][0].cosine < 0.3, "{same:?}");
        assert_eq!(same[0].iter().map(|close| close.wording).collect::<Vec<_>>(), [0, 1]);
        assert!(close("lit the who lamp")[0][1].cosine < 0.8, "the order counts");
        assert!(close("zebra")[0].iter().all(|close| close.cosine.abs() < 1e-6));
    }
}
