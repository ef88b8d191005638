//! A question that leans on the last answer is understood from it. What is decided here is whether the last answer
//! counts at all; which fact near it is meant is weighed in `meant`. Who asked what before is remembered in
//! `conversation`.

use super::engine::Engine;
use super::leaning::{Aim, Leaning, Need, Pointed};
use super::meant::ranked;
use super::outcome::{Confidence, MAX_CANDIDATES, Outcome, Part, Ranked, Remark, Verdict};
use super::split::clauses;
use crate::knowledge::{Fact, FactNumber};
use crate::search::Entry;
use crate::text::{Analysis, AskedKind, Commonness, Word};

/// From this confidence on an answer is never bent by what was said before. The engine gives no more to anything but a
/// stored wording.
pub const NEVER_BENT_FROM: Confidence = Confidence(0.998);

/// The most confidence of an answer that was understood from the last one: what the asker points at is a guess of ours.
/// An answer that has as much by itself is left alone where it is near.
pub(super) const MOST_BY_CONTEXT: f32 = 0.9;

/// From this confidence on an answer of the question's own is left alone where it is near.
const GOOD_ALONE: f32 = 0.985;

/// The most confidence of what is no more than a hint: a fact that only stands under the same topic, one of several
/// people, or the answer to a question that singles out nothing. It is enough to be suggested.
pub(super) const MOST_OF_A_HINT: f32 = 0.5;

/// A question with the fact it leans on.
pub(super) struct FollowUp<'a> {
    pub(super) engine: &'a Engine,
    pub(super) leaning: Leaning,
    /// The question's own words.
    pub(super) own: Analysis,
    /// What becomes of it alone.
    alone: Part,
    pub(super) previous: FactNumber,
    /// The same as a fact.
    pub(super) fact: &'a Fact,
}

impl Engine {
    /// What becomes of a message of somebody whose last answer was this fact. A question that says what it means has
    /// the outcome it has alone.
    #[must_use]
    pub fn answer_after(&self, message: &str, previous: FactNumber) -> Outcome {
        let mut outcome = self.answer(message);
        let apart = self.follow_all(self.asked_apart(message, &outcome), previous);
        if apart.iter().any(|part| part.verdict == Verdict::Answered) {
            outcome.parts = apart;
        } else {
            outcome.parts = self.follow_all(outcome.parts, previous);
        }
        outcome
    }

    /// The questions of a message that was left whole because none of them has an answer alone.
    fn asked_apart(&self, message: &str, outcome: &Outcome) -> Vec<Part> {
        let [whole] = outcome.parts.as_slice() else { return Vec::new() };
        if whole.verdict == Verdict::Answered || is_silent(whole) {
            return Vec::new();
        }
        let clauses = clauses(message, &self.analyzer.analyze(message));
        if clauses.len() < 2 {
            return Vec::new();
        }
        let texts = clauses.into_iter().filter(|clause| clause.asks).filter_map(|clause| message.get(clause.span));
        texts.map(|text| self.part(text, &self.analyzer.analyze(text))).collect()
    }

    /// Each part after the last fact before it, which may be the answer of the part before.
    fn follow_all(&self, parts: Vec<Part>, previous: FactNumber) -> Vec<Part> {
        let mut last = previous;
        let follow = |part| {
            let part = self.follow(part, last);
            last = part.answer().map_or(last, |answer| answer.fact);
            part
        };
        parts.into_iter().map(follow).collect()
    }

    /// The part understood from the last fact where that is called for, or as it was.
    fn follow(&self, alone: Part, previous: FactNumber) -> Part {
        let mut own = self.analyzer.analyze(&alone.text);
        let (Some(leaning), Some(fact)) = (Leaning::of(&own), self.knowledge.fact(previous)) else { return alone };
        let is_sure = alone.answer().is_some_and(|best| best.confidence >= NEVER_BENT_FROM);
        if is_sure || is_silent(&alone) || self.searcher.query(&own).is_stored_wording() {
            return alone;
        }
        own.asked = Some(leaning.asked);
        FollowUp { engine: self, leaning, own, alone, previous, fact }.decide()
    }
}

/// Whether nothing was asked that a fact could answer.
fn is_silent(part: &Part) -> bool {
    matches!(part.remark, Some(Remark::Empty | Remark::TooLong | Remark::SmallTalk(_)))
}

