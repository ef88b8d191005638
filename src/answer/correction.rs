//! What a question takes for granted and the fact states otherwise: 500 where it has 139, March where it has February.
//! The answer is still the fact's; the sentence that points at the difference is in `reply`.

use crate::knowledge::Fact;
use crate::search::{Candidate, Named, Query};
use crate::text::{Analyzer, Entity, EntityKind};

/// Figures and dates of a question with what the fact has in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// In the order of the question; at least one.
    pub differences: Vec<Difference>,
}

/// Two things of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the question has.
    pub asked: Entity,
    /// What the fact has.
    pub stated: Entity,
}

impl Correction {
    /// What the question has, as it is read aloud: "March 2023".
    #[must_use]
    pub fn asked(&self) -> String {
        read_aloud(self.differences.iter().map(|difference| difference.asked))
    }

    /// What the fact has in its place.
    #[must_use]
    pub fn stated(&self) -> String {
        read_aloud(self.differences.iter().map(|difference| difference.stated))
    }
}

fn read_aloud(entities: impl Iterator<Item = Entity>) -> String {
    entities.filter_map(|entity| entity.name()).collect::<Vec<_>>().join(" ")
}

/// A smaller figure counts what is listed ("the two feats") as often as what is stated, and is not corrected.
const LEAST_CORRECTED_FIGURE: u64 = 13;

/// The differences that can be told in one breath: of its kind the question has one thing, and the answer has one thing
/// and not the same.
#[must_use]
pub(super) fn correction(candidate: &Candidate, query: &Query, fact: &Fact, analyzer: &Analyzer) -> Option<Correction> {
    if candidate.named().take(query.mentions.len()).all(|named| named != Named::Otherwise) {
        return None;
    }
    let stated: Vec<Entity> = analyzer.analyze(&fact.answer).mentions.iter().map(|mention| mention.entity).collect();
    let can_be_told = |entity: Entity| entity.kind != EntityKind::Figure || entity.number >= LEAST_CORRECTED_FIGURE;
    let mentions = query.mentions.iter().zip(candidate.named());
    let contradicted = mentions.filter(|(_, named)| *named == Named::Otherwise).map(|(asked, _)| *asked);
    let differences = contradicted.filter_map(|asked| {
        let asked = only_of_kind(&query.mentions, asked.kind).filter(|only| can_be_told(*only))?;
        let stated = only_of_kind(&stated, asked.kind).filter(|only| can_be_told(*only))?;
        Some(Difference { asked, stated })
    });
    let differences: Vec<Difference> = differences.collect();
    (!differences.is_empty()).then_some(Correction { differences })
}

/// The only thing of a kind; `None` where there are several, since then nobody knows which stands for which.
fn only_of_kind(entities: &[Entity], kind: EntityKind) -> Option<Entity> {
    let mut of_kind = entities.iter().filter(|entity| entity.kind == kind);
    let first = of_kind.next()?;
    of_kind.all(|other| other == first).then_some(*first)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::answer::{Engine, Thresholds};
    use crate::knowledge::from_texts;

    #[test]
    fn a_figure_or_a_date_is_corrected_where_the_answer_has_one_of_its_kind() {
        let text = "topic = \"Lamp\"\n[[fact]]\nid = \"lit\"\nquestion = \"When was the lamp first lit?\"\nanswer = \"The lamp was first lit in May 1871 by 41 keepers.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 1 }]\n[[source]]\nid = \"s\"\ntitle = \"S\"\n";
        let engine = Engine::new(
            Arc::new(from_texts(&[("a.toml", text)]).knowledge),
            Thresholds { answer_floor: 0.0, suggest_floor: 0.0 },
        );
        let check = |question: &str, expected: Option<(&str, &str)>| {
            let outcome = engine.answer(question);
            let found = outcome.parts.first().and_then(|part| part.why.correction.clone());
            let found = found.map(|found| (found.asked(), found.stated()));
            let expected = expected.map(|(asked, stated)| (asked.to_owned(), stated.to_owned()));
            assert_eq!(found, expected, "{question}");
        };
        check("was the lamp lit in May?", None);
        check("was the lamp first lit in June 1931?", Some(("June 1931", "May 1871")));
        check("why did 90 keepers light the lamp?", Some(("90", "41")));
        check("which two keepers lit the lamp?", None);
        check("did 41 keepers light 90 lamps?", None);
        check("was the lamp lit in May or in June?", None);
    }
}
