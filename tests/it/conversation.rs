//! Stories: what happens, and what the desk does about it.

use factdesk::conversation::{Action, Choice, Destination, MAX_AGE_SECONDS, Page};
use factdesk::reply::{
    Reply, Visibility, compose, compose_about, compose_expired, compose_fact, compose_sources, compose_timeline,
    compose_topics_with_menu, compose_why, with_buttons, with_fact_buttons,
};

use crate::support::lighthouse;
use crate::talk::Talk;

/// Who asks in these stories.
const ASKER: u64 = 42;

/// What the keeper's answer looks like; the receipt is the base's and the engine's business.
fn first_keeper(talk: &Talk, visibility: Visibility) -> Reply {
    let outcome = talk.engine.answer("Who was the first keeper?");
    with_buttons(compose(&outcome, talk.knowledge(), visibility), &outcome, talk.knowledge(), ASKER)
}

#[test]
fn a_mention_is_answered_by_a_reply_to_it() {
    let receipt = {
        let talk = Talk::new();
        factdesk::answer::receipt(&talk.engine.answer("tower height"), talk.knowledge())
    };
    Talk::new().asks("tower height").replies(&format!(
        "[answer] How tall is the lighthouse?\n\
         The lighthouse is 41 metres tall.\n\
         - \"41 metres\" Visitor leaflet, paragraph 1, sentence 2 <https://lighthouse.example/leaflet>\n\
         _Receipt {receipt}_\n"
    ));
}

#[test]
fn a_question_outside_the_base_is_refused() {
    Talk::new().asks("zyzzyva quux").replies(
        "[refusal] Not covered\n\
         My sources do not seem to cover this, so I will not guess.\n\n\
         I can answer questions on: The tower · The keepers.\n\n\
         Try other words, or use /topics to see what you can ask.\n",
    );
}

#[test]
fn a_message_delivered_twice_is_answered_once() {
    Talk::new().asks("tower height").asks_again_by_the_same_message("tower height").keeps_silent();
}

#[test]
fn a_message_is_not_remembered_for_ever() {
    let talk = Talk::new().asks("tower height");
    let first = talk.last.clone();
    talk.waits(MAX_AGE_SECONDS).asks_again_by_the_same_message("tower height").does(&first);
}

#[test]
fn the_same_question_in_another_message_is_answered_again() {
    let talk = Talk::new().asks("tower height").asks("tower height");
    assert_eq!(talk.last.len(), 1);
}

#[test]
fn bots_are_not_answered() {
    Talk::new().a_bot_asks("tower height").keeps_silent();
}

#[test]
fn a_bots_message_does_not_use_up_the_memory_of_a_person() {
    let talk = Talk::new().a_bot_asks("tower height").asks_again_by_the_same_message("tower height");
    assert_eq!(talk.last.len(), 1);
}

#[test]
fn a_command_is_answered_to_whom_the_asker_chose() {
    for (private, visibility) in [(false, Visibility::Everyone), (true, Visibility::AskerOnly)] {
        let talk = Talk::new().asks_by_command("Who was the first keeper?", private);
        let expected =
            Action::Send { to: Destination::Interaction(talk.interaction()), reply: first_keeper(&talk, visibility) };
        talk.does(&[expected]);
    }
}

#[test]
fn a_press_puts_the_chosen_fact_in_place_of_the_choice() {
    let talk = Talk::new().presses(Some("last-keeper"));
    let knowledge = talk.knowledge();
    let fact = &knowledge.facts[3];
    let reply = compose_fact(fact, knowledge, Visibility::Everyone);
    let reply = with_fact_buttons(reply, fact, knowledge, Some(ASKER));
    let expected = Action::Send { to: Destination::InPlace(talk.interaction()), reply };
    talk.does(&[expected]);
}

#[test]
fn a_press_that_leads_nowhere_is_told_to_whoever_pressed() {
    for fact in [None, Some("a-fact-that-was-removed")] {
        let talk = Talk::new().presses(fact);
        let to = Destination::Interaction(talk.interaction());
        talk.does(&[Action::Send { to, reply: compose_expired() }]);
    }
}

#[test]
fn typing_brings_canonical_questions() {
    let talk = Talk::new().types("Who was");
    let [Action::Choices { interaction, choices }] = talk.last.as_slice() else {
        panic!("expected choices, got {:?}", talk.last);
    };
    assert_eq!(interaction, &talk.interaction());
    let question = "Who was the first keeper?".to_owned();
    assert!(choices.contains(&Choice { name: question.clone(), value: question }), "{choices:?}");
}

#[test]
fn a_question_too_long_to_travel_is_not_offered() {
    let mut knowledge = lighthouse();
    knowledge.facts.truncate(1);
    knowledge.facts[0].question = format!("How tall is the {} lighthouse?", "very ".repeat(30));
    let talk = Talk::on(knowledge).types("");
    let expected = Action::Choices { interaction: talk.interaction(), choices: Vec::new() };
    talk.does(&[expected]);
}

#[test]
fn lists_are_shown_only_to_who_asked_for_them() {
    for (page, composed) in [
        (Page::Topics, compose_topics_with_menu as fn(&_, _) -> _),
        (Page::Timeline, |knowledge, visibility| compose_timeline(knowledge, 0, visibility)),
        (Page::Sources, |knowledge, visibility| compose_sources(knowledge, 0, visibility)),
        (Page::About, compose_about),
    ] {
        let talk = Talk::new().browses(page);
        let reply = composed(talk.knowledge(), Visibility::AskerOnly);
        let to = Destination::Interaction(talk.interaction());
        talk.does(&[Action::Send { to, reply }]);
    }
}

#[test]
fn the_reasons_of_an_answer_are_shown_only_to_who_asked_for_them() {
    let talk = Talk::new();
    let receipt = factdesk::answer::receipt(&talk.engine.answer("tower height"), talk.knowledge()).to_string();
    for code in [receipt.as_str(), "no receipt at all"] {
        let talk = Talk::new().asks("tower height").asks_why(code);
        let reply = compose_why(code, talk.knowledge(), Visibility::AskerOnly);
        let to = Destination::Interaction(talk.interaction());
        talk.does(&[Action::Send { to, reply }]);
    }
}

#[test]
fn equal_events_lead_to_equal_actions() {
    let story = || Talk::new().asks("keeper").last;
    assert_eq!(story(), story());
}
