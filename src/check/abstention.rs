//! What would be answered if the desk answered from another confidence on: precision against the share answered. It is
//! seen through the best candidate alone, as if every message were one question.

use super::measure::{Given, Judged};
use super::question::Wanted;
use super::tally::share;

/// The confidences looked at, surest first.
pub const STEPS: [f32; 11] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0];

/// What comes of answering from one confidence on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The least confidence at which an answer is given.
    pub from: f32,
    /// Share of all questions that are answered; `None` where there are no questions.
    pub answered: Option<f32>,
    /// Share of the answers that are right; `None` where nothing is answered.
    pub precision: Option<f32>,
    /// Share of the answerable questions that are answered rightly.
    pub right: Option<f32>,
    /// Share of the unanswerable questions that are answered, corrections apart.
    pub false_answers: Option<f32>,
}

/// The curve at [`STEPS`] and at the floor that holds now, surest first.
#[must_use]
pub fn abstention_curve(judged: &[Judged], answer_floor: f32) -> Vec<Step> {
    let mut steps = STEPS.to_vec();
    steps.push(answer_floor);
    steps.sort_by(|a, b| b.total_cmp(a));
    steps.dedup();
    steps.into_iter().map(|from| step(judged, from)).collect()
}

fn step(judged: &[Judged], from: f32) -> Step {
    let (answerable, unanswerable): (Vec<&Judged>, Vec<&Judged>) =
        judged.iter().partition(|judged| matches!(judged.question.wanted, Wanted::Answer { .. }));
    let answered = |judged: &[&Judged]| -> Vec<Given> {
        judged.iter().filter_map(|judged| judged.best).filter(|best| best.confidence >= from).collect()
    };
    let n_right = |given: &[Given]| given.iter().filter(|given| given.is_right).count();
    let (wanted, unwanted) = (answered(&answerable), answered(&unanswerable));
    let n_answered = wanted.len() + unwanted.len();
    Step {
        from,
        answered: share(n_answered, judged.len()),
        precision: share(n_right(&wanted) + n_right(&unwanted), n_answered),
        right: share(n_right(&wanted), answerable.len()),
        false_answers: share(unwanted.len() - n_right(&unwanted), unanswerable.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::measure::Judgement;

    fn judged(is_answerable: bool, best: Option<(f32, bool)>) -> Judged {
        Judged::example(is_answerable, Judgement::Silent, best)
    }

    #[test]
    fn answering_less_is_answering_more_precisely() {
        let all = [
            judged(true, Some((0.95, true))),
            judged(true, Some((0.85, true))),
            judged(true, Some((0.5, false))),
            judged(true, None),
            judged(false, Some((0.8, false))),
            judged(false, Some((0.2, false))),
        ];
        let curve = abstention_curve(&all, 0.85);
        assert_eq!(curve.len(), STEPS.len() + 1);
        let at = |from: f32| curve.iter().copied().find(|step| (step.from - from).abs() < f32::EPSILON);
        let step = |from, n_answered, precision, right, false_answers| {
            Some(Step {
                from,
                answered: share(n_answered, 6),
                precision,
                right: Some(right),
                false_answers: Some(false_answers),
            })
        };
        assert_eq!(at(0.95), step(0.95, 1, Some(1.0), 0.25, 0.0));
        assert_eq!(at(0.85), step(0.85, 2, Some(1.0), 0.5, 0.0));
        assert_eq!(at(0.8), step(0.8, 3, share(2, 3), 0.5, 0.5));
        assert_eq!(at(0.0), step(0.0, 5, Some(0.4), 0.5, 1.0));
    }

    #[test]
    fn a_floor_that_is_a_step_stands_there_once() {
        let from: Vec<f32> = abstention_curve(&[], 0.6).into_iter().map(|step| step.from).collect();
        assert_eq!(from, STEPS);
    }
}
