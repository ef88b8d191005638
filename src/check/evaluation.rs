//! Everything that is measured of a base, put together from judged question sets. How it is shown is in `cli`.

use std::collections::HashSet;
use std::time::Duration;

use super::abstention::{Step, abstention_curve};
use super::duplicates::bare_words;
use super::floors::{Floors, HeldFloor, Measures};
use super::measure::{Given, Judged, Judgement};
use super::question::{Gold, Wanted};
use super::reliability::{Reliability, area_under_curve};
use super::self_test::SelfTest;
use super::tally::{Tally, share};
use crate::answer::{Engine, Thresholds};
use crate::knowledge::{Fact, Knowledge};

/// The questions of one file with what became of them.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredSet {
    /// What the set is called.
    pub name: String,
    /// The questions in the order of the file.
    pub judged: Vec<Judged>,
    /// How long each of them took.
    pub took: Vec<Duration>,
}

/// What is told of a set whose answers are given as facts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByFact {
    /// How often the best candidate is right, among answerable questions.
    pub top_right: Option<f32>,
    /// Area under the curve: right best candidates against those of unanswerable questions.
    pub area_under_curve: Option<f32>,
    /// The time that half of the questions take at most.
    pub median: Duration,
    /// The time that 99 of 100 questions take at most.
    pub percentile_99: Duration,
}

/// All measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Set by set.
    pub sets: Vec<MeasuredSet>,
    /// The confidence of the best candidates.
    pub reliability: Reliability,
    /// The confidence of the answers that were given.
    pub reliability_of_answers: Reliability,
    /// Precision against the share answered.
    pub curve: Vec<Step>,
    /// When an answer is given.
    pub thresholds: Thresholds,
    /// The base asked itself.
    pub self_test: SelfTest,
    /// What was asked for, and whether it was kept.
    pub floors: Vec<HeldFloor>,
}

impl Evaluation {
    /// Measures everything there is to measure.
    #[must_use]
    pub fn of(sets: Vec<MeasuredSet>, engine: &Engine, thresholds: Thresholds, floors: &Floors) -> Self {
        let judged: Vec<Judged> = sets.iter().flat_map(|set| set.judged.iter().cloned()).collect();
        let best: Vec<Given> = judged.iter().filter_map(|judged| judged.best).collect();
        let answers: Vec<Given> = judged.iter().flat_map(|judged| judged.answers.iter().copied()).collect();
        let reliability = Reliability::of(&best);
        let self_test = SelfTest::of(engine);
        let tally = Tally::of(judged.iter().map(|judged| judged.judgement));
        let measures = Measures {
            right: tally.share(Judgement::Right),
            wrong: tally.share(Judgement::Wrong),
            false_answers: tally.share(Judgement::FalseAnswer),
            wordings: self_test.wordings.found(),
            typos: self_test.typos.found(),
            calibration_error: reliability.error,
        };
        Self {
            sets,
            reliability,
            reliability_of_answers: Reliability::of(&answers),
            curve: abstention_curve(&judged, thresholds.answer_floor),
            thresholds,
            self_test,
            floors: floors.hold(&measures),
        }
    }

    /// What fell short, worst first, each with the name of its set: first what misled, the surest at the top.
    #[must_use]
    pub fn misses(&self) -> Vec<(&str, &Judged)> {
        let all = self.sets.iter().flat_map(|set| set.judged.iter().map(|judged| (set.name.as_str(), judged)));
        let mut misses: Vec<(&str, &Judged)> = all.filter(|(_, judged)| judged.judgement.is_miss()).collect();
        let surest = |judged: &Judged| judged.best.map_or(0.0, |best| best.confidence);
        misses.sort_by(|(_, a), (_, b)| {
            let by_badness = b.judgement.badness().cmp(&a.judgement.badness());
            by_badness.then(surest(b).total_cmp(&surest(a)))
        });
        misses
    }
}

