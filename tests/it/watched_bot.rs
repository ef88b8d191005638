//! What those who watch over the running bot see of it: health and metrics over HTTP, the silence that ends it, the pace
//! of its logins, and the refusals after which it falls silent. Time is a clock that hurries.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{Conversation, Manners};
use factdesk::discord::{Error, Settings};
use factdesk::observe::{Clock, Health, LOST_AFTER, Observer, SICK_AFTER};
use tempfile::TempDir;

use crate::loopback::{
    DESK, Desk, Failure, Loopback, Monitor, POST_MESSAGE, desk_settings, start_watched_conversation, start_watched_desk,
};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
/// Shares no word with the base.
const FOREIGN: &str = "Which quantum chromodynamics lagrangian governs xylophones?";
/// How much faster than the world's a hurrying clock goes: five minutes in three seconds.
const HURRY: u32 = 100;
/// A moment from which logins are counted, in seconds since the Unix epoch.
const NOON: u64 = 1_700_000_000;

fn hurrying() -> Clock {
    let start = Instant::now();
    let passed = move || start.elapsed() * HURRY;
    Clock::new(move || start + passed(), move || Duration::from_secs(NOON) + passed())
}

fn observer(clock: Clock) -> Arc<Observer> {
    let observer = Arc::new(Observer::new(clock));
    observer.knowledge("1a2b3c4d");
    observer
}

async fn watched_desk(discord: &Loopback, settings: Settings, observer: &Arc<Observer>) -> Desk {
    let desk = start_watched_desk(settings, lighthouse(), Thresholds::default(), Arc::clone(observer));
    discord.next_identify().await;
    desk
}

#[tokio::test]
async fn what_the_bot_does_is_counted() {
    let discord = Loopback::start().await;
    let observer = observer(Clock::of_system());
    let monitor = Monitor::of(&observer).await;
    assert_eq!(monitor.asks("/healthz").await, (503, "the bot is starting and has not connected yet\n".to_owned()));
    let desk = watched_desk(&discord, desk_settings(&discord), &observer).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    discord.next_message().await;
    discord.writes_directly(FOREIGN);
    discord.next_message().await;
    discord.member_says("talk among members");
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    discord.rest_fails_next(POST_MESSAGE, Failure::Status(403), 1);
    discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    discord.drops_the_connection();
    discord.next_resume().await;
    // The direct conversation is left alone for a while after the refusal.
    discord.member_says(&format!("@desk {QUESTION}"));
    discord.next_message().await;
    let (status, health) = monitor.asks("/healthz").await;
    assert_eq!((status, health.lines().next()), (200, Some("ok")), "{health}");
    assert!(health.contains("1 of 1 connections up"), "{health}");
    // The stop waits for what is on its way, so everything is counted then.
    assert_eq!(desk.stops().await, Ok(()));
    let page = monitor.asks("/metrics").await.1;
    for line in [
        "factdesk_questions_total{way=\"mention\",outcome=\"answered\"} 2",
        "factdesk_questions_total{way=\"direct_message\",outcome=\"unknown\"} 1",
        "factdesk_questions_total{way=\"direct_message\",outcome=\"answered\"} 1",
        "factdesk_questions_total{way=\"command\",outcome=\"answered\"} 1",
        "factdesk_reply_latency_seconds_count 5",
        "factdesk_discord_requests_total{route=\"POST /channels/{id}/messages\",status=\"2xx\"} 3",
        "factdesk_discord_requests_total{route=\"POST /channels/{id}/messages\",status=\"403\"} 1",
        "factdesk_discord_requests_total{route=\"POST /interactions/{id}/{token}/callback\",status=\"2xx\"} 1",
        "factdesk_discord_requests_total{route=\"GET /users/@me\",status=\"2xx\"} 1",
        "factdesk_invalid_requests 1",
        "factdesk_gateway_reconnects_total{how=\"resumed\"} 1",
        "factdesk_gateway_reconnects_total{how=\"logged_in\"} 0",
        "factdesk_gateway_logins 1",
        "factdesk_knowledge_info{revision=\"1a2b3c4d\"} 1",
        "factdesk_healthy 1",
    ] {
        assert!(page.lines().any(|found| found == line), "{line} in\n{page}");
    }
    discord.finish();
}

#[tokio::test]
async fn a_new_login_counts_as_a_reconnect() {
    let discord = Loopback::start().await;
    let observer = observer(Clock::of_system());
    let desk = watched_desk(&discord, desk_settings(&discord), &observer).await;
    discord.forgets_the_session();
    discord.next_identify().await;
    discord.writes_directly(QUESTION);
    discord.next_message().await;
    assert_eq!(desk.stops().await, Ok(()));
    let page = observer.metrics_page();
    for line in ["factdesk_gateway_reconnects_total{how=\"logged_in\"} 1", "factdesk_gateway_logins 2"] {
        assert!(page.lines().any(|found| found == line), "{line} in\n{page}");
    }
    discord.finish();
}

#[tokio::test]
async fn the_observation_address_answers_nothing_else() {
    let monitor = Monitor::of(&observer(Clock::of_system())).await;
    assert_eq!(monitor.asks("/").await.0, 404);
    assert_eq!(monitor.asks("/metrics/../etc").await.0, 404);
    assert_eq!(monitor.sends("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").await.0, 405);
    assert_eq!(monitor.sends("nonsense\r\n\r\n").await.0, 400);
}

