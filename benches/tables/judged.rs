//! Whether answers were right, kind by kind.

use factdesk::answer::{Outcome, Verdict};
use serde::{Deserialize, Serialize};

use crate::generator::{Asked, KINDS, Kind};

/// What came of one question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given {
    /// The number of the fact that came first.
    pub first: Option<usize>,
    /// Whether it was said, not only thought of.
    pub is_said: bool,
}

impl Given {
    /// What our engine gave.
    pub fn of(outcome: &Outcome) -> Self {
        let best = outcome.parts.first().and_then(|part| part.candidates.first());
        let is_said = outcome.parts.iter().any(|part| part.verdict == Verdict::Answered);
        Self { first: best.map(|best| best.fact.index()), is_said }
    }

    /// What an engine gave that says whatever it finds.
    pub fn found(first: Option<usize>) -> Self {
        Self { first, is_said: first.is_some() }
    }

    /// Whether the right fact came first or, where nothing is right, nothing was said.
    pub fn is_right(self, asked: &Asked) -> bool {
        if asked.right.is_some() { self.first == asked.right } else { !self.is_said }
    }
}

/// Shares of right answers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Judged {
    /// For each of [`KINDS`] the share of questions with the right fact first, or rightly with silence.
    pub right: Vec<f64>,
    /// Of the questions that a fact answers: the share to which the right one was said.
    pub said: f64,
    /// Of the same: the share to which another fact was said.
    pub said_wrong: f64,
}

impl Judged {
    /// Of what was given to each question.
    pub fn of(asked: &[Asked], given: &[Given]) -> Self {
        let pairs = || asked.iter().zip(given.iter().copied());
        let share = |is_counted: &dyn Fn(&Asked) -> bool, is_met: &dyn Fn(&Asked, Given) -> bool| {
            let counted = pairs().filter(|(asked, _)| is_counted(asked));
            let n_met = counted.filter(|(asked, given)| is_met(asked, *given)).count();
            n_met as f64 / pairs().filter(|(asked, _)| is_counted(asked)).count().max(1) as f64
        };
        let right_of = |kind: Kind| share(&|asked| asked.kind == kind, &|asked, given| given.is_right(asked));
        let has_answer = |asked: &Asked| asked.right.is_some();
        Self {
            right: KINDS.iter().map(|(kind, _)| right_of(*kind)).collect(),
            said: share(&has_answer, &|asked, given| given.is_said && given.is_right(asked)),
            said_wrong: share(&has_answer, &|asked, given| given.is_said && !given.is_right(asked)),
        }
    }

    /// The mean over the kinds.
    pub fn overall(&self) -> f64 {
        self.right.iter().sum::<f64>() / self.right.len().max(1) as f64
    }
}
