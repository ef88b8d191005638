//! Stories of questions that lean on the answer before them: whose answer, where, and for how long.

use factdesk::conversation::{Action, LAST_FACT_SECONDS, MAX_LAST_FACTS};
use factdesk::knowledge::{Fact, FactNumber, Knowledge};

use crate::support::{cite, fact, lighthouse};
use crate::talk::Talk;

const WHO: &str = "Who was the first keeper?";
const WHEN: &str = "When did the first keeper start?";
const FOLLOW_UP: &str = "and when was that?";
/// What is said where the last answer does not count.
const REFUSAL: &str = "Not covered";

/// The lighthouse with one fact more, about the same keeper.
fn with_a_date() -> Knowledge {
    let mut knowledge = lighthouse();
    knowledge.facts.push(Fact {
        cites: vec![cite("logbook", 1, 1, None)],
        related: vec![FactNumber::new(2)],
        ..fact("first-keeper-start", 1, WHEN, "Ida Moen, the first keeper, started in May 1871.")
    });
    knowledge
}

fn talk() -> Talk {
    Talk::on(with_a_date())
}

/// The title of the last reply's first card.
#[track_caller]
fn shows(talk: Talk, expected: &str) -> Talk {
    let [Action::Send { reply, .. } | Action::Change { to: reply, .. }] = talk.last.as_slice() else {
        panic!("expected one reply, got {:?}", talk.last)
    };
    assert_eq!(reply.cards[0].title.as_deref(), Some(expected));
    talk
}

#[test]
fn a_follow_up_is_understood_from_the_askers_last_answer() {
    shows(talk().asks(WHO).asks(FOLLOW_UP), WHEN);
    shows(talk().asks(FOLLOW_UP), REFUSAL);
}

#[test]
fn a_command_and_a_press_are_answers_too() {
    shows(talk().asks_by_command(WHO, false).asks(FOLLOW_UP), WHEN);
    shows(talk().asks(WHO).asks_by_command(FOLLOW_UP, true), WHEN);
    shows(talk().presses(Some("first-keeper")).asks(FOLLOW_UP), WHEN);
    shows(talk().asks(WHO).presses(Some("tower-height")).asks(FOLLOW_UP), REFUSAL);
}

#[test]
fn an_edited_follow_up_is_understood_as_it_was_when_it_was_asked() {
    let edited = "and when exactly was that?";
    shows(talk().asks(WHO).asks("and whne was taht?").edits(FOLLOW_UP), WHEN);
    let later = shows(talk().asks(WHO).asks(FOLLOW_UP), WHEN).waits(LAST_FACT_SECONDS + 1);
    shows(later.edits(edited), WHEN);
    let alone = shows(talk().asks(FOLLOW_UP), REFUSAL);
    shows(alone.edits(edited), REFUSAL);
}

#[test]
fn the_answer_of_another_or_of_another_channel_does_not_count() {
    let talk = shows(talk().asks(WHO).by(43).asks(FOLLOW_UP), REFUSAL);
    let talk = shows(talk.by(42).in_channel(8).asks(FOLLOW_UP), REFUSAL);
    shows(talk.in_channel(7).asks(FOLLOW_UP), WHEN);
}

#[test]
fn an_answer_counts_for_five_minutes() {
    // Every event takes a second.
    shows(talk().asks(WHO).waits(LAST_FACT_SECONDS - 1).asks(FOLLOW_UP), WHEN);
    shows(talk().asks(WHO).waits(LAST_FACT_SECONDS).asks(FOLLOW_UP), REFUSAL);
}

#[test]
fn what_has_no_answer_leaves_the_last_one_standing() {
    shows(talk().asks(WHO).asks("thanks").asks("zyzzyva quux").a_bot_asks("tower height").asks(FOLLOW_UP), WHEN);
}

#[test]
fn a_full_question_is_not_bent() {
    shows(talk().asks(WHO).asks("When was the lamp first lit?"), "When was the lamp first lit?");
}

#[test]
fn no_more_answers_are_remembered_than_the_bound() {
    let among = |n_others: usize| {
        let talk = talk().at_once().asks(WHO);
        let others = (1_000..).take(n_others);
        others.fold(talk, |talk, other| talk.by(other).presses(Some("tower-height"))).by(42).asks(FOLLOW_UP)
    };
    shows(among(MAX_LAST_FACTS - 1), WHEN);
    shows(among(MAX_LAST_FACTS), REFUSAL);
}