/// The loopback wants the first heartbeat after 41 s, which is more than an hour by this clock.
#[tokio::test]
async fn a_silent_gateway_turns_the_health_red_and_then_ends_the_program() {
    let discord = Loopback::start().await;
    let observer = observer(hurrying());
    let desk = watched_desk(&discord, desk_settings(&discord), &observer).await;
    let silence = observer.silence().await;
    assert!(silence >= LOST_AFTER, "{silence:?}");
    let (status, reason) = Monitor::of(&observer).await.asks("/healthz").await;
    assert!(status == 503 && reason.contains("nothing was heard"), "{status} {reason}");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

/// A heartbeat each half second is one in fifty seconds by this clock.
#[tokio::test]
async fn answered_heartbeats_are_enough_to_be_well() {
    let discord = Loopback::start().await;
    discord.wants_heartbeats_every(500);
    let observer = observer(hurrying());
    let desk = watched_desk(&discord, desk_settings(&discord), &observer).await;
    let started = observer.clock().instant();
    while observer.clock().instant() - started < LOST_AFTER + SICK_AFTER {
        discord.next_heartbeat().await;
    }
    let health = observer.health();
    assert!(!matches!(health, Health::Lost(_)), "{health:?}");
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_loop_of_restarts_waits_its_turn() {
    let (discord, folder) = (Loopback::start().await, TempDir::new().expect("a folder for the test"));
    let logins = vec![NOON - 1; 50];
    let file = folder.path().join(format!("logins-{DESK}.json"));
    fs::write(&file, serde_json::json!({ "logins": logins }).to_string()).expect("a file can be written");
    let observer = observer(hurrying());
    let settings = Settings { state: Some(folder.path().to_owned()), ..desk_settings(&discord) };
    let desk = start_watched_desk(settings, lighthouse(), Thresholds::default(), Arc::clone(&observer));
    discord.commands_are_registered().await;
    let monitor = Monitor::of(&observer).await;
    let (status, reason) = monitor.asks("/healthz").await;
    assert_eq!((status, discord.logins()), (503, 0), "{reason}");
    discord.next_identify().await;
    assert!(observer.clock().epoch_seconds() >= NOON + 299);
    assert_eq!(desk.stops().await, Ok(()));
    let kept: serde_json::Value = serde_json::from_slice(&fs::read(&file).expect("a file")).expect("JSON");
    assert_eq!(kept["logins"].as_array().map(Vec::len), Some(51));
    discord.finish();
}

/// The record is full, but its last login is long past: the start is free, and what follows it is one too many.
#[tokio::test]
async fn logins_in_a_row_end_the_bot() {
    let (discord, folder) = (Loopback::start().await, TempDir::new().expect("a folder for the test"));
    let observer = observer(Clock::of_system());
    let logins = vec![observer.clock().epoch_seconds() - 600; 50];
    let text = serde_json::json!({ "logins": logins }).to_string();
    fs::write(folder.path().join(format!("logins-{DESK}.json")), text).expect("a file can be written");
    let settings = Settings { state: Some(folder.path().to_owned()), ..desk_settings(&discord) };
    let desk = watched_desk(&discord, settings, &observer).await;
    discord.forgets_the_session();
    let ended = desk.ends().await;
    assert!(matches!(ended, Err(Error::LoginsSpent { .. })), "{ended:?}");
    assert!(discord.logins() <= 2, "{}", discord.logins());
    discord.finish();
}

#[tokio::test]
async fn a_stop_ends_the_wait_for_a_login() {
    let (discord, folder) = (Loopback::start().await, TempDir::new().expect("a folder for the test"));
    let observer = observer(Clock::of_system());
    let logins = vec![observer.clock().epoch_seconds(); 50];
    let text = serde_json::json!({ "logins": logins }).to_string();
    fs::write(folder.path().join(format!("logins-{DESK}.json")), text).expect("a file can be written");
    let settings = Settings { state: Some(folder.path().to_owned()), ..desk_settings(&discord) };
    let desk = start_watched_desk(settings, lighthouse(), Thresholds::default(), observer);
    discord.commands_are_registered().await;
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.logins(), 0);
    discord.finish();
}

/// Each question is tried five times, and nobody asks too much. A few are asked at once, so that none has to wait for long
/// on a slow machine, and the clock stands still: Discord counts what was refused of late.
#[tokio::test]
async fn near_a_ban_only_commands_are_answered() {
    const HELD_FROM: usize = 8_000;
    const TRIES: usize = 5;
    const AT_ONCE: usize = 20;
    let discord = Loopback::start().await;
    let start = Instant::now();
    let observer = observer(Clock::new(move || start, || Duration::from_secs(NOON)));
    let manners = Manners { per_person: 0, per_channel: 0, ..Manners::default() };
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let conversation = Conversation::new(Arc::new(engine)).with_manners(manners);
    let desk = start_watched_conversation(desk_settings(&discord), conversation, Arc::clone(&observer));
    discord.next_identify().await;
    discord.rest_fails_next(POST_MESSAGE, Failure::TooManyRequests(0.0), HELD_FROM);
    for _ in 0..HELD_FROM / (TRIES * AT_ONCE) {
        (0..AT_ONCE).for_each(|_| drop(discord.writes_directly(QUESTION)));
        for _ in 0..TRIES * AT_ONCE {
            discord.next_request(POST_MESSAGE).await;
        }
    }
    // A request that has arrived is counted once its answer has.
    while !observer.metrics_page().contains("factdesk_invalid_requests 8000") {
        tokio::task::yield_now().await;
    }
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    discord.writes_directly(QUESTION);
    assert_eq!(desk.stops().await, Ok(()));
    assert_eq!(discord.requests(POST_MESSAGE).len(), HELD_FROM);
    discord.finish();
}
