//! What members see of the bot, from the first hello to the citation, over a real connection to a loopback Discord.
//! Texts are those of `support::lighthouse`; the sentences of the desk's own are fixed in `replies`.

use factdesk::answer::Thresholds;
use factdesk::reply::wording;
use twilight_model::application::command::CommandOptionChoiceValue;
use twilight_model::channel::message::Embed;
use twilight_model::http::interaction::InteractionResponseType;

use crate::loopback::{DESK, Loopback, POST_CALLBACK, POST_MESSAGE, ROLE};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
/// Shares no word with the base.
const FOREIGN: &str = "Which quantum chromodynamics lagrangian governs xylophones?";

/// Every candidate is offered and none is given, whatever the engine makes of a question.
const NEVER_SURE: Thresholds = Thresholds { answer_floor: 2.0, suggest_floor: 0.0 };

/// Title, text and the first citation of an answer.
fn shown(embed: &Embed) -> [&str; 3] {
    let citation = embed.fields.first().map_or("", |field| field.value.as_str());
    [embed.title.as_deref().unwrap_or_default(), embed.description.as_deref().unwrap_or_default(), citation]
}

const SHOWN: [&str; 3] =
    [QUESTION, ANSWER, "> “41 metres”\n[Visitor leaflet, paragraph 1, sentence 2](https://lighthouse.example/leaflet)"];

#[tokio::test]
async fn a_mention_is_answered_with_the_citation_as_a_reply() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let question = discord.member_says("@desk How tall is the lighthouse?");
    let reply = discord.next_message().await;
    assert!(reply.is_reply_to(&question));
    assert_eq!(shown(reply.embed()), SHOWN);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn the_mention_is_no_part_of_the_question_wherever_it_stands() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for text in ["How tall is the lighthouse? @desk".to_owned(), format!("<@!{DESK}>\n{QUESTION}")] {
        discord.member_says(&text);
        assert_eq!(shown(discord.next_message().await.embed()), SHOWN);
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_direct_message_needs_no_mention() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let question = discord.writes_directly(QUESTION);
    let reply = discord.next_message().await;
    assert!(reply.is_reply_to(&question));
    assert_eq!(shown(reply.embed()), SHOWN);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_reply_to_the_desk_is_a_question() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.member_says("@desk Who was the first keeper?");
    let first = discord.next_message().await;
    let question = discord.replies_to(&first.message, QUESTION);
    let second = discord.next_message().await;
    assert!(second.is_reply_to(&question));
    assert_eq!(shown(second.embed()), SHOWN);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn whoever_is_not_meant_or_not_a_person_gets_no_answer() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let said_before = discord.writes_directly(QUESTION);
    let answer = discord.next_message().await;
    assert!(answer.is_reply_to(&said_before));
    let mention = format!("@desk {QUESTION}");
    discord.speech(&mention).by_a_bot().send();
    discord.speech(&mention).by_a_webhook().send();
    discord.speech(&mention).by_the_desk_itself().send();
    discord.speech(QUESTION).by_a_bot().in_a_direct_message().send();
    discord.member_says(QUESTION);
    discord.member_says(&format!("@everyone {QUESTION}"));
    discord.member_says(&format!("@here {QUESTION}"));
    discord.member_says(&format!("<@&{ROLE}> {QUESTION}"));
    let group = discord.member_says("and what is this about?");
    discord.speech(QUESTION).replying_to(&group).send();
    // Discord shows the desk nothing of a reply that doesn't ping it.
    discord.speech(QUESTION).replying_to(&answer.message).without_a_ping().send();
    // The stop waits for every answer on its way, and `finish` complains of any that nobody asked for.
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_MESSAGE).len(), 1);
    discord.finish();
}

