//! How the bot logs in, what it does when Discord or the line to it fails, and how it ends.

use factdesk::answer::Thresholds;
use factdesk::discord::{Error, Settings, Token};
use twilight_model::gateway::Intents;

use crate::loopback::{Failure, Loopback, POST_CALLBACK, POST_MESSAGE, PUT_COMMANDS, desk_settings, start_desk};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
const PRIVILEGED: Intents = Intents::MESSAGE_CONTENT.union(Intents::GUILD_MEMBERS).union(Intents::GUILD_PRESENCES);

#[tokio::test]
async fn commands_are_registered_once_and_not_again_while_they_stay_the_same() {
    let discord = Loopback::start().await;
    for _ in 0..2 {
        let desk = discord.runs_the_desk(lighthouse()).await;
        assert_eq!(desk.stops().await, Ok(()));
    }
    assert_eq!(discord.requests(PUT_COMMANDS).len(), 1);
    discord.finish();
}

#[tokio::test]
async fn no_privileged_intent_is_asked_for() {
    let discord = Loopback::start().await;
    let desk = start_desk(desk_settings(&discord), lighthouse(), Thresholds::default());
    let intents = discord.next_identify().await.intents;
    assert!(!intents.intersects(PRIVILEGED), "{intents:?}");
    assert!(intents.contains(Intents::GUILD_MESSAGES | Intents::DIRECT_MESSAGES), "{intents:?}");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_dropped_connection_is_resumed_and_what_was_missed_is_answered() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.drops_the_connection();
    let question = discord.writes_directly(QUESTION);
    discord.next_resume().await;
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(discord.logins(), 1);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_closed_connection_is_resumed() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for code in [1_001, 4_000] {
        discord.closes_with(code);
        discord.next_resume().await;
        discord.writes_directly(QUESTION);
        assert!(discord.next_message().await.text().contains(ANSWER));
    }
    assert_eq!(discord.logins(), 1);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn discord_asking_to_reconnect_costs_no_login() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.asks_to_reconnect();
    discord.next_resume().await;
    discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.text().contains(ANSWER));
    assert_eq!(discord.logins(), 1);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_forgotten_session_is_replaced_by_a_new_one() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.forgets_the_session();
    discord.next_identify().await;
    discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.text().contains(ANSWER));
    assert_eq!(discord.logins(), 2);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_message_that_arrives_twice_is_answered_once() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let question = discord.writes_directly(QUESTION);
    discord.next_message().await;
    discord.says_again(&question);
    discord.drops_the_connection();
    discord.says_again(&question);
    discord.next_resume().await;
    let later = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&later));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 2);
    discord.finish();
}

/// A question whose answer is posted once although the post fails at first; the requests it took.
async fn posted_once_in_spite_of(failure: Failure) -> usize {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_MESSAGE, failure, 1);
    let question = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 1);
    let requests = discord.requests(POST_MESSAGE);
    assert!(requests.iter().all(|request| request.body == requests[0].body), "{requests:?}");
    discord.finish();
    requests.len()
}

#[tokio::test]
async fn a_rate_limit_delays_an_answer_and_no_more() {
    assert_eq!(posted_once_in_spite_of(Failure::TooManyRequests(0.05)).await, 2);
}

#[tokio::test]
async fn an_error_of_discord_delays_an_answer_and_no_more() {
    assert_eq!(posted_once_in_spite_of(Failure::Status(500)).await, 2);
}

#[tokio::test]
async fn a_post_that_worked_although_discord_says_otherwise_appears_once() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_MESSAGE, Failure::DoneBut(502), 1);
    discord.writes_directly(QUESTION);
    let posted = discord.next_message().await;
    assert_eq!(discord.next_repeat().await.message.id, posted.message.id);
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 1);
    discord.finish();
}

#[tokio::test]
async fn a_post_that_is_refused_is_not_tried_again() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_MESSAGE, Failure::Status(403), 1);
    discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    let second = discord.member_says(&format!("@desk {QUESTION}"));
    assert!(discord.next_message().await.is_reply_to(&second));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_MESSAGE).len(), 2);
    discord.finish();
}

