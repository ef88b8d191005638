//! An outcome becomes a reply: cited answers, "did you mean" or a refusal. Answer text is the curator's and nothing
//! else. The pages that no question leads to are in `pages`.

use super::asked::shown;
use super::citation::citation_lines;
use super::pages::{compose_welcome, covered_topics, notice};
use super::{Button, Card, Press, Reply, Tone, Visibility, limits, wording};
use crate::answer::{Outcome, Part, Receipt, Remark, Verdict, receipt, receipt_of_choice};
use crate::knowledge::{Fact, Knowledge};

/// The most a receipt's line takes, in units after escaping: that of a message with as many questions as are answered.
/// A receipt that was cut would be worth nothing.
const FOOTER: usize = 512;
/// Kept free for the card on the parts that were not answered, in units after escaping.
const REMAINDER: usize = 1_200;
/// How many unanswered parts are named; a message rarely holds more.
const MAX_PARTS_NAMED: usize = 5;

/// What the asker sees of an outcome.
#[must_use]
pub fn compose(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    compose_within(outcome, knowledge, visibility, limits::EMBED_TOTAL)
}

/// The same where answers may take only `room` units of the message.
pub(super) fn compose_within(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility, room: usize) -> Reply {
    let composed = match outcome.verdict() {
        Verdict::Answered => answers(outcome, knowledge, visibility, room),
        Verdict::Unsure => choice(outcome, knowledge, visibility),
        Verdict::Unknown => None,
    };
    composed.unwrap_or_else(|| refusal(outcome, knowledge, visibility))
}

/// The card of one fact that was chosen rather than asked for.
#[must_use]
pub fn compose_fact(fact: &Fact, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let footer = Some(small_print(&receipt_of_choice(fact, knowledge)));
    Reply { cards: vec![Card { footer, ..answer_card(fact, knowledge) }], buttons: Vec::new(), visibility }
}

/// The small print of an answer: the code by which it can be reproduced.
pub(super) fn receipt_line(outcome: &Outcome, knowledge: &Knowledge) -> String {
    small_print(&receipt(outcome, knowledge))
}

fn small_print(receipt: &Receipt) -> String {
    limits::fit_escaped(&wording::receipt(receipt), FOOTER)
}

fn answer_card(fact: &Fact, knowledge: &Knowledge) -> Card {
    Card {
        tone: Tone::Answer,
        title: Some(limits::fit_escaped(&fact.question, limits::EMBED_TITLE)),
        body: limits::fit_escaped(&fact.answer, limits::EMBED_DESCRIPTION),
        citations: citation_lines(fact, knowledge),
        footer: None,
    }
}

/// The card with a sentence before the answer where the question took something else for granted.
fn corrected(card: Card, part: &Part) -> Card {
    match &part.why.correction {
        None => card,
        Some(correction) => {
            let sentence = wording::correction(&correction.asked(), &correction.stated());
            Card {
                body: limits::fit_escaped(&format!("{sentence}\n\n{}", card.body), limits::EMBED_DESCRIPTION),
                ..card
            }
        }
    }
}

/// A card for each answered part, then one for the rest. `None` where no fact of the outcome is in this base.
fn answers(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility, room: usize) -> Option<Reply> {
    let answered = answered_facts(outcome, knowledge);
    let open = open_parts(outcome);
    let footer = receipt_line(outcome, knowledge);
    let total = room - limits::units_escaped(&footer);

    let all: Vec<Card> = answered.iter().map(|(part, fact)| corrected(answer_card(fact, knowledge), part)).collect();
    let everything_fits = open.is_empty() && fitting(&all, limits::EMBEDS, total) == all.len();
    let kept = if everything_fits { all.len() } else { fitting(&all, limits::EMBEDS - 1, total - REMAINDER) };
    let without_room: Vec<&Part> = answered.iter().skip(kept).map(|(part, _)| *part).collect();

    let mut cards: Vec<Card> = all.into_iter().take(kept).collect();
    let used: usize = cards.iter().map(limits::card_units).sum();
    cards.last_mut()?.footer = Some(footer);
    cards.extend(remainder(&open, &without_room, knowledge, total.saturating_sub(used)));
    Some(Reply { cards, buttons: Vec::new(), visibility })
}

/// The answered parts with their facts, each fact once.
pub(super) fn answered_facts<'a>(outcome: &'a Outcome, knowledge: &'a Knowledge) -> Vec<(&'a Part, &'a Fact)> {
    let mut answered: Vec<(&Part, &Fact)> = Vec::new();
    for (part, ranked) in outcome.answers() {
        if let Some(fact) = knowledge.fact(ranked.fact)
            && answered.iter().all(|(_, other)| other.id != fact.id)
        {
            answered.push((part, fact));
        }
    }
    answered
}

/// How many cards, from the first, go into one message; the first always does.
fn fitting(cards: &[Card], most: usize, total: usize) -> usize {
    let mut used = 0;
    let fits = |card: &&Card| {
        used += limits::card_units(card);
        used <= total
    };
    cards.iter().take(most).take_while(fits).count().max(1)
}

/// The unanswered parts that are questions: a greeting before a question needs no refusal.
fn open_parts(outcome: &Outcome) -> Vec<&Part> {
    let is_question = |part: &&Part| !matches!(part.remark, Some(Remark::Empty | Remark::SmallTalk(_)));
    outcome.unanswered().filter(is_question).collect()
}

