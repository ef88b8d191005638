//! The whole bot against the loopback: answers for somebody, a message that is pointed at, and the lists.

use factdesk::knowledge::Knowledge;
use factdesk::reply::{wording, wording_pages};
use twilight_model::http::interaction::InteractionResponseType;

use crate::loopback::{Loopback, OTHER_MEMBER, POST_CALLBACK, PUT_COMMANDS, lists};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
const FOREIGN: &str = "Which quantum chromodynamics lagrangian governs xylophones?";

/// The lighthouse with two dates.
fn dated_lighthouse() -> Knowledge {
    let mut knowledge = lighthouse();
    knowledge.facts[1].when = "1871-05".parse().ok();
    knowledge.facts[3].when = "1902".parse().ok();
    knowledge
}

#[tokio::test]
async fn an_answer_for_a_member_names_and_pings_that_member_alone() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).for_member(OTHER_MEMBER).send();
    let answer = discord.next_response().await;
    assert_eq!(answer.message.content, format!("For <@{OTHER_MEMBER}>:"));
    let sent = discord.requests(POST_CALLBACK);
    let expected =
        serde_json::json!({"parse": [], "users": [OTHER_MEMBER.to_string()], "roles": [], "replied_user": false});
    assert_eq!(sent[0].body["data"]["allowed_mentions"], expected);
    discord.slash("ask").option("question", FOREIGN).for_member(OTHER_MEMBER).send();
    assert_eq!(discord.next_response().await.message.content, "", "nobody is called for a refusal");
    discord.slash("ask").option("question", QUESTION).for_member(OTHER_MEMBER).private(true).send();
    let private = discord.next_response().await;
    assert!(private.is_private() && private.message.content.is_empty());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn answer_this_answers_below_the_message() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let question = discord.speech(QUESTION).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &question);
    assert!(discord.next_response().await.is_private());
    let answer = discord.next_message().await;
    assert!(answer.is_reply_to(&question));
    assert!(answer.text().contains(ANSWER));
    assert!(discord.next_edit().await.text().contains(wording_pages::ANSWERED_THERE));
    let chat = discord.speech(FOREIGN).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &chat);
    let refused = discord.next_response().await;
    assert!(refused.is_private() && refused.text().contains(wording::UNKNOWN), "{}", refused.text());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn check_this_message_compares_what_it_names_with_the_facts() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let message = discord
        .speech("The lighthouse is 50 metres tall. The lamp was first lit in May 1871. Rent is 900 *crowns*.")
        .by_somebody_else()
        .send();
    discord.uses_the_menu("Check this message", &message);
    let checked = discord.next_response().await;
    assert!(checked.is_private());
    let text = checked.text();
    for part in [
        &wording_pages::says_otherwise("50"),
        "Visitor leaflet, paragraph 1, sentence 2",
        &wording_pages::agrees("May 1871"),
        "The keeper's logbook, paragraph 3, sentence 1",
        &wording_pages::not_covered("900"),
        "I do not judge whether a message is true.",
    ] {
        assert!(text.contains(part), "{part:?} is missing in {text}");
    }
    let nothing = discord.speech("good morning").by_somebody_else().send();
    discord.uses_the_menu("Check this message", &nothing);
    assert!(discord.next_response().await.text().contains(wording_pages::NOTHING_TO_CHECK));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_mention_in_a_reply_answers_the_message_replied_to() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let question = discord.speech(QUESTION).by_somebody_else().send();
    for words in ["@desk", "@desk can you help?"] {
        let call = discord.replies_to(&question, words);
        let answer = discord.next_message().await;
        assert!(answer.is_reply_to(&call) && answer.text().contains(ANSWER), "{words}: {}", answer.text());
    }
    discord.replies_to(&question, "@desk Who was the first keeper?");
    assert!(discord.next_message().await.text().contains("Ida Moen was the first keeper."), "the better question");
    let hidden = discord.speech("").by_somebody_else().send();
    discord.replies_to(&hidden, "@desk");
    assert!(discord.next_message().await.text().contains("Answer this"));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn topics_are_browsed_from_the_list_to_an_answer() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("topics").send();
    let topics = discord.next_response().await;
    assert!(topics.is_private());
    discord.chooses("The keepers", &topics.message);
    let keepers = discord.next_response().await;
    assert_eq!(keepers.kind, Some(InteractionResponseType::UpdateMessage));
    assert_eq!(keepers.embed().title.as_deref(), Some("The keepers"));
    assert_eq!(lists(&keepers.message).len(), 2, "its questions, and the topics again");
    discord.chooses("Who was the last keeper?", &keepers.message);
    let answer = discord.next_response().await;
    assert!(answer.is_private() && answer.text().contains("Per Moen was the last keeper."), "{}", answer.text());
    assert_eq!(desk.stops().await, Ok(()));

    let mut other = lighthouse();
    other.revision.0 += 1;
    let desk = discord.runs_the_desk(other).await;
    discord.chooses("The tower", &keepers.message);
    assert!(discord.next_response().await.text().contains(wording::EXPIRED), "another base may have other topics");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_long_topic_and_a_long_timeline_have_pages() {
    let discord = Loopback::start().await;
    let mut knowledge = dated_lighthouse();
    for number in 0..20 {
        let mut fact = knowledge.facts[1].clone();
        fact.id = format!("lit-{number}");
        fact.question = format!("When was lamp number {number} lit?");
        knowledge.facts.push(fact);
    }
    let desk = discord.runs_the_desk(knowledge).await;
    discord.slash("topics").send();
    discord.chooses("The tower", &discord.next_response().await.message);
    let first = discord.next_response().await;
    assert!(first.text().contains("Page 1 of 3"), "{}", first.text());
    discord.presses_what_says(wording_pages::LATER_PAGE, &first.message);
    let second = discord.next_response().await;
    assert!(second.text().contains("Page 2 of 3"), "{}", second.text());
    discord.presses_what_says(wording_pages::EARLIER_PAGE, &second.message);
    assert!(discord.next_response().await.text().contains("Page 1 of 3"));

    discord.slash("timeline").send();
    let timeline = discord.next_response().await;
    assert!(timeline.is_private() && timeline.text().contains("1871\n┣ May: The lamp was"), "{}", timeline.text());
    discord.presses_what_says(wording_pages::LATER_PAGE, &timeline.message);
    assert!(discord.next_response().await.text().contains("Page 2 of 3"));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn the_sources_tell_how_often_they_are_cited() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("sources").send();
    let sources = discord.next_response().await;
    assert!(sources.is_private());
    let titles: Vec<_> = sources.message.embeds.iter().filter_map(|embed| embed.title.as_deref()).collect();
    assert_eq!(titles, ["The keeper's logbook", "Visitor leaflet"], "the most cited first");
    assert!(sources.text().contains("Cited by 3 facts from 5 sentences."), "{}", sources.text());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn commands_are_registered_once_and_in_russian_too() {
    let discord = Loopback::start().await;
    for _ in 0..2 {
        assert_eq!(discord.runs_the_desk(lighthouse()).await.stops().await, Ok(()));
    }
    let [registered] = discord.requests(PUT_COMMANDS).try_into().expect("equal commands are not registered again");
    for command in registered.body.as_array().expect("a list of commands") {
        assert!(command["name_localizations"]["ru"].is_string(), "{command}");
        // Watching belongs to a server; everything else goes wherever people carry it.
        if command["name"] == "desk" {
            continue;
        }
        assert_eq!(command["integration_types"], serde_json::json!([0, 1]));
        assert_eq!(command["contexts"], serde_json::json!([0, 1, 2]));
    }
    discord.finish();
}
