//! A receipt on a base: what was answered, or what stands in the way of saying it again.

use super::{ENGINE_VERSION, Outcome, Receipt, held};
use crate::knowledge::{FactNumber, Knowledge};

/// What a receipt says on a base.
#[derive(Clone, Debug, PartialEq)]
pub enum Recalled {
    /// The outcome as it was, but for its words: no question, no part and no match of a word is kept.
    Outcome(Outcome),
    /// A fact that was chosen from a list.
    Choice(FactNumber),
    /// The base is in another state, or the engine is of another version. For each fact that was answered with, where
    /// the base still has it.
    Elsewhere(Vec<Option<FactNumber>>),
    /// The code says nothing that this base could have answered, although it is the right one.
    Senseless,
}

/// Reads a receipt on a base.
#[must_use]
pub fn recall(receipt: &Receipt, knowledge: &Knowledge) -> Recalled {
    let facts: Vec<Option<FactNumber>> = receipt.facts.iter().map(|fact| find(*fact, knowledge)).collect();
    if receipt.revision != knowledge.revision || receipt.engine_version != ENGINE_VERSION {
        return Recalled::Elsewhere(facts);
    }
    let here: Option<Vec<FactNumber>> = facts.into_iter().collect();
    here.and_then(|facts| held::read(&receipt.held, &facts, knowledge)).unwrap_or(Recalled::Senseless)
}

fn find(fingerprint: u32, knowledge: &Knowledge) -> Option<FactNumber> {
    knowledge.facts.iter().position(|fact| fact.fingerprint() == fingerprint).map(FactNumber::new)
}