/// The card that names what the other cards leave open, in `room` units; `None` where they leave nothing.
fn remainder(open: &[&Part], without_room: &[&Part], knowledge: &Knowledge, room: usize) -> Option<Card> {
    let mut paragraphs: Vec<String> = Vec::new();
    if !open.is_empty() {
        paragraphs.push(named(wording::UNANSWERED_PARTS, open, knowledge));
    }
    if !without_room.is_empty() {
        paragraphs.push(named(wording::PARTS_WITHOUT_ROOM, without_room, knowledge));
    }
    let room = room.checked_sub(limits::CARD_MARKUP + limits::units_escaped(wording::NOT_ANSWERED))?;
    let body = limits::fit_escaped(&paragraphs.join("\n\n"), room.min(limits::EMBED_DESCRIPTION));
    (!body.is_empty()).then(|| refusal_card(wording::NOT_ANSWERED, body))
}

/// A sentence and the parts it is about, one a line.
fn named(sentence: &str, parts: &[&Part], knowledge: &Knowledge) -> String {
    let mut lines = vec![sentence.to_owned()];
    lines.extend(parts.iter().take(MAX_PARTS_NAMED).map(|part| match uncovered_subject(part, knowledge) {
        Some(subject) => wording::uncovered_part(&words_of(part), &subject),
        None => wording::unanswered_part(&words_of(part)),
    }));
    if parts.len() > MAX_PARTS_NAMED {
        lines.push(wording::and_more(parts.len() - MAX_PARTS_NAMED));
    }
    lines.join("\n")
}

/// The words of a part; a receipt keeps none.
fn words_of(part: &Part) -> String {
    if part.text.is_empty() { wording::LOST_WORDS.to_owned() } else { shown(&part.text) }
}

fn uncovered_subject(part: &Part, knowledge: &Knowledge) -> Option<String> {
    let Some(Remark::Uncovered(index)) = part.remark else {
        return None;
    };
    knowledge.uncovered.get(index).map(|uncovered| limits::fit_escaped(&uncovered.subject, limits::EMBED_TITLE))
}

/// "Did you mean", with the questions numbered as the buttons are. `None` where there is nothing to choose from.
fn choice(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility) -> Option<Reply> {
    let suggested = outcome.suggestions();
    let offered: Vec<&Fact> = suggested
        .iter()
        .filter_map(|ranked| knowledge.fact(ranked.fact))
        .filter(|fact| limits::units(&fact.id) <= limits::FACT_ID)
        .collect();
    if offered.is_empty() {
        return None;
    }
    let lines = offered.iter().zip(1..).map(|(fact, number)| {
        let question = limits::fit_escaped(&fact.question, limits::EMBED_TITLE);
        format!("{number}. {question}")
    });
    let card = Card {
        tone: Tone::Choice,
        title: Some(wording::DID_YOU_MEAN.to_owned()),
        body: lines.collect::<Vec<_>>().join("\n"),
        citations: Vec::new(),
        footer: None,
    };
    let buttons = offered.iter().map(|fact| choose_button(fact)).collect();
    Some(Reply { cards: vec![card], buttons, visibility })
}

fn choose_button(fact: &Fact) -> Button {
    let label = limits::fit(&fact.question, limits::BUTTON_LABEL);
    Button { label, press: Press::Choose { fact: fact.id.clone() } }
}

/// What is said where nothing is answered and nothing suggested.
fn refusal(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    match open_parts(outcome).as_slice() {
        [] => talk(outcome, knowledge, visibility),
        [only] if only.remark == Some(Remark::TooLong) => notice(None, wording::too_long(), visibility),
        [only] => {
            let reason = uncovered_subject(only, knowledge)
                .map_or_else(|| wording::UNKNOWN.to_owned(), |subject| wording::uncovered(&subject));
            refused(&reason, knowledge, visibility)
        }
        several => refused(&named(wording::UNANSWERED_PARTS, several, knowledge), knowledge, visibility),
    }
}

/// The reply to a message in which nothing is asked.
fn talk(outcome: &Outcome, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let kind = outcome.parts.iter().find_map(|part| match part.remark {
        Some(Remark::SmallTalk(kind)) => Some(kind),
        _ => None,
    });
    match kind {
        Some(kind) => notice(None, wording::small_talk(kind).to_owned(), visibility),
        None => compose_welcome(knowledge, visibility),
    }
}

fn refused(reason: &str, knowledge: &Knowledge, visibility: Visibility) -> Reply {
    let paragraphs: Vec<String> = std::iter::once(reason.to_owned())
        .chain(covered_topics(knowledge))
        .chain(std::iter::once(wording::TRY_OTHER_WORDS.to_owned()))
        .collect();
    let body = limits::fit_escaped(&paragraphs.join("\n\n"), limits::EMBED_DESCRIPTION);
    let card = refusal_card(wording::NOT_COVERED, body);
    Reply { cards: vec![card], buttons: Vec::new(), visibility }
}

fn refusal_card(title: &str, body: String) -> Card {
    Card { tone: Tone::Refusal, title: Some(title.to_owned()), body, citations: Vec::new(), footer: None }
}
