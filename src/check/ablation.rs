//! What each ingredient brings: the base is asked the same questions with one of them taken away at a time. What is
//! taken away is told here; how it is measured is in `measure`.

use std::sync::Arc;

use super::measure::judge;
use super::question::Question;
use super::tally::Tally;
use crate::answer::{Engine, Thresholds};
use crate::knowledge::Knowledge;
use crate::search::Weights;

/// Something the engine works with that can be taken away.
#[derive(Clone, Copy, Debug)]
struct Ingredient {
    /// What is missing then.
    name: &'static str,
    take: fn(&mut Knowledge, &mut Weights),
}

/// Everything that is taken away, one at a time.
const INGREDIENTS: [Ingredient; 11] = [
    Ingredient { name: "BM25 over terms", take: |_, weights| weights.relevance = 0.0 },
    Ingredient { name: "pairs of terms", take: |_, weights| weights.pairs = 0.0 },
    Ingredient { name: "runs of letters", take: |_, weights| weights.grams = 0.0 },
    Ingredient { name: "related words", take: |_, weights| weights.uses_related_words = false },
    Ingredient { name: "forgiving typos", take: |_, weights| weights.forgives_typos = false },
    Ingredient { name: "figures, dates, places", take: |_, weights| weights.reads_mentions = false },
    Ingredient { name: "synonyms", take: |knowledge, _| knowledge.synonyms.clear() },
    Ingredient { name: "keywords", take: |knowledge, _| without_keywords(knowledge) },
    Ingredient { name: "every other wording", take: |knowledge, _| without_every_other_wording(knowledge) },
    Ingredient { name: "every other gap", take: |knowledge, _| without_every_other_gap(knowledge) },
    Ingredient { name: "all gaps", take: |knowledge, _| knowledge.uncovered.clear() },
];

/// What came of asking without an ingredient; the first row has them all.
#[derive(Clone, Debug, PartialEq)]
pub struct Ablated {
    /// What was missing; `None` for nothing.
    pub without: Option<&'static str>,
    /// What became of the questions.
    pub tally: Tally,
}

/// Asks with everything, then without each ingredient in turn.
#[must_use]
pub fn ablate(knowledge: &Knowledge, questions: &[Question], thresholds: Thresholds) -> Vec<Ablated> {
    let nothing = std::iter::once(None);
    let rows = nothing.chain(INGREDIENTS.iter().map(Some)).map(|ingredient| {
        let (mut kept, mut weights) = (knowledge.clone(), Weights::default());
        if let Some(ingredient) = ingredient {
            (ingredient.take)(&mut kept, &mut weights);
        }
        let engine = Engine::with_weights(Arc::new(kept), thresholds, weights);
        let judged = questions
            .iter()
            .map(|question| judge(question, &engine.answer(&question.text), engine.knowledge()).judgement);
        Ablated { without: ingredient.map(|ingredient| ingredient.name), tally: Tally::of(judged) }
    });
    rows.collect()
}

fn without_keywords(knowledge: &mut Knowledge) {
    knowledge.facts.iter_mut().for_each(|fact| fact.keywords.clear());
    knowledge.uncovered.iter_mut().for_each(|uncovered| uncovered.keywords.clear());
}

fn without_every_other_wording(knowledge: &mut Knowledge) {
    let lists = knowledge.facts.iter_mut().map(|fact| &mut fact.also_asked);
    lists.for_each(keep_every_other);
}

fn without_every_other_gap(knowledge: &mut Knowledge) {
    keep_every_other(&mut knowledge.uncovered);
}

fn keep_every_other<T>(list: &mut Vec<T>) {
    let mut is_kept = false;
    list.retain(|_| {
        is_kept = !is_kept;
        is_kept
    });
}

#[cfg(test)]
mod tests {
    use super::{INGREDIENTS, ablate, keep_every_other};
    use crate::answer::Thresholds;
    use crate::check::Judgement;
    use crate::check::question::{Gold, Question, Wanted};
    use crate::knowledge::from_texts;

    #[test]
    fn what_hangs_on_an_ingredient_is_missed_without_it() {
        let text = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Which bird is small?\"\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 1 }]\n[[synonym]]\nwords = [\"small\", \"titchy\"]\n[[source]]\nid = \"s\"\ntitle = \"S\"\n";
        let question = Question {
            text: "titchy".to_owned(),
            kind: String::new(),
            wanted: Wanted::Answer { golds: vec![Gold::Fact("wren".to_owned())], needs_all: false },
            line: 1,
        };
        let everything = Thresholds { answer_floor: 0.0, suggest_floor: 0.0 };
        let rows = ablate(&from_texts(&[("a.toml", text)]).knowledge, &[question], everything);
        assert_eq!(rows.len(), INGREDIENTS.len() + 1);
        let missed: Vec<&str> = rows
            .iter()
            .filter(|row| row.tally.count(Judgement::Right) == 0)
            .map(|row| row.without.unwrap_or("nothing"))
            .collect();
        assert_eq!(missed, ["synonyms"]);
    }

    #[test]
    fn every_other_begins_with_the_first() {
        let mut list = vec![1, 2, 3, 4, 5];
        keep_every_other(&mut list);
        assert_eq!(list, [1, 3, 5]);
    }
}
