//! Which stored wordings come close to a text, for a curator who is about to add another. Whether they are too close is
//! told by `check`.

use super::engine::Engine;
use super::outcome::Confidence;
use crate::knowledge::FactNumber;
use crate::search::Entry;

/// A stored wording near a text.
#[derive(Clone, Debug, PartialEq)]
pub struct NearWording {
    /// The fact that it leads to.
    pub fact: FactNumber,
    /// The wording of that fact that is closest.
    pub wording: String,
    /// How surely the text means that fact.
    pub confidence: Confidence,
}

impl Engine {
    /// The closest wording of each fact that a text taken as one question may mean, best first, from the confidence on at
    /// which a fact is suggested.
    #[must_use]
    pub fn near_wordings(&self, text: &str) -> Vec<NearWording> {
        let query = self.searcher.query(&self.analyzer.analyze(text));
        let found = self.searcher.search(&query);
        let ranked = self.rank(&found, &query);
        let near = ranked.into_iter().filter(|ranked| ranked.confidence.0 >= self.thresholds.suggest_floor);
        let wording = |number: FactNumber| {
            let candidate = found.iter().find(|candidate| candidate.entry == Entry::Fact(number))?;
            self.knowledge.fact(number)?.wordings().nth(candidate.nearest_wording).map(str::to_owned)
        };
        let near = near.filter_map(|ranked| {
            Some(NearWording { fact: ranked.fact, wording: wording(ranked.fact)?, confidence: ranked.confidence })
        });
        near.collect()
    }
}