#[tokio::test]
async fn ask_answers_in_the_channel() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).send();
    let response = discord.next_response().await;
    assert_eq!(response.kind, Some(InteractionResponseType::ChannelMessageWithSource));
    assert!(!response.is_private());
    assert_eq!(shown(response.embed()), SHOWN);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_private_ask_is_seen_by_the_asker_alone() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).private(true).send();
    let answered = discord.next_response().await;
    assert!(answered.is_private());
    assert_eq!(shown(answered.embed()), SHOWN);
    discord.slash("ask").option("question", FOREIGN).private(true).send();
    assert!(discord.next_response().await.is_private());
    discord.slash("ask").option("question", QUESTION).private(false).send();
    assert!(!discord.next_response().await.is_private());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn ask_works_in_a_direct_message() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).in_a_direct_message().send();
    assert_eq!(shown(discord.next_response().await.embed()), SHOWN);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn what_is_not_covered_is_refused_with_what_is() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", FOREIGN).send();
    let text = discord.next_response().await.text();
    for part in [wording::UNKNOWN, "The tower", "The keepers", "/topics"] {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
    assert!(!text.contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn an_unsure_answer_is_a_choice_and_a_press_answers_in_its_place() {
    let discord = Loopback::start().await;
    let desk = discord.runs_a_desk_that_answers_from(lighthouse(), NEVER_SURE).await;
    discord.slash("ask").option("question", QUESTION).send();
    let choice = discord.next_response().await;
    assert!(choice.text().contains(wording::DID_YOU_MEAN) && !choice.text().contains(ANSWER), "{}", choice.text());
    let buttons = choice.buttons();
    assert!((2..=4).contains(&buttons.len()), "up to three questions, and a way to remove them: {buttons:?}");
    let right = buttons.iter().find(|button| button.label.as_deref() == Some(QUESTION));
    let id = right.and_then(|button| button.custom_id.clone()).expect("the right question is among the choices");

    discord.presses(&id, &choice.message);
    let answer = discord.next_response().await;
    assert_eq!(answer.kind, Some(InteractionResponseType::UpdateMessage));
    assert_eq!(answer.message.id, choice.message.id);
    assert_eq!(shown(answer.embed()), SHOWN);
    assert!(answer.buttons().iter().all(|button| button.custom_id.as_ref() != Some(&id)), "the choice is over");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_choice_below_a_mention_is_pressed_in_place_as_well() {
    let discord = Loopback::start().await;
    let desk = discord.runs_a_desk_that_answers_from(lighthouse(), NEVER_SURE).await;
    discord.member_says("@desk Who was the last keeper?");
    let choice = discord.next_message().await;
    let id = choice.buttons()[0].custom_id.clone().expect("a button that can be pressed");
    discord.presses(&id, &choice.message);
    let answer = discord.next_response().await;
    assert_eq!(answer.message.id, choice.message.id);
    assert_eq!(answer.embed().description.as_deref(), Some("Per Moen was the last keeper."));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_button_of_a_fact_that_is_gone_says_so_to_who_pressed_it() {
    let discord = Loopback::start().await;
    let desk = discord.runs_a_desk_that_answers_from(lighthouse(), NEVER_SURE).await;
    discord.slash("ask").option("question", "Who was the last keeper?").send();
    let choice = discord.next_response().await;
    assert_eq!(desk.stops().await, Ok(()));

    let mut smaller = lighthouse();
    smaller.facts.retain(|fact| fact.id != "last-keeper");
    let desk = discord.runs_the_desk(smaller).await;
    let right = choice.buttons().into_iter().find(|button| button.label.as_deref() == Some("Who was the last keeper?"));
    let id = right.and_then(|button| button.custom_id).expect("the right question is among the choices");
    discord.presses(&id, &choice.message);
    let expired = discord.next_response().await;
    assert!(expired.is_private());
    assert_eq!(expired.text().trim(), wording::EXPIRED);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn typing_is_completed_from_the_first_letter_and_before() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for prefix in ["", "how tall", "lihgthouse"] {
        discord.types("ask", prefix);
        let choices = discord.next_choices().await;
        let tower = choices.iter().find(|choice| choice.name == QUESTION);
        let value = tower.map(|choice| choice.value.clone());
        assert_eq!(value, Some(CommandOptionChoiceValue::String(QUESTION.to_owned())), "for {prefix:?}");
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_choice_that_was_taken_finds_its_own_answer() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.types("ask", "");
    for choice in discord.next_choices().await {
        let CommandOptionChoiceValue::String(value) = choice.value else { panic!("a text was expected") };
        discord.slash("ask").option("question", &value).send();
        assert_eq!(discord.next_response().await.embed().title.as_deref(), Some(value.as_str()));
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn the_lists_go_to_who_asked_for_them() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for (command, part) in [("topics", QUESTION), ("about", wording::ABOUT)] {
        discord.slash(command).send();
        let list = discord.next_response().await;
        assert!(list.is_private() && list.text().contains(part), "/{command}: {}", list.text());
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn nobody_is_pinged_whatever_the_question_holds() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let hostile = format!("@everyone @here <@&{ROLE}> <@{DESK}> is it true?");
    discord.slash("ask").option("question", &hostile).send();
    discord.next_response().await;
    discord.member_says(&format!("@desk {hostile}"));
    discord.next_message().await;
    let requests = [discord.requests(POST_CALLBACK), discord.requests(POST_MESSAGE)].concat();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let data = request.body.get("data").unwrap_or(&request.body);
        assert_eq!(data["allowed_mentions"]["parse"], serde_json::json!([]), "{}", request.body);
        assert_eq!(data["content"].as_str().unwrap_or_default(), "", "texts stand in embeds, where nothing pings");
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn odd_questions_get_an_answer_that_discord_takes() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    // Four bytes each, so that the payload is larger than what Discord leaves uncompressed.
    let large = "\u{1F5FC}".repeat(2_000);
    let zalgo = "t\u{0336}\u{0321}\u{035C}a\u{0337}ll".repeat(100);
    let overrides = "\u{202E}?esuohthgil eht si llat woH\u{202C}";
    let markdown = "**[x](https://e.example)** ||`<@1>`|| ```# > - ~~".repeat(10);
    for odd in ["", "?", large.as_str(), &"w".repeat(2_000), zalgo.as_str(), overrides, markdown.as_str()] {
        let question = discord.writes_directly(odd);
        assert!(discord.next_message().await.is_reply_to(&question), "{odd:?}");
    }
    discord.member_says("@desk");
    assert!(discord.next_message().await.text().contains(wording::WELCOME));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}
