//! The whole bot against the loopback: what can be pressed below an answer, by the asker and by others.

use factdesk::answer::Thresholds;
use factdesk::knowledge::{FactNumber, Knowledge};
use factdesk::reply::{wording, wording_pages};
use twilight_model::http::interaction::InteractionResponseType;

use crate::loopback::{Loopback, Said};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const RELATED: &str = "When was the lamp first lit?";

/// The lighthouse with two facts related to the first.
fn related_lighthouse() -> Knowledge {
    let mut knowledge = lighthouse();
    knowledge.facts[0].related = vec![FactNumber::new(1), FactNumber::new(2)];
    knowledge
}

fn labels(said: &Said) -> Vec<String> {
    said.buttons().into_iter().filter_map(|button| button.label).collect()
}

#[tokio::test]
async fn every_answer_has_its_buttons_by_whichever_door_it_came() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(related_lighthouse()).await;
    let expected = [
        RELATED,
        "Who was the first keeper?",
        wording_pages::SHOW_PASSAGE,
        wording_pages::HELPFUL,
        wording_pages::UNHELPFUL,
        wording_pages::REMOVE,
    ];
    discord.slash("ask").option("question", QUESTION).send();
    let answer = discord.next_response().await;
    assert_eq!(labels(&answer), expected);
    assert_eq!(answer.message.components.len(), 2, "questions stand in a row of their own");
    discord.slash("ask").option("question", QUESTION).private(true).send();
    assert_eq!(labels(&discord.next_response().await), expected);
    discord.member_says(&format!("@desk {QUESTION}"));
    assert_eq!(labels(&discord.next_message().await), expected);
    discord.writes_directly(QUESTION);
    assert_eq!(labels(&discord.next_message().await), expected);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_related_question_is_answered_to_who_pressed_and_leads_on() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(related_lighthouse()).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    discord.presses_what_says(RELATED, &answer.message);
    let related = discord.next_response().await;
    assert!(related.is_private());
    assert_eq!(related.embed().title.as_deref(), Some(RELATED));
    assert!(related.text().contains("Receipt "), "{}", related.text());
    discord.presses_what_says(wording_pages::SHOW_PASSAGE, &related.message);
    assert!(discord.next_response().await.text().contains("“first lit in May”"));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn the_passage_is_the_citation_in_full_and_private() {
    let discord = Loopback::start().await;
    let mut knowledge = lighthouse();
    knowledge.sources[1].credit = Some("Harbour *museum*".to_owned());
    let desk = discord.runs_the_desk(knowledge).await;
    discord.slash("ask").option("question", QUESTION).send();
    let answer = discord.next_response().await;
    discord.presses_what_says(wording_pages::SHOW_PASSAGE, &answer.message);
    let passage = discord.next_response().await;
    assert!(passage.is_private());
    assert_eq!(passage.kind, Some(InteractionResponseType::ChannelMessageWithSource));
    for part in ["Visitor leaflet, paragraph 1, sentence 2", "“41 metres”", "Harbour \\*museum\\*", "Cited by 2 facts"]
    {
        assert!(passage.text().contains(part), "{part:?} is missing in {:?}", passage.text());
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn each_person_counts_once_for_an_answer() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    for (label, told) in [
        (wording_pages::HELPFUL, wording_pages::VOTED_UP),
        (wording_pages::HELPFUL, wording_pages::VOTED_ALREADY),
        (wording_pages::UNHELPFUL, wording_pages::VOTED_DOWN),
    ] {
        discord.presses_what_says(label, &answer.message);
        let said = discord.next_response().await;
        assert!(said.is_private() && said.text().contains(told), "{}", said.text());
    }
    let id = answer.buttons().into_iter().find(|button| button.label.as_deref() == Some(wording_pages::HELPFUL));
    let id = id.and_then(|button| button.custom_id).expect("a button that can be pressed");
    discord.somebody_else_presses(&id, &answer.message);
    assert!(discord.next_response().await.text().contains(wording_pages::VOTED_UP));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn only_the_asker_can_remove_an_answer() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    let id = answer.buttons().last().and_then(|button| button.custom_id.clone()).expect("a way to remove it");
    discord.somebody_else_presses(&id, &answer.message);
    let refused = discord.next_response().await;
    assert!(refused.is_private() && refused.text().contains(wording_pages::NOT_YOURS), "{}", refused.text());
    discord.presses(&id, &answer.message);
    let taken = discord.next_response().await;
    assert_eq!(taken.kind, Some(InteractionResponseType::DeferredUpdateMessage));
    assert_eq!(discord.next_deletion().await, answer.message.id.get());
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 1, "only the private refusal is left");
    discord.finish();
}

#[tokio::test]
async fn whoever_chooses_the_asker_keeps_the_right_to_remove() {
    let discord = Loopback::start().await;
    let never_sure = Thresholds { answer_floor: 2.0, suggest_floor: 0.0 };
    let desk = discord.runs_a_desk_that_answers_from(lighthouse(), never_sure).await;
    discord.slash("ask").option("question", QUESTION).send();
    let choice = discord.next_response().await;
    let id = choice.buttons()[0].custom_id.clone().expect("a choice");
    discord.somebody_else_presses(&id, &choice.message);
    let answer = discord.next_response().await;
    assert_eq!(answer.message.id, choice.message.id);
    discord.presses_what_says(wording_pages::REMOVE, &answer.message);
    discord.next_response().await;
    assert_eq!(discord.next_deletion().await, answer.message.id.get());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_button_of_a_fact_that_is_gone_has_expired() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(related_lighthouse()).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    assert_eq!(desk.stops().await, Ok(()));
    let mut smaller = lighthouse();
    smaller.facts.drain(0..2);
    let desk = discord.runs_the_desk(smaller).await;
    for label in [RELATED, wording_pages::SHOW_PASSAGE] {
        discord.presses_what_says(label, &answer.message);
        let expired = discord.next_response().await;
        assert!(expired.is_private());
        assert_eq!(expired.text().trim(), wording::EXPIRED);
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}
