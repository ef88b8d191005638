//! Counts judgements and makes shares of them. Which of them are good enough is asked in `floors`.

use std::collections::HashMap;

use super::measure::{Judged, Judgement};

/// How often each judgement was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: HashMap<Judgement, usize>,
}

impl Tally {
    /// Counts all of them.
    pub fn of(judgements: impl IntoIterator<Item = Judgement>) -> Self {
        let mut counts = HashMap::new();
        for judgement in judgements {
            *counts.entry(judgement).or_default() += 1;
        }
        Self { counts }
    }

    /// Several tallies as one.
    pub fn sum<'tally>(tallies: impl IntoIterator<Item = &'tally Self>) -> Self {
        let mut counts = HashMap::new();
        for (judgement, count) in tallies.into_iter().flat_map(|tally| &tally.counts) {
            *counts.entry(*judgement).or_default() += count;
        }
        Self { counts }
    }

    /// How often it was given.
    #[must_use]
    pub fn count(&self, judgement: Judgement) -> usize {
        self.counts.get(&judgement).copied().unwrap_or_default()
    }

    /// Its share among the questions that could have got it, 0 to 1; `None` where there are no such questions.
    #[must_use]
    pub fn share(&self, judgement: Judgement) -> Option<f32> {
        let sides = [Side::Answerable, Side::Unanswerable].into_iter();
        let side = sides.filter(|side| side.judgements().contains(&judgement));
        share(self.count(judgement), side.map(|side| side.count(self)).sum())
    }
}

/// Whether the base answers a question, which decides what can become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It does.
    Answerable,
    /// It doesn't.
    Unanswerable,
}

impl Side {
    /// What can become of such questions.
    #[must_use]
    pub fn judgements(self) -> &'static [Judgement] {
        match self {
            Self::Answerable => &Judgement::OF_ANSWERABLE,
            Self::Unanswerable => &Judgement::OF_UNANSWERABLE,
        }
    }

    /// How many such questions were counted.
    #[must_use]
    pub fn count(self, tally: &Tally) -> usize {
        self.judgements().iter().map(|judgement| tally.count(*judgement)).sum()
    }
}

/// A tally for each kind of question, in the order in which the kinds first appear.
#[must_use]
pub fn by_kind(judged: &[Judged]) -> Vec<(&str, Tally)> {
    let mut kinds: Vec<&str> = Vec::new();
    for judged in judged {
        if !kinds.contains(&judged.question.kind.as_str()) {
            kinds.push(&judged.question.kind);
        }
    }
    let of_kind = |kind: &str| -> Vec<Judgement> {
        judged.iter().filter(|judged| judged.question.kind == kind).map(|judged| judged.judgement).collect()
    };
    kinds.into_iter().map(|kind| (kind, Tally::of(of_kind(kind)))).collect()
}

/// A part of a whole, 0 to 1; `None` where the whole is nothing.
#[must_use]
pub fn share(part: usize, whole: usize) -> Option<f32> {
    (whole > 0).then(|| as_number(part) / as_number(whole))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of questions stay far below the 16 million that f32 holds exactly"
)]
pub(super) fn as_number(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_the_questions_that_could_have_got_the_judgement() {
        let tally = Tally::of([
            Judgement::Right,
            Judgement::Right,
            Judgement::Right,
            Judgement::Wrong,
            Judgement::FalseAnswer,
            Judgement::Refused,
        ]);
        assert_eq!([Side::Answerable, Side::Unanswerable].map(|side| side.count(&tally)), [4, 2]);
        assert_eq!(tally.share(Judgement::Right), Some(0.75));
        assert_eq!(tally.share(Judgement::Silent), Some(0.0));
        assert_eq!(tally.share(Judgement::FalseAnswer), Some(0.5));
        assert_eq!(Tally::of([Judgement::Right]).share(Judgement::FalseAnswer), None);
    }

    #[test]
    fn kinds_keep_their_order_and_add_up() {
        let judged = |kind: &str, judgement| {
            let mut judged = Judged::example(true, judgement, None);
            kind.clone_into(&mut judged.question.kind);
            judged
        };
        let all =
            [judged("typo", Judgement::Right), judged("chat", Judgement::Wrong), judged("typo", Judgement::Silent)];
        let typo = Tally::of([Judgement::Right, Judgement::Silent]);
        let chat = Tally::of([Judgement::Wrong]);
        assert_eq!(Tally::sum([&typo, &chat]), Tally::of(all.iter().map(|judged| judged.judgement)));
        assert_eq!(by_kind(&all), [("typo", typo), ("chat", chat)]);
    }
}
