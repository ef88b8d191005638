//! Fits the calibration: to wordings of the base that were left out of it, to question files, and to question files of
//! other bases. What comes out is the text of `answer/calibration.txt`, laid there by somebody who has looked at it.

use std::sync::Arc;

use super::boosting::{Row, boost};
use super::left_out::left_out;
use super::question::{Question, Wanted};
use crate::answer::{Calibration, Engine, Evidence, Thresholds};
use crate::knowledge::Knowledge;

/// In how many parts the wordings are left out.
const N_PARTS_LEFT_OUT: usize = 5;
/// How many times the questions are divided for judging a fit by those that it hasn't seen.
const N_FOLDS: usize = 10;
/// What a left-out wording counts when it is written hastily: it comes on top of the same wording as it stands.
const HASTY_WEIGHT: f32 = 0.3;
/// What a question of the base's own files counts beside a left-out wording: it was written by somebody else, as members
/// are. Measured from 5 to 40: more is better as far as that.
const QUESTION_WEIGHT: f32 = 40.0;
/// What all questions of another base count together, whatever their number: no base is to decide alone.
const OTHER_BASE_WEIGHT: f32 = 600.0;

/// A calibration with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// What was learned.
    pub calibration: Calibration,
    /// Rows that it was learned from.
    pub n_rows: usize,
    /// Log-loss, in nats a question, of the calibration that the engine has now, over the base's own questions.
    pub before: f32,
    /// The same of fits to nine tenths of the questions, each judged by the tenth that it hasn't seen.
    pub after: f32,
}

/// A base with questions whose answers are known.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The base.
    pub knowledge: Arc<Knowledge>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// Fits a calibration to a base with its questions, and to other bases with theirs.
#[must_use]
pub fn fit(own: &Asked, others: &[Asked]) -> Fitted {
    let mut rows = rows_left_out(&own.knowledge);
    for other in others {
        let all = rows_of(&other.knowledge, &other.questions, 1.0);
        let weight = OTHER_BASE_WEIGHT / crate::search::weight_of_count(all.len().max(1));
        rows.extend(all.into_iter().map(|row| Row { weight, ..row }));
    }
    let questions = rows_of(&own.knowledge, &own.questions, QUESTION_WEIGHT);
    let now = Calibration::default();
    let before = log_loss(questions.iter().map(|row| (row, now.confidence(&Evidence(row.parts)).0)));
    let after = cross_validated(&rows, &questions);
    rows.extend(questions);
    Fitted { calibration: boost(&rows), n_rows: rows.len(), before, after }
}

/// The evidence about what a base answers to its own wordings where they were left out.
fn rows_left_out(knowledge: &Knowledge) -> Vec<Row> {
    let mut rows = Vec::new();
    for out in left_out(knowledge, N_PARTS_LEFT_OUT) {
        let kept = Arc::new(out.knowledge);
        rows.extend(rows_of(&kept, &out.questions, 1.0));
        rows.extend(rows_of(&kept, &out.hasty, HASTY_WEIGHT));
    }
    rows
}

/// The evidence about the best candidate of each question.
fn rows_of(knowledge: &Arc<Knowledge>, questions: &[Question], weight: f32) -> Vec<Row> {
    let engine = Engine::new(Arc::clone(knowledge), Thresholds::default());
    let row = |question: &Question| {
        let (fact, evidence) = engine.evidence(&question.text).into_iter().next()?;
        let fact = knowledge.fact(fact)?;
        let is_right = match &question.wanted {
            Wanted::Nothing { corrections, .. } => corrections.iter().any(|gold| gold.is_met_by(fact)),
            answer @ Wanted::Answer { .. } => answer.is_met_by(fact),
        };
        Some(Row { parts: evidence.0, is_right, weight })
    };
    // A question that needs several facts has no single right candidate.
    let single = |question: &&Question| !matches!(question.wanted, Wanted::Answer { needs_all: true, .. });
    questions.iter().filter(single).filter_map(row).collect()
}

fn cross_validated(others: &[Row], questions: &[Row]) -> f32 {
    let mut foretold = Vec::new();
    for fold in 0..N_FOLDS {
        let is_seen = |number: usize| number % N_FOLDS != fold;
        let seen = questions.iter().enumerate().filter(|(number, _)| is_seen(*number)).map(|(_, row)| *row);
        let calibration = boost(&others.iter().copied().chain(seen).collect::<Vec<_>>());
        let unseen = questions.iter().enumerate().filter(|(number, _)| !is_seen(*number));
        foretold.extend(unseen.map(|(_, row)| (row, calibration.confidence(&Evidence(row.parts)).0)));
    }
    log_loss(foretold.into_iter())
}

/// The mean negative logarithm of the probability that was given to what came true.
fn log_loss<'row>(foretold: impl Iterator<Item = (&'row Row, f32)>) -> f32 {
    let losses: Vec<f32> = foretold
        .map(|(row, confidence)| -if row.is_right { confidence } else { 1.0 - confidence }.max(f32::EPSILON).ln())
        .collect();
    losses.iter().sum::<f32>() / crate::search::weight_of_count(losses.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::{Row, log_loss};
    use crate::answer::N_PARTS;

    #[test]
    fn the_loss_is_what_was_not_expected() {
        let row = |is_right| Row { parts: [0.0; N_PARTS], is_right, weight: 1.0 };
        let rows = [(&row(true), 0.5), (&row(false), 0.75)];
        let expected = f32::midpoint(2.0_f32.ln(), 4.0_f32.ln());
        assert!((log_loss(rows.into_iter()) - expected).abs() < 1e-6);
    }
}
