//! Reads what `held` wrote: digits become an outcome again, part after part. What each digit means is told there.

use super::Thresholds;
use super::correction::{Correction, Difference};
use super::digits::Reader;
use super::held::{
    ABSENT_NAMED, ABSENT_NEAR, CONFIDENCE_DIGITS, CORRECTABLE, FOLLOWING, LACKS_SUBSTANCE, OTHER_KIND, REMARKS,
    STORED_WORDING, VERDICTS, n_kept,
};
use super::id_order::{fact_ids, ranked, subject_ids};
use super::outcome::{Confidence, Explanation, Part, Ranked, Remark, Verdict, share};
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{AskedKind, Entity};

/// Reads part after part.
pub(super) struct Teller<'a> {
    /// The base it is about.
    pub(super) knowledge: &'a Knowledge,
    /// The facts that were answered with, in order.
    pub(super) facts: std::slice::Iter<'a, FactNumber>,
    /// The digits.
    pub(super) reader: Reader<'a>,
    /// The thresholds of the outcome.
    pub(super) thresholds: Thresholds,
}

impl Teller<'_> {
    /// The next question; `None` where the digits make no sense.
    pub(super) fn part(&mut self) -> Option<Part> {
        let number = self.reader.number()? as usize;
        let of_following = number.checked_sub(FOLLOWING);
        let number = of_following.unwrap_or(number);
        let mut part = Part {
            text: String::new(),
            verdict: VERDICTS.get(number).copied().unwrap_or(Verdict::Unknown),
            candidates: Vec::new(),
            remark: None,
            why: self.thresholds.explanation(),
        };
        if of_following.is_some() {
            part.why.follows = Some(self.fact()?);
        }
        if let Some(number) = number.checked_sub(VERDICTS.len()) {
            part.remark = Some(REMARKS.get(number).filter(|_| of_following.is_none())?.clone());
            return Some(part);
        }
        let wording = self.circumstances(&mut part)?;
        if part.verdict == Verdict::Answered {
            let (fact, confidence) = (*self.facts.next()?, self.confidence()?);
            part.candidates.push(Ranked { fact, confidence });
            let differences = self.correction()?;
            part.why.correction = (!differences.is_empty()).then_some(Correction { differences });
        }
        self.candidates(&mut part)?;
        let best = part.candidates.first().and_then(|best| self.knowledge.fact(best.fact));
        let nearest = best.zip(wording.checked_sub(1)).and_then(|(fact, number)| fact.wordings().nth(number as usize));
        part.why.nearest_wording = nearest.map(str::to_owned);
        Some(part)
    }

    /// Everything but the candidates; gives the number of the closest wording counted from 1, whose fact is not known
    /// yet.
    fn circumstances(&mut self, part: &mut Part) -> Option<u32> {
        let marks = self.reader.fixed(1)?;
        let asked_for = self.reader.number()?.checked_sub(1);
        let wording = self.reader.number()?;
        part.why = Explanation {
            is_stored_wording: marks & STORED_WORDING != 0,
            lacks_substance: marks & LACKS_SUBSTANCE != 0,
            other_kind: marks & OTHER_KIND != 0,
            asked_for: asked_for.and_then(|number| AskedKind::ALL.get(number as usize)).map(|kind| kind.name()),
            ..std::mem::take(&mut part.why)
        };
        if marks & ABSENT_NEAR != 0 {
            let position = ranked(subject_ids(self.knowledge), self.reader.number()?)?;
            part.why.absent = Some(position);
            part.remark = (marks & ABSENT_NAMED != 0).then_some(Remark::Uncovered(position));
        }
        Some(wording)
    }

    fn candidates(&mut self, part: &mut Part) -> Option<()> {
        for _ in 0..n_kept(part.verdict) {
            let Some(rank) = self.reader.number()?.checked_sub(1) else { break };
            let fact = FactNumber::new(ranked(fact_ids(self.knowledge), rank)?);
            part.candidates.push(Ranked { fact, confidence: self.confidence()? });
        }
        Some(())
    }

    fn correction(&mut self) -> Option<Vec<Difference>> {
        let mut differences = Vec::new();
        for _ in 0..self.reader.number()? {
            let kind = *CORRECTABLE.get(self.reader.number()? as usize)?;
            let mut entity = || Some(Entity { kind, number: u64::from(self.reader.number()?) });
            differences.push(Difference { asked: entity()?, stated: entity()? });
        }
        Some(differences)
    }

    fn fact(&mut self) -> Option<FactNumber> {
        let rank = self.reader.number()?;
        ranked(fact_ids(self.knowledge), rank).map(FactNumber::new)
    }

    fn confidence(&mut self) -> Option<Confidence> {
        let thousandths = u16::try_from(self.reader.fixed(CONFIDENCE_DIGITS)?).ok()?;
        Some(Confidence(share(thousandths)))
    }
}
