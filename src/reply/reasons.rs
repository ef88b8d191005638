//! Why a message was answered, or was not: one card of short sentences, the same in Discord and in the terminal. The
//! sentences are in `wording`, the facts behind them in the outcome.

use super::asked::{shown, shown_word};
use super::compose::receipt_line;
use super::{Card, Tone, limits, wording, wording_why};
use crate::answer::{Confidence, Explanation, MatchKind, Outcome, Part, Ranked, Remark, Verdict, WordMatch};
use crate::knowledge::Knowledge;

/// How many words are named in a sentence; a question rarely has more that tell something.
const MAX_WORDS_NAMED: usize = 8;

/// The reasons of an outcome; cut where they are longer than a card.
#[must_use]
pub fn compose_reasons(outcome: &Outcome, knowledge: &Knowledge) -> Card {
    reasons_card(outcome, knowledge, limits::EMBED_DESCRIPTION)
}

/// The same with a body of at most `room` units after escaping. Where nothing was answered, the receipt has no other
/// place to stand.
pub(super) fn reasons_card(outcome: &Outcome, knowledge: &Knowledge, room: usize) -> Card {
    let is_answered = outcome.verdict() == Verdict::Answered;
    let mut paragraphs: Vec<String> = match outcome.parts.as_slice() {
        [only] => vec![bulleted(&reasons(only, knowledge))],
        several => several.iter().map(|part| paragraph(part, knowledge)).collect(),
    };
    if outcome.parts.iter().any(|part| are_lost(part) && !part.candidates.is_empty()) {
        paragraphs.push(wording_why::WORDS_NOT_KEPT.to_owned());
    }
    let body = limits::fit_escaped(&paragraphs.join("\n\n"), room.min(limits::EMBED_DESCRIPTION));
    let footer = (!is_answered).then(|| receipt_line(outcome, knowledge));
    Card { footer, ..card(title(outcome), body) }
}

/// The reasons of a fact that was chosen from a list.
pub(super) fn reasons_of_choice() -> Card {
    card(wording_why::WHY_ANSWERED, bulleted(&[wording_why::CHOSEN.to_owned()]))
}

fn card(title: &str, body: String) -> Card {
    Card { tone: Tone::Notice, title: Some(title.to_owned()), body, citations: Vec::new(), footer: None }
}

fn title(outcome: &Outcome) -> &'static str {
    match outcome.verdict() {
        Verdict::Answered if outcome.answers().count() > 1 => wording_why::WHY_SEVERAL,
        Verdict::Answered => wording_why::WHY_ANSWERED,
        Verdict::Unsure => wording_why::WHY_UNSURE,
        Verdict::Unknown => wording_why::WHY_UNKNOWN,
    }
}

/// The reasons of one of several questions, below its words or, where a receipt has lost them, its fact.
fn paragraph(part: &Part, knowledge: &Knowledge) -> String {
    let fact = part.answer().and_then(|best| knowledge.fact(best.fact));
    let heading = match fact {
        Some(fact) if are_lost(part) => wording_why::quoted(&shown(&fact.question)),
        None if are_lost(part) => wording_why::UNANSWERED_QUESTION.to_owned(),
        _ => wording_why::quoted(&shown(&part.text)),
    };
    format!("{heading}\n{}", bulleted(&reasons(part, knowledge)))
}

fn bulleted(lines: &[String]) -> String {
    lines.iter().map(|line| wording::bullet(line)).collect::<Vec<_>>().join("\n")
}

/// Whether the words of the question are unknown, because it comes from a receipt.
fn are_lost(part: &Part) -> bool {
    part.text.is_empty() && part.remark != Some(Remark::Empty)
}

fn reasons(part: &Part, knowledge: &Knowledge) -> Vec<String> {
    match part.remark {
        Some(Remark::Empty) => vec![wording_why::NO_WORDS.to_owned()],
        Some(Remark::SmallTalk(_)) => vec![wording_why::TAKEN_FOR_TALK.to_owned()],
        Some(Remark::TooLong) => vec![wording::too_long()],
        Some(Remark::Uncovered(_)) | None => weighed(part, knowledge),
    }
}

/// The reasons of a question that was searched for.
fn weighed(part: &Part, knowledge: &Knowledge) -> Vec<String> {
    let why = &part.why;
    let mut lines = Vec::new();
    let last = why.follows.and_then(|last| knowledge.fact(last));
    lines.extend(last.map(|last| wording_why::understood_from_last(&shown(&last.question))));
    if why.lacks_substance && !why.is_stored_wording {
        lines.push(wording_why::LACKS_SUBSTANCE.to_owned());
    }
    let subject = subject(part, knowledge);
    let (ahead, near) = if part.verdict == Verdict::Unknown { (subject, None) } else { (None, subject) };
    lines.extend(ahead);
    match part.candidates.first() {
        None => lines.push(wording_why::NO_FACT_NEAR.to_owned()),
        Some(best) => {
            if part.verdict != Verdict::Answered {
                lines.extend(question_of(*best, knowledge).map(|question| wording_why::nearest_fact(&question)));
            }
            lines.push(sureness(part.verdict, best.confidence, why));
        }
    }
    lines.extend(words(why));
    lines.extend(wordings(part));
    lines.extend(runner_up(part, knowledge));
    lines.extend(near);
    lines
}

