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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;
    use proptest::prelude::*;

    /// Two facts and an absent subject.
    fn base() -> Knowledge {
        let facts = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"How heavy is a wren?\"\nanswer = \"Nine grams.\"\n\
                     cites = [{ source = \"book\", paragraph = 1, sentence = 1 }]\n[[fact]]\nid = \"owl\"\nquestion = \"How heavy \
                     is an owl?\"\nanswer = \"Two pounds.\"\ncites = [{ source = \"book\", paragraph = 1, sentence = 2 }]\n\
                     [[uncovered]]\nid = \"eggs\"\nsubject = \"eggs\"\nasked = [\"how many eggs\"]\n";
        let sources = "[[source]]\nid = \"book\"\ntitle = \"Book\"\n";
        from_texts(&[("birds.toml", facts), ("sources.toml", sources)]).knowledge
    }

    proptest! {
        #[test]
        fn any_reasons_are_read_without_harm(held in prop::collection::vec(0_u8..32, 0..40), n_facts in 0_usize..3) {
            let knowledge = base();
            let facts: Vec<u32> = knowledge.facts.iter().map(crate::knowledge::Fact::fingerprint).take(n_facts).collect();
            let receipt = Receipt { facts, revision: knowledge.revision, engine_version: ENGINE_VERSION, held };
            if let Recalled::Outcome(outcome) = recall(&receipt, &knowledge) {
                let written = crate::answer::receipt(&outcome, &knowledge);
                prop_assert!(matches!(recall(&written, &knowledge), Recalled::Outcome(_)));
            }
        }
    }
}
