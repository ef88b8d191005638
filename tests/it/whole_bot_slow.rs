//! The whole bot against a Discord some of whose routes are slow: every command has its first response in time, and what
//! takes longer is completed.

use std::time::Duration;

use factdesk::answer::Thresholds;
use factdesk::reply::wording_pages;
use tokio::time::timeout;
use twilight_model::http::interaction::InteractionResponseType;

use crate::loopback::{Failure, Loopback, POST_CALLBACK, POST_MESSAGE, PUT_COMMANDS, Said};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
/// Every candidate is offered and none is given.
const NEVER_SURE: Thresholds = Thresholds { answer_floor: 2.0, suggest_floor: 0.0 };
/// What Discord waits for the first response to an interaction.
const IN_TIME: Duration = Duration::from_secs(3);
/// The routes by which something is said, but for the first responses.
const OTHER_ROUTES: [&str; 5] = [
    POST_MESSAGE,
    PUT_COMMANDS,
    "PATCH /channels/{id}/messages/{id}",
    "PATCH /webhooks/{id}/{token}/messages/@original",
    "DELETE /webhooks/{id}/{token}/messages/@original",
];
const COMPLETION: &str = OTHER_ROUTES[3];
const WITHDRAWAL: &str = OTHER_ROUTES[4];

async fn responds_in_time(discord: &Loopback) -> Said {
    timeout(IN_TIME, discord.next_response()).await.expect("a first response comes within three seconds")
}

#[tokio::test]
async fn answer_this_is_noted_at_once_and_completed_once_the_answer_stands() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let held = discord.holds_back(POST_MESSAGE);
    let question = discord.speech(QUESTION).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &question);
    let noted = responds_in_time(&discord).await;
    assert_eq!(noted.kind, Some(InteractionResponseType::DeferredChannelMessageWithSource));
    assert!(noted.is_private());
    drop(held);
    let answer = discord.next_message().await;
    assert!(answer.is_reply_to(&question) && answer.text().contains(ANSWER), "{}", answer.text());
    let completed = discord.next_edit().await;
    assert_eq!(completed.message.id, noted.message.id);
    assert!(completed.is_private() && completed.text().contains(wording_pages::ANSWERED_THERE), "{}", completed.text());
    discord.uses_the_menu("Answer this", &question);
    let again = discord.next_response().await;
    assert!(again.is_private() && again.text().contains(ANSWER), "it is answered already: {}", again.text());
    discord.deletes(&question);
    assert_eq!(discord.next_deletion().await, answer.message.id.get());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn an_answer_that_cannot_be_posted_goes_to_who_wanted_it() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_MESSAGE, Failure::Refused(403, 50_013), 1);
    let question = discord.speech(QUESTION).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &question);
    let noted = discord.next_response().await;
    let completed = discord.next_edit().await;
    assert_eq!(completed.message.id, noted.message.id);
    assert!(completed.is_private() && completed.text().contains(ANSWER), "{}", completed.text());
    discord.uses_the_menu("Answer this", &question);
    let muted = discord.next_response().await;
    assert!(muted.is_private() && muted.text().contains(ANSWER), "{}", muted.text());
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_MESSAGE).len(), 1, "a channel that refused is left alone");
    discord.finish();
}

#[tokio::test]
async fn no_other_route_keeps_a_first_response_waiting() {
    let discord = Loopback::start().await;
    let desk = discord.runs_a_desk_that_answers_from(lighthouse(), NEVER_SURE).await;
    discord.slash("ask").option("question", QUESTION).send();
    let choice = discord.next_response().await;
    let held: Vec<_> = OTHER_ROUTES.iter().map(|route| discord.holds_back(route)).collect();
    for _ in 0..20 {
        discord.writes_directly(QUESTION);
        discord.next_request(POST_MESSAGE).await;
    }
    for command in ["topics", "timeline", "sources", "about"] {
        discord.slash(command).send();
        responds_in_time(&discord).await;
    }
    discord.slash("ask").option("question", QUESTION).send();
    responds_in_time(&discord).await;
    discord.slash("why").option("receipt", "nonsense").send();
    responds_in_time(&discord).await;
    discord.types("ask", "how");
    timeout(IN_TIME, discord.next_choices()).await.expect("choices come within three seconds");
    discord.presses_what_says(wording_pages::REMOVE, &choice.message);
    let acknowledged = responds_in_time(&discord).await;
    assert_eq!(acknowledged.kind, Some(InteractionResponseType::DeferredUpdateMessage));
    drop(held);
    assert_eq!(discord.next_deletion().await, choice.message.id.get());
    for _ in 0..20 {
        discord.next_message().await;
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_limit_on_messages_holds_up_no_command() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_MESSAGE, Failure::GlobalLimit(4.0), 1);
    let late = discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    discord.slash("ask").option("question", QUESTION).send();
    assert!(responds_in_time(&discord).await.text().contains(ANSWER));
    let question = discord.speech(QUESTION).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &question);
    assert!(responds_in_time(&discord).await.is_private());
    for _ in 0..2 {
        let answer = discord.next_message().await;
        assert!(answer.is_reply_to(&late) || answer.is_reply_to(&question));
    }
    assert!(discord.next_edit().await.text().contains(wording_pages::ANSWERED_THERE));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

/// Half a second, one and two: longer than Discord waits for a first response, but this is none.
#[tokio::test]
async fn what_completes_a_response_is_tried_for_longer() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(COMPLETION, Failure::Status(503), 3);
    discord.rest_fails_next(WITHDRAWAL, Failure::TooManyRequests(3.0), 1);
    let question = discord.speech(QUESTION).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &question);
    discord.next_response().await;
    let answer = discord.next_message().await;
    discord.presses_what_says(wording_pages::REMOVE, &answer.message);
    discord.next_response().await;
    assert!(discord.next_edit().await.text().contains(wording_pages::ANSWERED_THERE));
    assert_eq!(discord.next_deletion().await, answer.message.id.get());
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn nothing_follows_a_first_response_that_discord_refuses() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).send();
    let answer = discord.next_response().await;
    discord.rest_fails_next(POST_CALLBACK, Failure::Refused(404, 10_062), 2);
    let question = discord.speech(QUESTION).by_somebody_else().send();
    discord.uses_the_menu("Answer this", &question);
    discord.presses_what_says(wording_pages::REMOVE, &answer.message);
    for _ in 0..3 {
        discord.next_request(POST_CALLBACK).await;
    }
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!((discord.requests(POST_CALLBACK).len(), discord.requests(POST_MESSAGE).len()), (3, 0));
    assert_eq!(discord.requests(WITHDRAWAL).len(), 0);
    discord.finish();
}

#[tokio::test]
async fn a_command_that_arrives_twice_is_answered_once() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    discord.sends_the_last_event_again();
    discord.drops_the_connection();
    discord.sends_the_last_event_again();
    discord.next_resume().await;
    discord.slash("about").send();
    discord.next_response().await;
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_CALLBACK).len(), 2);
    discord.finish();
}