impl FollowUp<'_> {
    fn decide(self) -> Part {
        match self.leaning.aim {
            Aim::Source => return self.one_of(&[self.previous]),
            Aim::Identity => {
                let people = self.people_but_last();
                if !people.is_empty() {
                    return self.one_of(&people);
                }
                if self.leaning.points_at == Pointed::Person {
                    return self.alone;
                }
            }
            Aim::Fact => {}
        }
        match self.alone.answer() {
            Some(best) if self.stands(best) => self.alone,
            Some(best) => self.instead_of(best),
            None => match self.understood() {
                Some(part) if part.verdict == Verdict::Answered || self.is_unknown() => part,
                _ => self.alone,
            },
        }
    }

    /// Whether an answer of its own is left alone: any to a question that does not point back, else a good one from near
    /// by or to a question with content of its own.
    fn stands(&self, best: Ranked) -> bool {
        let says_enough = self.leaning.need <= Need::Points && self.leaning.points_at == Pointed::Nobody;
        let is_good = best.confidence.0 >= GOOD_ALONE;
        self.leaning.need == Need::Rest || (is_good && (says_enough || self.is_near(best.fact)))
    }

    /// The answer from the last fact where it beats the question's own; where nothing near fits, an answer from far away
    /// is only offered if the question says next to nothing.
    fn instead_of(self, best: Ranked) -> Part {
        let understood = self.understood();
        let is_another = |part: &Part| part.candidates.first().is_some_and(|other| other.fact != best.fact);
        match understood.filter(is_another) {
            Some(part) if part.verdict == Verdict::Answered => part,
            _ if best.confidence.0 >= GOOD_ALONE => self.alone,
            Some(_) if !self.is_near(best.fact) => self.offered(),
            None if !self.is_near(best.fact) && self.says_next_to_nothing() => self.offered(),
            _ => self.alone,
        }
    }

    /// Whether nothing comes near and no subject is named as absent.
    fn is_unknown(&self) -> bool {
        self.alone.verdict == Verdict::Unknown && self.alone.remark.is_none()
    }

    /// "How long did it take?" after an answer on training doesn't ask about the deployment, nor "what rank does she
    /// hold?" after one on a person about somebody else.
    fn says_next_to_nothing(&self) -> bool {
        let follows_a_person =
            self.leaning.points_at == Pointed::Person && self.asks(self.fact) == Some(AskedKind::Who);
        self.leaning.need >= Need::Light || follows_a_person
    }

    fn offered(self) -> Part {
        let mut part = self.alone;
        part.verdict = Verdict::Unsure;
        part.why.follows = Some(self.previous);
        part
    }

    /// The question as it is understood from the last fact; `None` where no fact near that one may be meant.
    fn understood(&self) -> Option<Part> {
        let meant = self.meant();
        let ranked = ranked(&meant);
        match self.engine.verdict(&ranked) {
            Verdict::Answered if self.has_equal(&meant) => Some(self.part(Verdict::Unsure, ranked)),
            Verdict::Unknown => None,
            verdict => Some(self.part(verdict, ranked)),
        }
    }

    /// The question answered by one fact, or left to the asker where several fit.
    fn one_of(&self, facts: &[FactNumber]) -> Part {
        let (verdict, most) = match facts {
            [_] => (Verdict::Answered, MOST_BY_CONTEXT),
            _ => (Verdict::Unsure, MOST_OF_A_HINT),
        };
        let ranked = facts.iter().take(MAX_CANDIDATES).map(|fact| Ranked { fact: *fact, confidence: Confidence(most) });
        self.part(verdict, ranked.collect())
    }

    fn part(&self, verdict: Verdict, candidates: Vec<Ranked>) -> Part {
        let text = &self.alone.text;
        let query = self.engine.searcher.query(&self.own);
        let found = self.engine.searcher.search(&query);
        let best = candidates.first().map(|best| Entry::Fact(best.fact));
        let best = found.iter().find(|candidate| Some(candidate.entry) == best);
        let mut why = self.engine.explain(text, &self.own, &query, best);
        why.follows = Some(self.previous);
        Part { text: text.clone(), verdict, candidates, remark: None, why }
    }

    /// The facts that tell who somebody is whom the last fact names.
    pub(super) fn people(&self) -> Vec<FactNumber> {
        let texts = [&self.fact.question, &self.fact.answer].map(|text| self.engine.analyzer.analyze(text).words);
        let is_named = |name: &Word| texts.iter().flatten().any(|word| word.stem == name.stem);
        let facts = (0..).zip(&self.engine.knowledge.facts);
        let named = facts.filter(|(_, fact)| {
            let name = self.person_asked_for(&fact.question);
            !name.is_empty() && name.iter().all(is_named)
        });
        named.map(|(at, _)| FactNumber::new(at)).collect()
    }

    fn people_but_last(&self) -> Vec<FactNumber> {
        self.people().into_iter().filter(|fact| *fact != self.previous).collect()
    }

    /// The name in a wording that asks who somebody is and nothing else: "Who is Ada Lovelace?".
    fn person_asked_for(&self, wording: &str) -> Vec<Word> {
        let analysis = self.engine.analyzer.analyze(wording);
        let is_capital =
            |word: &Word| wording.get(word.span.clone()).is_some_and(|text| text.starts_with(char::is_uppercase));
        let telling = analysis.words.into_iter().filter(|word| word.commonness >= Commonness::Generic);
        let telling: Vec<Word> = telling.collect();
        let names_only = analysis.asked == Some(AskedKind::Who) && telling.iter().all(is_capital);
        if names_only { telling } else { Vec::new() }
    }
}
