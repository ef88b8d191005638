//! Fits the calibration: to wordings of the base that were left out of it, to question files, and to question files of
//! other bases. What comes out is the text of `answer/calibration.txt`, laid there by somebody who has looked at it.

use std::sync::Arc;

use super::boosting::{Row, boost};
use super::left_out::left_out;
use super::question::{Question, Wanted};
use crate::answer::{Calibration, Engine, Evidence, Line, Thresholds, probability};
use crate::knowledge::Knowledge;
use crate::search::weight_of_count;

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
    let mut of_others = Vec::new();
    for other in others {
        let all = rows_of(&other.knowledge, &other.questions, 1.0);
        let weight = OTHER_BASE_WEIGHT / weight_of_count(all.len().max(1));
        of_others.extend(all.into_iter().map(|row| Row { weight, ..row }));
    }
    let questions = rows_of(&own.knowledge, &own.questions, QUESTION_WEIGHT);
    let now = Calibration::default();
    let before = log_loss(questions.iter().map(|row| (row, now.confidence(&Evidence(row.parts)).0)));
    let foretold = cross_validated(&[&rows[..], &of_others].concat(), &questions);
    let with_gaps = line_through(&foretold);
    let after = log_loss(foretold.iter().map(|(row, odds)| (row, probability(with_gaps.at(*odds)))));
    let without_gaps = line_through(&cross_validated(&[&rows[..], &questions].concat(), &of_others));
    rows.extend(questions);
    rows.extend(of_others);
    let calibration = Calibration { lines: [without_gaps, with_gaps], ..boost(&rows) };
    Fitted { calibration, n_rows: rows.len(), before, after }
}

/// Newton's method doubles the right digits at each step once it is near; this many bring it there and settle it.
const N_NEWTON_STEPS: usize = 50;
/// The longest step, in slope or offset: where nearly all is certain a whole step would overshoot.
const LONGEST_STEP: f32 = 0.5;

/// The line under which what came true was likeliest (Platt: Probabilistic Outputs, 1999). Left-out wordings are harder
/// than what members ask, and would make the confidence too modest.
fn line_through(foretold: &[(Row, f32)]) -> Line {
    let mut line = Line::STRAIGHT;
    for _ in 0..N_NEWTON_STEPS {
        // The gradient and the curvature of the loss in slope and offset, a little curvature always there.
        let (mut by_slope, mut by_offset) = (0.0, 0.0);
        let (mut slopes, mut both, mut offsets) = (1.0, 0.0, 1.0);
        for (row, odds) in foretold {
            let expected = probability(line.at(*odds));
            let missed = f32::from(u8::from(row.is_right)) - expected;
            let doubt = expected * (1.0 - expected);
            by_slope += missed * odds;
            by_offset += missed;
            slopes += doubt * odds * odds;
            both += doubt * odds;
            offsets += doubt;
        }
        let determinant = slopes * offsets - both * both;
        let step = |numerator: f32| (numerator / determinant).clamp(-LONGEST_STEP, LONGEST_STEP);
        line.slope += step(by_slope * offsets - by_offset * both);
        line.offset += step(by_offset * slopes - by_slope * both);
    }
    line
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

/// Each question with the log-odds from a fit that hasn't seen it.
fn cross_validated(others: &[Row], questions: &[Row]) -> Vec<(Row, f32)> {
    let mut foretold = Vec::with_capacity(questions.len());
    for fold in 0..N_FOLDS {
        let is_seen = |number: usize| number % N_FOLDS != fold;
        let seen = questions.iter().enumerate().filter(|(number, _)| is_seen(*number)).map(|(_, row)| *row);
        let calibration = boost(&others.iter().copied().chain(seen).collect::<Vec<_>>());
        let unseen = questions.iter().enumerate().filter(|(number, _)| !is_seen(*number));
        foretold.extend(unseen.map(|(_, row)| (*row, calibration.log_odds(&Evidence(row.parts)))));
    }
    foretold
}

/// The mean negative logarithm of the probability that was given to what came true.
fn log_loss<'row>(foretold: impl Iterator<Item = (&'row Row, f32)>) -> f32 {
    let losses: Vec<f32> = foretold
        .map(|(row, confidence)| -if row.is_right { confidence } else { 1.0 - confidence }.max(f32::EPSILON).ln())
        .collect();
    losses.iter().sum::<f32>() / weight_of_count(losses.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::{Row, line_through, log_loss};
    use crate::answer::{N_PARTS, probability};

    fn row(is_right: bool) -> Row {
        Row { parts: [0.0; N_PARTS], is_right, weight: 1.0 }
    }

    #[test]
    fn the_line_tells_how_often_it_came_true() {
        // Three of four came true where even odds were given, and all but one of eight where one in two hundred were.
        let at = |odds: f32, n_right: usize, n: usize| (0..n).map(move |number| (row(number < n_right), odds));
        let foretold: Vec<(Row, f32)> = at(0.0, 30, 40).chain(at(-5.0, 10, 80)).collect();
        let line = line_through(&foretold);
        assert!((probability(line.at(0.0)) - 0.75).abs() < 0.02, "{line:?}");
        assert!((probability(line.at(-5.0)) - 0.125).abs() < 0.02, "{line:?}");
    }

    #[test]
    fn the_loss_is_what_was_not_expected() {
        let rows = [(&row(true), 0.5), (&row(false), 0.75)];
        let expected = f32::midpoint(2.0_f32.ln(), 4.0_f32.ln());
        assert!((log_loss(rows.into_iter()) - expected).abs() < 1e-6);
    }
}
