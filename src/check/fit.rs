//! Fits the calibration to question files: evidence about candidates whose worth is known. The coefficients are pasted
//! into `answer::Calibration` by hand, by somebody who has looked at them.

use std::collections::BTreeMap;

use super::logistic::{Example, Logistic, log_loss};
use super::question::{Question, Wanted};
use crate::answer::{Calibration, Engine, Evidence};
use crate::knowledge::FactNumber;

/// How many times the examples are divided for judging a fit by questions that it hasn't seen.
const N_FOLDS: usize = 10;

/// A calibration with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The coefficients, one slope for each part of `answer::Evidence`.
    pub function: Logistic,
    /// Questions that went in.
    pub n_questions: usize,
    /// Candidates that went in.
    pub n_candidates: usize,
    /// Right ones among them.
    pub n_right: usize,
    /// Log-loss of the calibration that the engine has now.
    pub before: Loss,
    /// Log-loss of fits to nine tenths of the questions, each judged by the tenth that it hasn't seen.
    pub after: Loss,
}

/// Log-loss of a calibration, in nats a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loss {
    /// Over all candidates.
    pub of_all: f64,
    /// Over the surest candidate of each question, which is the one that is said.
    pub of_surest: f64,
}

/// A candidate of one question.
struct Candidate {
    /// The position of the question.
    question: usize,
    example: Example,
    confidence: f64,
}

/// Fits a calibration to the best candidates of each question, at most so many; `None` where they are all right or all
/// wrong, so that there is nothing to tell apart.
#[must_use]
pub fn fit(questions: &[Question], engine: &Engine, most: usize) -> Option<Fitted> {
    let candidates: Vec<Candidate> = questions
        .iter()
        .enumerate()
        .flat_map(|(number, question)| candidates(number, question, engine, most))
        .collect();
    let n_right = candidates.iter().filter(|candidate| candidate.example.is_right).count();
    let examples: Vec<&Example> = candidates.iter().map(|candidate| &candidate.example).collect();
    (n_right > 0 && n_right < candidates.len()).then(|| Fitted {
        function: Logistic::fit(&examples),
        n_questions: questions.len(),
        n_candidates: candidates.len(),
        n_right,
        before: Loss::of(candidates.iter().map(|candidate| (candidate, candidate.confidence))),
        after: cross_validated(&candidates),
    })
}

impl Loss {
    /// What was foretold of each candidate.
    fn of<'fit>(foretold: impl Iterator<Item = (&'fit Candidate, f64)>) -> Self {
        let mut surest: BTreeMap<usize, (f64, bool)> = BTreeMap::new();
        let mut all = Vec::new();
        for (candidate, confidence) in foretold {
            let judged = (confidence, candidate.example.is_right);
            let best = surest.entry(candidate.question).or_insert(judged);
            if confidence > best.0 {
                *best = judged;
            }
            all.push(judged);
        }
        Self { of_all: log_loss(all), of_surest: log_loss(surest.into_values()) }
    }
}

fn candidates(number: usize, question: &Question, engine: &Engine, most: usize) -> Vec<Candidate> {
    let calibration = Calibration::default();
    let knowledge = engine.knowledge();
    // What corrects a false premise is still no answer to the question as it was asked.
    let may_be_right = matches!(question.wanted, Wanted::Answer { .. });
    let candidate = |(fact, evidence): (FactNumber, Evidence)| Candidate {
        question: number,
        example: Example {
            parts: evidence.parts().into_iter().map(f64::from).collect(),
            is_right: may_be_right && knowledge.fact(fact).is_some_and(|fact| question.wanted.is_met_by(fact)),
        },
        confidence: f64::from(calibration.confidence(&evidence).0),
    };
    engine.evidence(&question.text).into_iter().take(most).map(candidate).collect()
}

/// All candidates of a question fall into the same fold: they are too alike to judge one another.
fn cross_validated(candidates: &[Candidate]) -> Loss {
    let foretold = (0..N_FOLDS).flat_map(|fold| {
        let (unseen, seen): (Vec<&Candidate>, Vec<&Candidate>) =
            candidates.iter().partition(|candidate| candidate.question % N_FOLDS == fold);
        let seen: Vec<&Example> = seen.into_iter().map(|candidate| &candidate.example).collect();
        let function = Logistic::fit(&seen);
        let foretell = move |candidate: &'_ Candidate| function.probability(&candidate.example.parts);
        unseen.into_iter().map(move |candidate| (candidate, foretell(candidate)))
    });
    Loss::of(foretold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fit_is_judged_by_questions_that_it_has_not_seen() {
        // Ten questions of which half are right, told apart by nothing: whatever is left out, four of the nine others
        // are like it.
        let candidate = |question| Candidate {
            question,
            example: Example { parts: vec![1.0], is_right: question % 2 == 0 },
            confidence: 0.5,
        };
        let candidates: Vec<Candidate> = (0..10).map(candidate).collect();
        let loss = cross_validated(&candidates);
        let expected = (9.0_f64 / 4.0).ln();
        assert!((loss.of_all - expected).abs() < 1e-9 && (loss.of_surest - expected).abs() < 1e-9, "{loss:?}");
    }

    #[test]
    fn only_the_surest_candidate_of_a_question_is_said() {
        let candidate = |question, confidence, is_right| Candidate {
            question,
            example: Example { parts: Vec::new(), is_right },
            confidence,
        };
        let all = [candidate(0, 0.25, false), candidate(0, 0.5, true), candidate(1, 0.5, false)];
        let loss = Loss::of(all.iter().map(|candidate| (candidate, candidate.confidence)));
        let half = 2.0_f64.ln();
        let expected = [(half + half + (4.0_f64 / 3.0).ln()) / 3.0, half];
        for (found, expected) in [loss.of_all, loss.of_surest].into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{loss:?}");
        }
    }
}
