//! The reasons of a result as scripts read them; the result itself is in `result_json`.

use serde::Serialize;

use super::result_json::{CandidateJson, candidate, follows, rounded, verdict_name};
use crate::answer::{MatchKind, Part};
use crate::knowledge::Knowledge;

/// The reasons for one part.
#[derive(Debug, Serialize)]
pub(super) struct ReasonsJson<'a> {
    /// Null where it comes from a receipt.
    pub(super) part: Option<&'a str>,
    outcome: &'static str,
    matched: Vec<MatchJson<'a>>,
    unexplained: &'a [String],
    asked_for: Option<&'static str>,
    /// Whether no wording of the best fact asks for that kind of answer.
    other_kind: bool,
    /// The fact from which the question was understood, where it leaned on the last answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    follows: Option<&'a str>,
    nearest_wording: Option<&'a str>,
    is_stored_wording: bool,
    too_general: bool,
    /// The subject known to be absent that came near.
    absent_subject: Option<&'a str>,
    runner_up: Option<CandidateJson<'a>>,
    answer_floor: f64,
    suggest_floor: f64,
}

#[derive(Debug, Serialize)]
struct MatchJson<'a> {
    written: &'a str,
    taken_for: &'a str,
    by: &'static str,
    letters_forgiven: u8,
    share: f64,
}

/// The reasons for a part.
pub(super) fn reasons<'a>(part: &'a Part, knowledge: &'a Knowledge) -> ReasonsJson<'a> {
    let matched = part.why.matched.iter().map(|word| MatchJson {
        written: &word.written,
        taken_for: &word.taken_for,
        by: match word.by {
            MatchKind::Word => "word",
            MatchKind::Synonym => "synonym",
            MatchKind::Typo(_) => "typo",
        },
        letters_forgiven: word.by.edits(),
        share: rounded(word.share),
    });
    let absent = part.why.absent.and_then(|position| knowledge.uncovered.get(position));
    ReasonsJson {
        part: Some(&part.text),
        outcome: verdict_name(part.verdict),
        matched: matched.collect(),
        unexplained: &part.why.unexplained,
        asked_for: part.why.asked_for,
        other_kind: part.why.other_kind,
        follows: follows(part, knowledge),
        nearest_wording: part.why.nearest_wording.as_deref(),
        is_stored_wording: part.why.is_stored_wording,
        too_general: part.why.lacks_substance,
        absent_subject: absent.map(|subject| subject.subject.as_str()),
        runner_up: part.candidates.get(1).and_then(|second| candidate(*second, knowledge)),
        answer_floor: rounded(part.why.answer_floor),
        suggest_floor: rounded(part.why.suggest_floor),
    }
}
