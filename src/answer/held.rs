//! What a receipt holds beside the facts: an outcome without its words, as digits. Facts and subjects are counted in the
//! order of their ids, because an equal revision says nothing about the order of the files.

use super::correction::{Correction, Difference};
use super::digits::{Reader, Writer};
use super::id_order::{as_number, fact_ids, rank, subject_ids};
use super::outcome::{Confidence, MAX_SUGGESTIONS, Outcome, Part, Ranked, Remark, SmallTalk, Verdict};
use super::outcome::{share, thousandths};
use super::split::MAX_CLAUSES;
use super::teller::Teller;
use super::{Recalled, Thresholds};
use crate::knowledge::{FactNumber, Knowledge};
use crate::text::{AskedKind, EntityKind};

/// An outcome at the thresholds that are built in.
const AT_USUAL_THRESHOLDS: u32 = 0;
/// An outcome at thresholds that follow.
const AT_OTHER_THRESHOLDS: u32 = 1;
/// A fact that was chosen from a list.
const CHOICE: u32 = 2;

/// What became of a question that was searched for; its place in the list is its number.
pub(super) const VERDICTS: [Verdict; 3] = [Verdict::Answered, Verdict::Unsure, Verdict::Unknown];
/// What became of everything else; numbered after [`VERDICTS`].
pub(super) const REMARKS: [Remark; 6] = [
    Remark::Empty,
    Remark::TooLong,
    Remark::SmallTalk(SmallTalk::Greeting),
    Remark::SmallTalk(SmallTalk::Thanks),
    Remark::SmallTalk(SmallTalk::Farewell),
    Remark::SmallTalk(SmallTalk::AboutTheDesk),
];

/// What became of a question that was understood from the answer before it; numbered after [`REMARKS`], in the order of
/// [`VERDICTS`]. The fact of that answer follows.
pub(super) const FOLLOWING: usize = VERDICTS.len() + REMARKS.len();

/// Marks of a question, as bits of one digit: it is a stored wording.
pub(super) const STORED_WORDING: u32 = 1;
/// There is nothing in it that could single out a fact.
pub(super) const LACKS_SUBSTANCE: u32 = 2;
/// It asks for a kind of answer that no wording of the best fact asks for.
pub(super) const OTHER_KIND: u32 = 4;
/// A subject known to be absent came near; it follows.
pub(super) const ABSENT_NEAR: u32 = 8;
/// That subject was named as absent.
pub(super) const ABSENT_NAMED: u32 = 16;

/// What can be corrected; its place in the list is its number.
pub(super) const CORRECTABLE: [EntityKind; 3] = [EntityKind::Figure, EntityKind::Year, EntityKind::Month];

/// Digits that hold a confidence in thousandths.
pub(super) const CONFIDENCE_DIGITS: u32 = 2;

/// The fingerprints of the facts that were answered with, and all else as digits.
#[must_use]
pub(super) fn write(outcome: &Outcome, knowledge: &Knowledge) -> (Vec<u32>, Vec<u8>) {
    let mut scribe = Scribe { knowledge, facts: Vec::new(), writer: Writer::default() };
    let why = outcome.parts.first().map(|part| &part.why);
    let floors = why.map(|why| [why.answer_floor, why.suggest_floor].map(thousandths));
    match floors.filter(|floors| *floors != usual_floors()) {
        Some(floors) => {
            scribe.writer.number(AT_OTHER_THRESHOLDS);
            for floor in floors {
                scribe.writer.number(u32::from(floor));
            }
        }
        None => scribe.writer.number(AT_USUAL_THRESHOLDS),
    }
    outcome.parts.iter().take(MAX_CLAUSES).for_each(|part| scribe.part(part));
    (scribe.facts, scribe.writer.digits)
}

/// The digits of a fact that was chosen from a list.
#[must_use]
pub(super) fn write_choice() -> Vec<u8> {
    let mut writer = Writer::default();
    writer.number(CHOICE);
    writer.digits
}

/// What was written about these facts of this base; `None` where the digits make no sense in it.
#[must_use]
pub(super) fn read(digits: &[u8], facts: &[FactNumber], knowledge: &Knowledge) -> Option<Recalled> {
    let mut reader = Reader::new(digits);
    let thresholds = match reader.number()? {
        AT_USUAL_THRESHOLDS => Thresholds::default(),
        AT_OTHER_THRESHOLDS => Thresholds { answer_floor: floor(&mut reader)?, suggest_floor: floor(&mut reader)? },
        CHOICE => return facts.first().copied().map(Recalled::Choice),
        _ => return None,
    };
    let mut teller = Teller { knowledge, facts: facts.iter(), reader, thresholds };
    let mut parts = Vec::new();
    while !teller.reader.rest().is_empty() {
        parts.push(teller.part()?);
    }
    Some(Recalled::Outcome(Outcome { question: String::new(), parts }))
}

fn usual_floors() -> [u16; 2] {
    let Thresholds { answer_floor, suggest_floor } = Thresholds::default();
    [answer_floor, suggest_floor].map(thousandths)
}

