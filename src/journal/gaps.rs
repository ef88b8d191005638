//! What people ask in vain, grouped by meaning with the engine that refused them. Each question is asked again of the base
//! as it is now, so that what has been filled since is listed no more. Two questions belong together where both are about
//! the same subject that the base knows to be absent, where half of their telling words are the same (inflections,
//! synonyms and typos aside, each word by what it tells), or a third where the same fact is the nearest to both. The
//! question asked most often stands for its group; the others join the group whose question they are most alike.

use std::collections::HashMap;

use super::store::Miss;
use crate::answer::{Confidence, Engine, Meaning, Remark, Verdict};
use crate::knowledge::FactNumber;

/// From this share of telling words on, two questions ask the same.
const ALIKE: f32 = 0.5;
/// The same where the nearest fact is the same one.
const ALIKE_NEAR_ONE_FACT: f32 = 0.33;

/// A question as it was asked, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its words, as they were first written.
    pub question: String,
    /// How often it was asked in these words.
    pub count: usize,
}

/// Something that people want to know and the base does not tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The number of the first of its questions in the journal: it stays the same while others join.
    pub id: i64,
    /// Its questions, the most asked first; never empty.
    pub asked: Vec<Asked>,
    /// How often it was asked in all.
    pub count: usize,
    /// When it was last asked, in seconds since the Unix epoch.
    pub last: u64,
    /// Whether facts are suggested, so that perhaps only a wording is missing.
    pub is_unsure: bool,
    /// The fact that comes nearest, with its score.
    pub nearest: Option<(FactNumber, Confidence)>,
    /// The absent subject it is about: a position in [`crate::knowledge::Knowledge::uncovered`].
    pub absent: Option<usize>,
    meaning: Meaning,
    ids: Vec<i64>,
}

impl Gap {
    /// Whether the question with this number in the journal belongs to it.
    #[must_use]
    pub fn holds(&self, id: i64) -> bool {
        self.ids.contains(&id)
    }

    /// How much the question of another is like the one that stands for this; `None` where they don't belong together.
    fn likeness(&self, other: &Self) -> Option<f32> {
        if self.absent.is_some() || other.absent.is_some() {
            return (self.absent == other.absent).then_some(1.0);
        }
        let near = |gap: &Self| gap.nearest.map(|(fact, _)| fact);
        let is_near = near(self).is_some() && near(self) == near(other);
        let likeness = self.meaning.likeness(&other.meaning);
        (likeness >= if is_near { ALIKE_NEAR_ONE_FACT } else { ALIKE }).then_some(likeness)
    }

    fn take(&mut self, other: Self) {
        self.id = self.id.min(other.id);
        self.count += other.count;
        self.last = self.last.max(other.last);
        self.is_unsure |= other.is_unsure;
        let score = |gap: &Self| gap.nearest.map(|(_, score)| score);
        if score(self) < score(&other) {
            self.nearest = other.nearest;
        }
        self.asked.extend(other.asked);
        self.ids.extend(other.ids);
    }
}

/// The gaps behind questions that were not answered, the most asked first.
#[must_use]
pub fn gaps(misses: Vec<Miss>, engine: &Engine) -> Vec<Gap> {
    let mut single: Vec<Gap> = distinct(misses).into_iter().filter_map(|misses| gap(&misses, engine)).collect();
    single.sort_by_key(|gap| (std::cmp::Reverse(gap.count), gap.id));
    let mut gaps: Vec<Gap> = Vec::new();
    for gap in single {
        let alike = gaps.iter().enumerate().filter_map(|(at, known)| Some((known.likeness(&gap)?, at)));
        // Of equally good ones the most asked, which comes first.
        let best = alike.rev().max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, at)| at);
        match best.and_then(|at| gaps.get_mut(at)) {
            Some(known) => known.take(gap),
            None => gaps.push(gap),
        }
    }
    gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.count), std::cmp::Reverse(gap.last), gap.id));
    gaps
}

/// Questions in the same words, but for case, blanks and closing marks.
fn distinct(misses: Vec<Miss>) -> Vec<Vec<Miss>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut distinct: Vec<Vec<Miss>> = Vec::new();
    for miss in misses {
        let words: Vec<&str> = miss.question.split_whitespace().collect();
        let folded = words.join(" ").to_lowercase();
        let folded = folded.trim_end_matches(['?', '!', '.', ' ']).to_owned();
        let place = *places.entry(folded).or_insert(distinct.len());
        match distinct.get_mut(place) {
            Some(same) => same.push(miss),
            None => distinct.push(vec![miss]),
        }
    }
    distinct
}

/// The gap behind one question; `None` where the base answers it by now, or there is nothing to answer in it.
fn gap(misses: &[Miss], engine: &Engine) -> Option<Gap> {
    let first = misses.first()?;
    let outcome = engine.answer(&first.question);
    let verdict = outcome.verdict();
    let meaning = engine.meaning(&first.question);
    if verdict == Verdict::Answered || meaning.is_empty() {
        return None;
    }
    let absent = outcome.parts.iter().find_map(|part| match part.remark {
        Some(Remark::Uncovered(number)) => Some(number),
        _ => None,
    });
    Some(Gap {
        id: first.id,
        asked: vec![Asked { question: first.question.clone(), count: misses.len() }],
        count: misses.len(),
        last: misses.iter().map(|miss| miss.time).max()?,
        is_unsure: verdict == Verdict::Unsure,
        nearest: outcome.candidates().first().map(|best| (best.fact, best.confidence)),
        absent,
        meaning,
        ids: misses.iter().map(|miss| miss.id).collect(),
    })
}
