//! Hours without the gateway, lived through in seconds: time is a clock that the test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use factdesk::answer::Thresholds;
use factdesk::discord::Settings;
use factdesk::observe::{Clock, Health, LOST_AFTER, Observer, SICK_AFTER};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::loopback::{Desk, Loopback, Monitor, desk_settings, start_watched_desk};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
/// When it begins, in seconds since the Unix epoch.
const NOON: u64 = 1_700_000_000;
/// How often a supervisor starts the bot anew while nobody answers: each start gives up after five minutes, so two hours.
const STARTS: u64 = 24;

/// A clock that stands still, and the seconds that have passed by it.
fn standing() -> (Clock, Arc<AtomicU64>) {
    let (start, passed) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let (of_instant, of_epoch) = (Arc::clone(&passed), Arc::clone(&passed));
    let instant = move || start + Duration::from_secs(of_instant.load(Ordering::SeqCst));
    let since_epoch = move || Duration::from_secs(NOON + of_epoch.load(Ordering::SeqCst));
    (Clock::new(instant, since_epoch), passed)
}

/// The program, as far as matters here: what it leaves behind ends with it.
struct Program {
    runtime: Runtime,
    desk: Desk,
    observer: Arc<Observer>,
}

impl Program {
    /// As a supervisor starts it.
    fn starts(settings: &Settings, clock: &Clock) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads");
        let observer = Arc::new(Observer::new(clock.clone()));
        let inside = runtime.enter();
        let desk = start_watched_desk(settings.clone(), lighthouse(), Thresholds::default(), Arc::clone(&observer));
        drop(inside);
        Self { runtime, desk, observer }
    }

    async fn stops(self) {
        assert_eq!(self.desk.stops().await, Ok(()));
        self.runtime.shutdown_background();
    }
}

/// Waits until the health is green.
async fn is_well(observer: &Observer) {
    while !matches!(observer.health(), Health::Well(_)) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn hours_without_the_gateway_cost_a_few_starts_and_then_it_answers_again() {
    let (mut discord, folder) = (Loopback::start().await, TempDir::new().expect("a folder for the test"));
    let (clock, passed) = standing();
    let settings = Settings { state: Some(folder.path().to_owned()), ..desk_settings(&discord) };
    let mut program = Program::starts(&settings, &clock);
    discord.next_identify().await;
    discord.writes_directly(QUESTION);
    discord.next_message().await;
    is_well(&program.observer).await;
    discord.next_request("GET /gateway/bot").await;
    discord.loses_the_gateway();
    discord.next_departure().await;
    for _ in 0..STARTS {
        passed.fetch_add(SICK_AFTER.as_secs(), Ordering::SeqCst);
        assert!(matches!(program.observer.health(), Health::Sick(_)), "{:?}", program.observer.health());
        assert_eq!(Monitor::of(&program.observer).await.asks("/healthz").await.0, 503);
        passed.fetch_add(LOST_AFTER.as_secs() - SICK_AFTER.as_secs(), Ordering::SeqCst);
        assert!(program.observer.silence().await >= LOST_AFTER, "it is given up");
        program.stops().await;
        program = Program::starts(&settings, &clock);
        discord.next_request("GET /gateway/bot").await;
        while !matches!(program.observer.health(), Health::Sick(words) if words.contains("connections")) {
            tokio::task::yield_now().await;
        }
    }
    discord.finds_the_gateway_again().await;
    discord.next_identify().await;
    let question = discord.writes_directly(QUESTION);
    assert!(discord.next_message().await.is_reply_to(&question));
    is_well(&program.observer).await;
    assert_eq!(discord.logins(), 2, "Discord was asked for a session twice");
    program.stops().await;
    discord.finish();
}