fn floor(reader: &mut Reader<'_>) -> Option<f32> {
    u16::try_from(reader.number()?).ok().map(share)
}

/// How many candidates beside an answer are kept: the runner-up, the suggestions, or the nearest.
pub(super) fn n_kept(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Answered | Verdict::Unknown => 1,
        Verdict::Unsure => MAX_SUGGESTIONS,
    }
}

fn number_in<T: PartialEq>(list: &[T], item: &T) -> Option<u32> {
    list.iter().position(|other| other == item).map(as_number)
}

/// Writes part after part.
struct Scribe<'a> {
    knowledge: &'a Knowledge,
    facts: Vec<u32>,
    writer: Writer,
}

impl Scribe<'_> {
    fn part(&mut self, part: &Part) {
        if let Some(number) = part.remark.as_ref().and_then(|remark| number_in(&REMARKS, remark)) {
            return self.writer.number(as_number(VERDICTS.len()) + number);
        }
        let answer = part.answer().and_then(|best| Some((self.knowledge.fact(best.fact)?, best.confidence)));
        let verdict =
            if answer.is_none() && part.verdict == Verdict::Answered { Verdict::Unknown } else { part.verdict };
        let number = number_in(&VERDICTS, &verdict).unwrap_or_default();
        match part.why.follows.and_then(|last| self.knowledge.fact(last)) {
            Some(last) => {
                self.writer.number(as_number(FOLLOWING) + number);
                self.writer.number(rank(fact_ids(self.knowledge), &last.id));
            }
            None => self.writer.number(number),
        }
        self.circumstances(part);
        if let Some((fact, confidence)) = answer {
            self.facts.push(fact.fingerprint());
            self.confidence(confidence);
            self.correction(part.why.correction.as_ref());
        }
        match verdict {
            Verdict::Answered => self.candidates(part.candidates.iter().skip(1).copied(), verdict),
            Verdict::Unsure => self.candidates(part.suggestions(), verdict),
            Verdict::Unknown => self.candidates(part.candidates.iter().copied(), verdict),
        }
    }

    /// The marks, the kind of answer asked for, the closest wording and the absent subject.
    fn circumstances(&mut self, part: &Part) {
        let why = &part.why;
        let named = match part.remark {
            Some(Remark::Uncovered(position)) => Some(position),
            _ => None,
        };
        let absent = named.or(why.absent).and_then(|position| self.knowledge.uncovered.get(position));
        let marks = [
            (why.is_stored_wording, STORED_WORDING),
            (why.lacks_substance, LACKS_SUBSTANCE),
            (why.other_kind, OTHER_KIND),
            (absent.is_some(), ABSENT_NEAR),
            (absent.is_some() && named.is_some(), ABSENT_NAMED),
        ];
        self.writer.fixed(marks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| mark).sum(), 1);
        let asked = AskedKind::ALL.map(|kind| Some(kind.name()));
        self.optional(why.asked_for.and_then(|asked_for| number_in(&asked, &Some(asked_for))));
        self.optional(self.nearest_wording(part));
        if let Some(subject) = absent {
            self.writer.number(rank(subject_ids(self.knowledge), &subject.id));
        }
    }

    fn nearest_wording(&self, part: &Part) -> Option<u32> {
        let fact = self.knowledge.fact(part.candidates.first()?.fact)?;
        let nearest = part.why.nearest_wording.as_deref()?;
        fact.wordings().position(|wording| wording == nearest).map(as_number)
    }

    /// The first of some facts with their confidence; where there are fewer than are kept, a 0 ends them.
    fn candidates(&mut self, candidates: impl Iterator<Item = Ranked>, verdict: Verdict) {
        let knowledge = self.knowledge;
        let known = candidates.filter_map(|ranked| Some((knowledge.fact(ranked.fact)?, ranked.confidence)));
        let kept: Vec<_> = known.take(n_kept(verdict)).collect();
        for (fact, confidence) in &kept {
            self.optional(Some(rank(fact_ids(knowledge), &fact.id)));
            self.confidence(*confidence);
        }
        if kept.len() < n_kept(verdict) {
            self.optional(None);
        }
    }

    /// How many differences, then each: its kind, and the two numbers.
    fn correction(&mut self, correction: Option<&Correction>) {
        let differences = correction.map(|correction| correction.differences.as_slice()).unwrap_or_default();
        self.writer.number(as_number(differences.len()));
        for Difference { asked, stated } in differences {
            self.writer.number(number_in(&CORRECTABLE, &asked.kind).unwrap_or_default());
            for entity in [asked, stated] {
                self.writer.number(u32::try_from(entity.number).unwrap_or(u32::MAX));
            }
        }
    }

    fn confidence(&mut self, confidence: Confidence) {
        self.writer.fixed(u32::from(thousandths(confidence.0)), CONFIDENCE_DIGITS);
    }

    fn optional(&mut self, number: Option<u32>) {
        self.writer.number(number.map_or(0, |number| number.saturating_add(1)));
    }
}
