//! What a bug costs: the handling of one event panics, here because the clock does. It is logged, who waits is told, and
//! all others go on.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use factdesk::answer::Thresholds;
use factdesk::observe::{Clock, Observer};
use factdesk::reply::wording_manners;
use tracing_subscriber::fmt::MakeWriter;

use crate::loopback::{Loopback, POST_MESSAGE, desk_settings, start_watched_desk};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
/// A moment, in seconds since the Unix epoch.
const NOON: u64 = 1_700_000_000;

/// A log that is kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A clock that panics once when it is next asked for the time of day, after each time that it is broken.
fn breakable() -> (Clock, Arc<AtomicBool>) {
    let is_broken = Arc::new(AtomicBool::new(false));
    let broken = Arc::clone(&is_broken);
    let since_epoch = move || {
        assert!(!broken.swap(false, Ordering::SeqCst), "as a bug would");
        Duration::from_secs(NOON)
    };
    (Clock::new(Instant::now, since_epoch), is_broken)
}

#[tokio::test]
async fn a_handler_that_panics_is_logged_and_the_others_go_on() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
    let _kept = tracing::subscriber::set_default(subscriber);
    let (clock, is_broken) = breakable();
    let discord = Loopback::start().await;
    let observer = Arc::new(Observer::new(clock));
    let desk = start_watched_desk(desk_settings(&discord), lighthouse(), Thresholds::default(), observer);
    discord.next_identify().await;

    let held = discord.holds_back(POST_MESSAGE);
    let before = discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    is_broken.store(true, Ordering::SeqCst);
    discord.slash("ask").option("question", QUESTION).send();
    let told = discord.next_response().await;
    assert!(told.is_private() && told.text().contains(wording_manners::TROUBLE), "{}", told.text());
    is_broken.store(true, Ordering::SeqCst);
    discord.types("ask", "how");
    assert_eq!(discord.next_choices().await, []);
    drop(held);
    assert!(discord.next_message().await.is_reply_to(&before), "what was under way arrives");

    discord.slash("ask").option("question", QUESTION).send();
    assert!(discord.next_response().await.text().contains(ANSWER), "the next is answered");
    let after = discord.member_says(&format!("@desk {QUESTION}"));
    assert!(discord.next_message().await.is_reply_to(&after));
    assert_eq!(desk.stops().await, Ok(()));
    let told = log.text().lines().filter(|line| line.contains("ERROR") && line.contains("a bug of factdesk")).count();
    assert_eq!(told, 2, "{}", log.text());
    assert!(!log.text().contains(QUESTION));
    discord.finish();
}
