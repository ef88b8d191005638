//! The linear scans of FAQ bots: the question is compared with every wording, and the likest wins if it is like enough.

use std::sync::Arc;

use factdesk::knowledge::Knowledge;
use rapidfuzz::fuzz::{Args, RatioBatchComparator};

use super::Rival;
use crate::judged::Given;

/// Below this likeness, of 1, FAQ bots say nothing.
const LIKE_ENOUGH: f64 = 0.6;

/// Wordings made ready, each with the number of its fact.
type Wordings = Vec<(Box<str>, u32)>;

/// rapidfuzz's ratio over words in alphabetical order, which forgives other orders.
pub struct Rapidfuzz {
    wordings: Wordings,
}

/// strsim's normalized Levenshtein distance over the wordings as they stand.
pub struct Strsim {
    base: Arc<Knowledge>,
}

impl Rapidfuzz {
    /// With this base.
    pub fn new(base: &Knowledge) -> Self {
        let numbered = base.facts.iter().zip(0..);
        let wordings =
            numbered.flat_map(|(fact, number)| fact.wordings().map(move |text| (sorted(text).into(), number)));
        Self { wordings: wordings.collect() }
    }
}

impl Rival for Rapidfuzz {
    fn ask(&self, question: &str) -> Given {
        let comparator = RatioBatchComparator::new(sorted(question).chars());
        let mut best = (LIKE_ENOUGH, None);
        for (wording, number) in &self.wordings {
            // What can't be better than the best so far is given up early, as rapidfuzz's own `extractOne` does.
            let arguments = Args::default().score_cutoff(best.0);
            match comparator.similarity_with_args(wording.chars(), &arguments) {
                Some(likeness) if likeness > best.0 || best.1.is_none() => best = (likeness, Some(*number as usize)),
                _ => {}
            }
        }
        Given::found(best.1)
    }

    fn reads_everything(&self) -> bool {
        true
    }
}

impl Strsim {
    /// With this base.
    pub fn new(base: &Arc<Knowledge>) -> Self {
        Self { base: Arc::clone(base) }
    }
}

impl Rival for Strsim {
    fn ask(&self, question: &str) -> Given {
        let mut best = (LIKE_ENOUGH, None);
        for (number, fact) in self.base.facts.iter().enumerate() {
            for wording in fact.wordings() {
                let likeness = strsim::normalized_levenshtein(question, wording);
                if likeness > best.0 {
                    best = (likeness, Some(number));
                }
            }
        }
        Given::found(best.1)
    }

    fn reads_everything(&self) -> bool {
        true
    }
}

/// The words of a text in lower case and alphabetical order.
fn sorted(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower.split(|letter: char| !letter.is_alphanumeric()).collect();
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.join(" ")
}
