//! How one base differs from another, in facts. What files they stand in makes no difference.

use std::collections::HashMap;

use super::{Fact, Knowledge};

/// Numbers of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Only the second base has them.
    pub n_new: usize,
    /// Both have them, with other texts.
    pub n_changed: usize,
    /// Only the first base has them.
    pub n_gone: usize,
}

impl Differences {
    /// From one base to the next.
    #[must_use]
    pub fn between(old: &Knowledge, new: &Knowledge) -> Self {
        let mut known: HashMap<&str, &Fact> = old.facts.iter().map(|fact| (fact.id.as_str(), fact)).collect();
        let mut differences = Self::default();
        for fact in &new.facts {
            match known.remove(fact.id.as_str()) {
                None => differences.n_new += 1,
                Some(before) => differences.n_changed += usize::from(!says_the_same(before, fact)),
            }
        }
        Self { n_gone: known.len(), ..differences }
    }
}

fn says_the_same(fact: &Fact, other: &Fact) -> bool {
    fact.question == other.question
        && fact.answer == other.answer
        && fact.also_asked == other.also_asked
        && fact.keywords == other.keywords
        && fact.cites == other.cites
        && fact.when == other.when
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;

    #[test]
    fn facts_are_new_changed_or_gone() {
        let base = |facts: &[(&str, &str)]| {
            let record = |(id, answer): &(&str, &str)| {
                format!(
                    "[[fact]]\nid = \"{id}\"\nquestion = \"{id}?\"\nanswer = \"{answer}\"\ncites = [{{ source = \"s\", paragraph = 1, sentence = 1 }}]\n"
                )
            };
            let facts: String = facts.iter().map(record).collect();
            let texts = [("a.toml", facts.as_str()), ("s.toml", "[[source]]\nid = \"s\"\ntitle = \"S\"\n")];
            from_texts(&texts).knowledge
        };
        let old = base(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let new = base(&[("d", "4"), ("c", "3"), ("b", "x")]);
        assert_eq!(Differences::between(&old, &new), Differences { n_new: 1, n_changed: 1, n_gone: 1 });
        assert_eq!(Differences::between(&old, &old), Differences::default());
    }
}