#[tokio::test]
async fn a_response_to_a_command_survives_an_error_and_a_repeat() {
    for failure in [Failure::TooManyRequests(0.05), Failure::Status(503), Failure::DoneBut(500)] {
        let discord = Loopback::start().await;
        let desk = discord.runs_the_desk(lighthouse()).await;
        discord.rest_fails_next(POST_CALLBACK, failure, 1);
        discord.slash("ask").option("question", QUESTION).send();
        assert!(discord.next_response().await.text().contains(ANSWER));
        assert_eq!(desk.stops().await, Ok(()));
        assert_eq!(discord.requests(POST_CALLBACK).len(), 2, "{failure:?}");
        discord.finish();
    }
}

#[tokio::test]
async fn a_login_survives_errors_of_discord() {
    let discord = Loopback::start().await;
    discord.rest_fails_next("GET /gateway/bot", Failure::Status(502), 1);
    discord.rest_fails_next("GET /users/@me", Failure::TooManyRequests(0.05), 1);
    discord.rest_fails_next("GET /applications/{id}/commands", Failure::Status(500), 1);
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("ask").option("question", QUESTION).send();
    assert!(discord.next_response().await.text().contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_token_that_rest_refuses_ends_the_start_without_a_login() {
    let discord = Loopback::start().await;
    discord.refuses_the_token();
    let desk = start_desk(desk_settings(&discord), lighthouse(), Thresholds::default());
    assert_eq!(desk.ends().await, Err(Error::RefusedToken));
    assert_eq!(discord.logins(), 0);
    discord.finish();
}

#[tokio::test]
async fn a_token_that_the_gateway_refuses_is_not_tried_again() {
    let discord = Loopback::start().await;
    discord.refuses_logins_with(4_004);
    let desk = start_desk(desk_settings(&discord), lighthouse(), Thresholds::default());
    assert_eq!(desk.ends().await, Err(Error::RefusedToken));
    assert_eq!(discord.logins(), 1);
    discord.finish();
}

#[tokio::test]
async fn refused_intents_end_the_bot_after_one_login() {
    for watch_content in [false, true] {
        let discord = Loopback::start().await;
        discord.refuses_intents();
        let settings = Settings { watch_content, ..desk_settings(&discord) };
        let desk = start_desk(settings, lighthouse(), Thresholds::default());
        assert_eq!(desk.ends().await, Err(Error::RefusedIntents { watch_content }));
        assert_eq!(discord.logins(), 1);
        discord.finish();
    }
}

#[tokio::test]
async fn a_token_that_cannot_be_one_is_not_sent_anywhere() {
    let discord = Loopback::start().await;
    let settings = Settings { token: Token::new(""), ..desk_settings(&discord) };
    let desk = start_desk(settings, lighthouse(), Thresholds::default());
    let ended = desk.ends().await;
    assert!(matches!(ended, Err(Error::Setup { .. })), "{ended:?}");
    assert!(discord.requests("GET /users/@me").is_empty());
    discord.finish();
}

#[tokio::test]
async fn a_stop_says_goodbye_and_lets_an_answer_on_its_way_arrive() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let held = discord.holds_back(POST_MESSAGE);
    let question = discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    let stopping = desk.begins_to_stop();
    assert_eq!(discord.next_departure().await, Some(1_000));
    assert!(!stopping.is_finished());
    drop(held);
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(stopping.await.expect("the desk does not panic"), Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_stop_during_the_start_is_a_clean_stop() {
    let discord = Loopback::start().await;
    let held = discord.holds_back("GET /users/@me");
    let desk = start_desk(desk_settings(&discord), lighthouse(), Thresholds::default());
    discord.next_request("GET /users/@me").await;
    assert_eq!(desk.stops().await, Ok(()));
    drop(held);
    assert_eq!(discord.logins(), 0);
    discord.finish();
}
