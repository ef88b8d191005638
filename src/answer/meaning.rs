//! How near two questions come to asking the same, in the terms of a base: inflections, synonyms and typos make no
//! difference, and a word counts by what it tells.

use smol_str::SmolStr;

use super::Engine;
use super::evidence::is_telling;

/// The telling words of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning {
    /// Each once, with what it tells.
    words: Vec<(Telling, f32)>,
}

/// A word as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Telling {
    /// A term of the base, by its number.
    Term(u32),
    /// The stem of a word that the base doesn't know.
    Unknown(SmolStr),
}

impl Meaning {
    /// Whether nothing in it tells anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What share of the words of both stands in both, by what they tell: 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let weight = |meaning: &Self| meaning.words.iter().map(|(_, weight)| weight).sum::<f32>();
        let in_other = |word: &Telling| other.words.iter().find(|(known, _)| known == word);
        let shared: f32 = self.words.iter().filter_map(|(word, weight)| Some(in_other(word)?.1.min(*weight))).sum();
        shared / (weight(self) + weight(other) - shared).max(f32::MIN_POSITIVE)
    }
}

impl Engine {
    /// What a text tells, taken as one question.
    #[must_use]
    pub fn meaning(&self, text: &str) -> Meaning {
        let analysis = self.analyzer.analyze(text);
        let query = self.searcher.query(&analysis);
        let mut words: Vec<(Telling, f32)> = Vec::with_capacity(query.terms.len());
        for term in query.terms.iter().filter(|term| is_telling(term)) {
            let stem = || analysis.words.get(term.words.0).map(|word| word.stem.clone()).unwrap_or_default();
            let word = term.number().map_or_else(|| Telling::Unknown(stem()), Telling::Term);
            if words.iter().all(|(known, _)| *known != word) {
                words.push((word, term.weight));
            }
        }
        Meaning { words }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answer::Thresholds;
    use crate::knowledge::{Knowledge, Origin, Synonym};

    #[test]
    fn equal_questions_are_alike_and_others_are_not() {
        let words = vec!["lighthouse".to_owned(), "beacon".to_owned()];
        let synonyms = vec![Synonym { words, origin: Origin::default() }];
        let engine = Engine::new(Arc::new(Knowledge { synonyms, ..Knowledge::default() }), Thresholds::default());
        let likeness = |a: &str, b: &str| engine.meaning(a).likeness(&engine.meaning(b));
        assert!(likeness("who painted the lighthouse", "who is painting the beacons?") > 0.99);
        assert!(likeness("who painted the lighthouse", "what does the lighthouse weigh") < 0.7);
        assert!(likeness("who painted the door", "what does the lighthouse weigh") <= 0.0);
        assert!(engine.meaning("and why is that so?").is_empty());
        assert!(likeness("", "") <= 0.0);
    }
}