impl MeasuredSet {
    /// Whether facts are named as answers, as in sets that were made for one base.
    #[must_use]
    pub fn by_fact(&self) -> Option<ByFact> {
        let names_facts = |judged: &Judged| match &judged.question.wanted {
            Wanted::Answer { golds, .. } => golds.iter().any(|gold| matches!(gold, Gold::Fact(_))),
            Wanted::Nothing { .. } => false,
        };
        if !self.judged.iter().any(names_facts) {
            return None;
        }
        let (answerable, unanswerable): (Vec<&Judged>, Vec<&Judged>) =
            self.judged.iter().partition(|judged| matches!(judged.question.wanted, Wanted::Answer { .. }));
        let right: Vec<f32> = answerable
            .iter()
            .filter_map(|judged| judged.top)
            .filter(|top| top.is_right)
            .map(|top| top.confidence)
            .collect();
        let found = |judged: &&Judged| judged.top.map_or(0.0, |top| top.confidence);
        let unanswerable: Vec<f32> = unanswerable.iter().map(found).collect();
        Some(ByFact {
            top_right: share(right.len(), answerable.len()),
            area_under_curve: area_under_curve(&right, &unanswerable),
            median: percentile(&self.took, 50),
            percentile_99: percentile(&self.took, 99),
        })
    }

    /// The questions that stand in the base word for word. They measure nothing.
    #[must_use]
    pub fn stored(&self, knowledge: &Knowledge) -> Vec<&Judged> {
        let of_facts = knowledge.facts.iter().flat_map(Fact::wordings);
        let of_gaps = knowledge.uncovered.iter().flat_map(|gap| gap.asked.iter().map(String::as_str));
        let stored: HashSet<String> = of_facts.chain(of_gaps).map(bare_words).collect();
        self.judged.iter().filter(|judged| stored.contains(&bare_words(&judged.question.text))).collect()
    }
}

/// The least time that this many of a hundred don't exceed.
fn percentile(took: &[Duration], per_cent: usize) -> Duration {
    let mut sorted = took.to_vec();
    sorted.sort();
    let rank = (sorted.len() * per_cent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let check = |micros: &[u64], per_cent, expected| {
            let took: Vec<Duration> = micros.iter().map(|micros| Duration::from_micros(*micros)).collect();
            assert_eq!(percentile(&took, per_cent), Duration::from_micros(expected), "{micros:?} {per_cent}");
        };
        check(&[], 50, 0);
        check(&[7], 99, 7);
        check(&[3, 1, 2], 50, 2);
        check(&[4, 3, 1, 2], 50, 2);
        check(&(1..=100).collect::<Vec<_>>(), 99, 99);
        check(&(1..=101).collect::<Vec<_>>(), 99, 100);
    }

    fn set(judged: Vec<Judged>) -> MeasuredSet {
        let took = judged.iter().map(|_| Duration::from_micros(5)).collect();
        MeasuredSet { name: "a".to_owned(), judged, took }
    }

    #[test]
    fn a_set_that_names_facts_is_measured_by_them() {
        let set = set(vec![
            Judged::example(true, Judgement::Right, Some((0.9, true))),
            Judged::example(true, Judgement::Offered, Some((0.4, true))),
            Judged::example(true, Judgement::Wrong, Some((0.8, false))),
            Judged::example(true, Judgement::Silent, None),
            Judged::example(false, Judgement::Suggested, Some((0.5, false))),
            Judged::example(false, Judgement::Refused, None),
        ]);
        // Of the four pairs of 0.9, 0.4 and 0.5, 0 three are in order.
        let time = Duration::from_micros(5);
        let expected = ByFact { top_right: Some(0.5), area_under_curve: Some(0.75), median: time, percentile_99: time };
        assert_eq!(set.by_fact(), Some(expected));
    }

    #[test]
    fn a_set_without_answers_names_no_facts() {
        assert_eq!(set(vec![Judged::example(false, Judgement::Refused, None)]).by_fact(), None);
    }

    #[test]
    fn what_misled_most_surely_is_the_worst_miss() {
        let set = set(vec![
            Judged::example(true, Judgement::Right, Some((0.9, true))),
            Judged::example(true, Judgement::Offered, Some((0.5, false))),
            Judged::example(true, Judgement::Silent, None),
            Judged::example(true, Judgement::Wrong, Some((0.7, false))),
            Judged::example(false, Judgement::FalseAnswer, Some((0.8, false))),
            Judged::example(false, Judgement::Suggested, Some((0.5, false))),
        ]);
        let knowledge = std::sync::Arc::new(Knowledge::default());
        let engine = Engine::new(knowledge, Thresholds::default());
        let evaluation = Evaluation::of(vec![set], &engine, Thresholds::default(), &Floors::default());
        let misses: Vec<Judgement> = evaluation.misses().into_iter().map(|(_, judged)| judged.judgement).collect();
        assert_eq!(misses, [Judgement::FalseAnswer, Judgement::Wrong, Judgement::Silent, Judgement::Offered]);
        assert_eq!(evaluation.floors, []);
    }
}
