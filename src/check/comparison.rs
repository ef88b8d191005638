//! Two measurements side by side: which shares moved, and which questions got another judgement.

use std::collections::{HashMap, VecDeque};

use super::measure::Judgement;
use super::tally::Tally;

/// What is kept of a measured question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The name of its set.
    pub set: String,
    /// Its sort.
    pub kind: String,
    /// As it was asked.
    pub question: String,
    /// What became of it.
    pub judgement: Judgement,
}

/// What changed between two measurements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The kinds that both have, in the order of the new one, set by set.
    pub kinds: Vec<ComparedKind>,
    /// Questions with another judgement: what got worse first, the most by far at the top.
    pub changes: Vec<Change>,
    /// Questions that only the new measurement has.
    pub n_new: usize,
    /// Questions that only the old measurement has.
    pub n_gone: usize,
}

/// One kind of question in both measurements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedKind {
    /// The name of the set.
    pub set: String,
    /// The kind.
    pub kind: String,
    /// What became of it before.
    pub old: Tally,
    /// What becomes of it now.
    pub new: Tally,
}

/// A question with another judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question as it is measured now.
    pub record: Record,
    /// What became of it before.
    pub old: Judgement,
}

impl Change {
    /// How much worse it got; negative where it got better.
    #[must_use]
    pub fn worsening(&self) -> i8 {
        let badness = |judgement: Judgement| i8::try_from(judgement.badness()).unwrap_or_default();
        badness(self.record.judgement) - badness(self.old)
    }
}

impl Comparison {
    /// Finds for each new question the old one of the same set and wording.
    #[must_use]
    pub fn of(old: &[Record], new: &[Record]) -> Self {
        let mut earlier: HashMap<(&str, &str), VecDeque<Judgement>> = HashMap::new();
        for record in old {
            earlier.entry((&record.set, &record.question)).or_default().push_back(record.judgement);
        }
        let (mut changes, mut n_new) = (Vec::new(), 0);
        for record in new {
            let before = earlier.get_mut(&(record.set.as_str(), record.question.as_str()));
            match before.and_then(VecDeque::pop_front) {
                Some(old) if old != record.judgement => changes.push(Change { record: record.clone(), old }),
                Some(_) => {}
                None => n_new += 1,
            }
        }
        changes.sort_by_key(|change| std::cmp::Reverse(change.worsening()));
        let n_gone = earlier.values().map(VecDeque::len).sum();
        Self { kinds: kinds(old, new), changes, n_new, n_gone }
    }
}

fn kinds(old: &[Record], new: &[Record]) -> Vec<ComparedKind> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for record in new {
        if !names.contains(&(&record.set, &record.kind)) {
            names.push((&record.set, &record.kind));
        }
    }
    let tally = |records: &[Record], name: (&str, &str)| {
        let of_kind = records.iter().filter(|record| (record.set.as_str(), record.kind.as_str()) == name);
        Tally::of(of_kind.map(|record| record.judgement))
    };
    let compared = names.into_iter().map(|name| ComparedKind {
        set: name.0.to_owned(),
        kind: name.1.to_owned(),
        old: tally(old, name),
        new: tally(new, name),
    });
    compared.filter(|kind| kind.old != Tally::default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(set: &str, question: &str, judgement: Judgement) -> Record {
        Record { set: set.to_owned(), kind: "typo".to_owned(), question: question.to_owned(), judgement }
    }

    #[test]
    fn what_got_worse_comes_first() {
        let old = [
            record("a", "one", Judgement::Wrong),
            record("a", "two", Judgement::Right),
            record("a", "three", Judgement::Right),
            record("a", "four", Judgement::Right),
            record("b", "one", Judgement::Right),
        ];
        let new = [
            record("a", "one", Judgement::Right),
            record("a", "two", Judgement::Offered),
            record("a", "three", Judgement::Wrong),
            record("a", "four", Judgement::Right),
            record("c", "one", Judgement::Right),
        ];
        let compared = Comparison::of(&old, &new);
        let changes: Vec<(&str, Judgement, Judgement)> = compared
            .changes
            .iter()
            .map(|change| (change.record.question.as_str(), change.old, change.record.judgement))
            .collect();
        let expected = [
            ("three", Judgement::Right, Judgement::Wrong),
            ("two", Judgement::Right, Judgement::Offered),
            ("one", Judgement::Wrong, Judgement::Right),
        ];
        assert_eq!(changes, expected);
        assert_eq!((compared.n_new, compared.n_gone), (1, 1));
        let shares: Vec<_> = compared
            .kinds
            .iter()
            .map(|kind| (kind.set.as_str(), kind.old.share(Judgement::Right), kind.new.share(Judgement::Right)))
            .collect();
        assert_eq!(shares, [("a", Some(0.75), Some(0.5))]);
    }

    #[test]
    fn a_question_asked_twice_is_compared_one_by_one() {
        let both = [record("a", "one", Judgement::Wrong), record("a", "one", Judgement::Right)];
        assert_eq!(Comparison::of(&both, &both).changes, []);
    }
}
