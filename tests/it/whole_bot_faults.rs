//! Faults of Discord and of the line to it, one by one: what is lost, what is answered twice, what is asked too often.
//! Each time the answer is nothing.

use std::sync::Arc;
use std::time::Duration;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{Conversation, Manners};
use tokio::time::{sleep, timeout};

use crate::loopback::{Failure, Loopback, POST_CALLBACK, POST_MESSAGE, desk_settings, start_conversation};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
/// Longer than Discord waits for the first response to an interaction.
const TOO_SLOW: Duration = Duration::from_millis(3_200);
/// How many faults follow one another.
const FAULTS: usize = 100;
/// Begins their order, which is the same in every run.
const SEED: u64 = 20_260_105;
/// Knuth's, for a linear congruential generator over 64 bits.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
/// How long a stop may take.
const STOP: Duration = Duration::from_secs(10);

#[tokio::test]
async fn an_interrupted_session_is_taken_up_again() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.interrupts_the_session();
    discord.next_resume().await;
    let question = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(discord.logins(), 1);
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_line_on_which_heartbeats_get_no_answer_is_given_up() {
    let discord = Loopback::start().await;
    discord.wants_heartbeats_every(200);
    discord.answers_heartbeats(false);
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.next_heartbeat().await;
    discord.next_departure().await;
    discord.answers_heartbeats(true);
    discord.next_identify().await;
    let question = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn an_event_that_breaks_off_is_heard_after_the_resume() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.drops_the_connection();
    let question = discord.writes_directly(QUESTION);
    discord.next_resume().await;
    assert!(discord.next_message().await.is_reply_to(&question));
    discord.breaks_off_the_last_event();
    discord.next_resume().await;
    let later = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&later));
    assert_eq!(discord.logins(), 1);
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 2);
    discord.finish();
}

#[tokio::test]
async fn whatever_limit_is_reached_delays_an_answer_and_no_more() {
    for limit in [Failure::TooManyRequests(0.05), Failure::SharedLimit(0.05), Failure::GlobalLimit(0.05)] {
        let discord = Loopback::start().await;
        let desk = discord.runs_the_desk(lighthouse()).await;
        discord.rest_fails_next(POST_MESSAGE, limit, 2);
        let question = discord.writes_directly(QUESTION);
        assert!(discord.next_message().await.is_reply_to(&question));
        assert_eq!(desk.stops().await, Ok(()));
        assert_eq!(discord.requests(POST_MESSAGE).len(), 3, "{limit:?}");
        discord.finish();
    }
}

#[tokio::test]
async fn a_channel_at_its_limit_holds_up_its_own_messages_alone() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_MESSAGE, Failure::TooManyRequests(1.0), 1);
    let first = discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    let second = discord.writes_directly(QUESTION);
    let elsewhere = discord.member_says(&format!("@desk {QUESTION}"));
    assert!(discord.next_message().await.is_reply_to(&elsewhere));
    for _ in 0..2 {
        let late = discord.next_message().await;
        assert!(late.is_reply_to(&first) || late.is_reply_to(&second));
    }
    assert_eq!(desk.stops().await, Ok(()));
    assert!(discord.requests(POST_MESSAGE).len() <= 5);
    assert_eq!(discord.messages_of_the_desk(), 3);
    discord.finish();
}

#[tokio::test]
async fn a_burst_of_errors_is_outlasted() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    for status in [500, 502, 503] {
        discord.rest_fails_next(POST_MESSAGE, Failure::Status(status), 1);
    }
    let question = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.messages_of_the_desk(), 1);
    discord.finish();
}

#[tokio::test]
async fn a_response_that_discord_is_slow_to_take_is_neither_cut_off_nor_repeated() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let held = discord.holds_back(POST_CALLBACK);
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_request(POST_CALLBACK).await;
    sleep(TOO_SLOW).await;
    drop(held);
    assert!(discord.next_response().await.text().contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_CALLBACK).len(), 1);
    discord.finish();
}

#[tokio::test]
async fn an_interaction_that_discord_has_given_up_is_not_asked_for_again() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.rest_fails_next(POST_CALLBACK, Failure::Refused(404, 10_062), 1);
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_request(POST_CALLBACK).await;
    discord.slash("ask").option("question", QUESTION).send();
    assert!(discord.next_response().await.text().contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_CALLBACK).len(), 2);
    discord.finish();
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let held = discord.holds_back(POST_MESSAGE);
    discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    assert_eq!(timeout(STOP, desk.stops()).await.expect("the stop is bounded"), Ok(()));
    drop(held);
    discord.finish();
}

#[tokio::test]
async fn two_bots_never_begin_to_talk() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    let question = discord.writes_directly(QUESTION);
    let answer = discord.next_message().await;
    assert!(answer.is_reply_to(&question));
    for _ in 0..Manners::default().per_person * 2 {
        discord.speech("@desk and when?").by_a_bot().replying_to(&answer.message).send();
        discord.speech("@desk and when?").by_a_webhook().send();
    }
    let last = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&last));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

/// What a member asks, and how the line or Discord fails at that moment, by turns in no order that anybody chose.
#[tokio::test]
async fn nothing_is_lost_or_answered_twice_through_a_hundred_faults() {
    let discord = Loopback::start().await;
    let unhurried = Manners { per_person: 0, per_channel: 0, ..Manners::default() };
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let conversation = Conversation::new(Arc::new(engine)).with_manners(unhurried);
    let desk = start_conversation(desk_settings(&discord), conversation);
    discord.next_identify().await;
    let mut random = SEED;
    for _ in 0..FAULTS {
        random = random.wrapping_mul(MULTIPLIER).wrapping_add(1);
        let fault = (random >> 33) % 8;
        match fault {
            0 => discord.rest_fails_next(POST_MESSAGE, Failure::GlobalLimit(0.02), 1),
            1 => discord.rest_fails_next(POST_MESSAGE, Failure::Status(503), 1),
            2 => discord.rest_fails_next(POST_MESSAGE, Failure::SharedLimit(0.02), 2),
            3 => discord.asks_to_reconnect(),
            4 => discord.drops_the_connection(),
            5 => discord.closes_with(4_000),
            _ => {}
        }
        let question = discord.writes_directly(QUESTION);
        match fault {
            6 => discord.says_again(&question),
            7 => discord.breaks_off_the_last_event(),
            _ => {}
        }
        assert!(discord.next_message().await.is_reply_to(&question), "fault {fault}");
        if [3, 4, 5, 7].contains(&fault) {
            discord.next_resume().await;
        }
    }
    assert_eq!((discord.logins(), discord.messages_of_the_desk()), (1, FAULTS));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}
