//! The base asked itself: does every stored wording find its own fact, as it stands and with a letter mistyped, and how
//! near does the runner-up come?

use super::measure::{Judgement, judge};
use super::misspelling::misspelled;
use super::question::{Gold, Question, Wanted};
use super::tally::Tally;
use crate::answer::{Engine, Outcome, Ranked};
use crate::knowledge::FactNumber;

/// What came of both rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct SelfTest {
    /// Every stored wording as it stands.
    pub wordings: Round,
    /// Every stored wording with one letter mistyped.
    pub typos: Round,
}

/// What came of asking every stored wording in one way. The wordings of absent subjects count as unanswerable.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// What became of them.
    pub tally: Tally,
    /// How far each fact was ahead, the smallest lead first.
    pub margins: Vec<Margin>,
}

/// How far a fact was ahead of the runner-up when it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// What was asked.
    pub asked: String,
    /// Whose wording it is.
    pub own: FactNumber,
    /// The best of the other facts.
    pub rival: Option<FactNumber>,
    /// Its confidence less the rival's, -1 to 1; negative where the rival comes first.
    pub margin: f32,
}

impl SelfTest {
    /// Asks a base everything that is stored in it.
    #[must_use]
    pub fn of(engine: &Engine) -> Self {
        Self { wordings: Round::of(engine, |wording| Some(wording.to_owned())), typos: Round::of(engine, misspelled) }
    }
}

impl Round {
    fn of(engine: &Engine, spell: impl Fn(&str) -> Option<String>) -> Self {
        let knowledge = engine.knowledge();
        let mut judgements = Vec::new();
        let mut margins = Vec::new();
        for (fact, number) in knowledge.facts.iter().zip((0..).map(FactNumber::new)) {
            let wanted = Wanted::Answer { golds: vec![Gold::Fact(fact.id.clone())], needs_all: false };
            for asked in fact.wordings().filter_map(&spell) {
                let outcome = engine.answer(&asked);
                margins.push(margin(&outcome, number));
                judgements.push(judgement(asked, wanted.clone(), &outcome, engine));
            }
        }
        for asked in knowledge.uncovered.iter().flat_map(|uncovered| &uncovered.asked).filter_map(|asked| spell(asked))
        {
            let outcome = engine.answer(&asked);
            judgements.push(judgement(asked, Wanted::Nothing { why: None, corrections: Vec::new() }, &outcome, engine));
        }
        margins.sort_by(|a, b| a.margin.total_cmp(&b.margin));
        Self { tally: Tally::of(judgements), margins }
    }

    /// The share of wordings that find their own fact; `None` where there is no fact.
    #[must_use]
    pub fn found(&self) -> Option<f32> {
        self.tally.share(Judgement::Right)
    }

    /// The margin that half of the wordings reach.
    #[must_use]
    pub fn median_margin(&self) -> Option<f32> {
        self.margins.get(self.margins.len() / 2).map(|margin| margin.margin)
    }
}

fn judgement(text: String, wanted: Wanted, outcome: &Outcome, engine: &Engine) -> Judgement {
    let question = Question { text, kind: String::new(), wanted, line: 0 };
    judge(&question, outcome, engine.knowledge()).judgement
}

fn margin(outcome: &Outcome, own: FactNumber) -> Margin {
    let candidates = outcome.candidates();
    let (of_own, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|candidate| candidate.fact == own);
    let best = |ranked: &[Ranked]| ranked.first().map_or(0.0, |ranked| ranked.confidence.0);
    let rival = others.first().map(|other| other.fact);
    Margin { asked: outcome.question.clone(), own, rival, margin: best(&of_own) - best(&others) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answer::{Confidence, Explanation, Part, Thresholds, Verdict};
    use crate::check::tally::Side;
    use crate::knowledge::from_texts;

    /// The lead of fact 0 where these facts were found.
    fn check(found: &[(usize, f32)], rival: Option<usize>, lead: f32) {
        let ranked = |&(fact, confidence): &(usize, f32)| Ranked {
            fact: FactNumber::new(fact),
            confidence: Confidence(confidence),
        };
        let part = Part {
            text: String::new(),
            verdict: Verdict::Answered,
            candidates: found.iter().map(ranked).collect(),
            remark: None,
            why: Explanation::default(),
        };
        let own = FactNumber::new(0);
        let found = margin(&Outcome { question: "q".to_owned(), parts: vec![part] }, own);
        assert_eq!(found, Margin { asked: "q".to_owned(), own, rival: rival.map(FactNumber::new), margin: lead });
    }

    #[test]
    fn the_margin_is_the_lead_over_the_best_other_fact() {
        check(&[(0, 0.75), (2, 0.5), (1, 0.25)], Some(2), 0.25);
        check(&[(1, 0.75), (0, 0.5)], Some(1), -0.25);
        check(&[(1, 0.75)], Some(1), -0.75);
        check(&[(0, 0.75)], None, 0.75);
        check(&[], None, 0.0);
    }

    #[test]
    fn every_wording_is_asked_in_both_rounds() {
        let text = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Which bird is small?\"\nalso_asked = [\"small bird\", \"9 g\"]\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 1 }]\n[[uncovered]]\nid = \"song\"\nsubject = \"songs\"\nasked = [\"what do they sing\"]\n[[source]]\nid = \"s\"\ntitle = \"S\"\n";
        let knowledge = from_texts(&[("a.toml", text)]).knowledge;
        let self_test = SelfTest::of(&Engine::new(Arc::new(knowledge), Thresholds::default()));
        let counts = |round: &Round| [Side::Answerable, Side::Unanswerable].map(|side| side.count(&round.tally));
        // "9 g" has no word that could be mistyped.
        assert_eq!((counts(&self_test.wordings), counts(&self_test.typos)), ([3, 1], [2, 1]));
        assert_eq!(self_test.wordings.found(), Some(1.0));
    }
}