/// How sure, and what that is enough for. A question may be refused for other reasons than this.
fn sureness(verdict: Verdict, confidence: Confidence, why: &Explanation) -> String {
    let is_enough = confidence.0 >= why.suggest_floor;
    let sure = wording_why::percent(confidence.0);
    let (answer, suggest) = (wording_why::percent(why.answer_floor), wording_why::percent(why.suggest_floor));
    match verdict {
        Verdict::Answered => wording_why::sure_enough(&sure, &answer, &suggest),
        Verdict::Unsure => wording_why::sure_enough_to_suggest(&sure, &answer, &suggest),
        Verdict::Unknown if is_enough => wording_why::sure(&sure, &answer, &suggest),
        Verdict::Unknown => wording_why::not_sure(&sure, &answer, &suggest),
    }
}

/// The subject known to be absent that came near.
fn subject(part: &Part, knowledge: &Knowledge) -> Option<String> {
    let uncovered = knowledge.uncovered.get(part.why.absent?)?;
    let subject = limits::fit_escaped(&uncovered.subject, limits::EMBED_TITLE);
    let is_its_wording = part.why.is_stored_wording && part.verdict == Verdict::Unknown;
    Some(match part.remark {
        _ if is_its_wording => wording_why::asks_for_absent(&subject),
        Some(_) => wording_why::absent_ahead(&subject),
        None => wording_why::absent_near(&subject),
    })
}

/// What the question says: the words that fit, those that don't, and the kind of answer it asks for.
fn words(why: &Explanation) -> Vec<String> {
    let mut lines = Vec::new();
    if !why.matched.is_empty() {
        lines.push(wording_why::matched(&listed(why.matched.iter().map(word))));
    }
    if !why.unexplained.is_empty() {
        lines.push(wording_why::missing(&listed(
            why.unexplained.iter().map(|word| wording_why::quoted(&shown_word(word))),
        )));
    }
    lines.extend(
        why.asked_for.map(|kind| if why.other_kind { wording_why::other_kind(kind) } else { wording_why::kind(kind) }),
    );
    lines
}

fn word(word: &WordMatch) -> String {
    let (written, share) = (shown_word(&word.written), wording_why::whole_percent(word.share));
    match word.by {
        MatchKind::Word => wording_why::word(&written, &share),
        MatchKind::Synonym => wording_why::word_by_synonym(&written, &share),
        MatchKind::Typo(letters) => wording_why::word_by_typo(&written, &shown_word(&word.taken_for), letters, &share),
    }
}

fn listed(words: impl ExactSizeIterator<Item = String>) -> String {
    let n_more = words.len().saturating_sub(MAX_WORDS_NAMED);
    let mut named: Vec<String> = words.take(MAX_WORDS_NAMED).collect();
    if n_more > 0 {
        named.push(wording::and_more(n_more));
    }
    named.join(", ")
}

/// The stored wording that came closest.
fn wordings(part: &Part) -> Option<String> {
    let why = &part.why;
    if why.is_stored_wording && part.verdict != Verdict::Unknown {
        return Some(wording_why::STORED_WORDING.to_owned());
    }
    why.nearest_wording.as_deref().map(|nearest| wording_why::closest_wording(&shown(nearest)))
}

/// The fact that came second, as far as it was in question at all.
fn runner_up(part: &Part, knowledge: &Knowledge) -> Option<String> {
    let floor = if part.verdict == Verdict::Answered { 0.0 } else { part.why.suggest_floor };
    let best = part.candidates.first().filter(|_| part.verdict != Verdict::Unknown)?;
    let second = part.candidates.get(1).filter(|second| second.confidence.0 >= floor);
    let Some((second, question)) = second.and_then(|second| Some((second, question_of(*second, knowledge)?))) else {
        return Some(wording_why::NO_RUNNER_UP.to_owned());
    };
    let lead = best.confidence.0 - second.confidence.0;
    Some(wording_why::runner_up(&question, &wording_why::percent(second.confidence.0), &wording_why::points(lead)))
}

fn question_of(ranked: Ranked, knowledge: &Knowledge) -> Option<String> {
    knowledge.fact(ranked.fact).map(|fact| shown(&fact.question))
}
