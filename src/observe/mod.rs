//! What the running bot tells those who watch over it: how it is, what it has counted, and the silence after which only a
//! new start can help. It knows the bot's numbers and nothing of what is said.

mod clock;
mod label;
mod memory;
mod metrics;
mod pulse;
mod server;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::sleep;

pub use clock::Clock;
use label::Reconnect;
pub use label::{Outcome, Way};
pub use pulse::{Health, LOST_AFTER, LinkState, SICK_AFTER};
pub use server::serve;

use self::metrics::Metrics;
use self::pulse::Pulse;

/// How often a silence is looked for; a second more or less makes no difference to anybody.
const LOOK: Duration = Duration::from_secs(1);

/// What is known of the running bot. The bot reports to it; the server and the watchdog read it.
#[derive(Debug)]
pub struct Observer {
    clock: Clock,
    metrics: Metrics,
    pulse: Mutex<Pulse>,
}

impl Observer {
    /// An observer of a bot that is about to start.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        let metrics = Metrics::new(clock.epoch_seconds());
        Self { clock, metrics, pulse: Mutex::new(Pulse::Starting) }
    }

    /// The clock that bot and watchdog go by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    // What the bot reports.

    /// This base answers from now on.
    pub fn knowledge(&self, revision: &str) {
        self.metrics.knowledge(revision);
    }

    /// A question has had its outcome.
    pub fn question(&self, way: Way, outcome: Outcome) {
        self.metrics.question(way, outcome);
    }

    /// The reply to an event that came at `received` is handed to the REST client.
    pub fn replied(&self, received: Instant) {
        self.metrics.replied(self.clock.instant().saturating_duration_since(received));
    }

    /// A request was answered with a status, or not at all. A route is one of those the program is built with.
    pub fn request(&self, route: &'static str, status: Option<u16>) {
        self.metrics.request(route, status);
    }

    /// How many answers of the last ten minutes count against Discord's ban.
    pub fn invalid_requests(&self, number: u64) {
        self.metrics.invalid_requests(number);
    }

    /// How many notes of the journal were lost since the start.
    pub fn journal_lost(&self, number: u64) {
        self.metrics.journal_lost(number);
    }

    /// How many logins the last 24 hours saw.
    pub fn logins(&self, number: usize) {
        self.metrics.logins(number);
    }

    /// The next login waits for this long.
    pub fn waits(&self, wait: Duration) {
        *self.pulse() = Pulse::Waiting(self.clock.instant() + wait);
    }

    /// So many connections are about to be made; from now on their silence counts.
    pub fn connects(&self, number: u32) {
        *self.pulse() = Pulse::linked(number, self.clock.instant());
    }

    /// Something came over a connection.
    pub fn heard(&self, connection: u32) {
        self.pulse().heard(connection, self.clock.instant());
    }

    /// A message came over a connection.
    pub fn message(&self, connection: u32) {
        self.metrics.message();
        self.heard(connection);
    }

    /// A connection has changed.
    pub fn changed(&self, connection: u32, state: LinkState) {
        self.pulse().changed(connection, state);
    }

    /// A connection was logged in to.
    pub fn logged_in(&self, connection: u32) {
        self.came_up(connection);
        if self.pulse().logged_in(connection) {
            self.metrics.reconnect(Reconnect::LoggedIn);
        }
    }

    /// A lost connection was taken up where it was.
    pub fn resumed(&self, connection: u32) {
        self.came_up(connection);
        self.metrics.reconnect(Reconnect::Resumed);
    }

    // What others read.

    /// How the bot is now.
    #[must_use]
    pub fn health(&self) -> Health {
        self.pulse().health(self.clock.instant())
    }

    /// Everything counted, as Prometheus reads it.
    #[must_use]
    pub fn metrics_page(&self) -> String {
        let now = self.clock.instant();
        let (states, silence, is_well) = {
            let pulse = self.pulse();
            let states: Vec<LinkState> = pulse.links().iter().map(|link| link.state).collect();
            (states, pulse.silence(now), matches!(pulse.health(now), Health::Well(_)))
        };
        self.metrics.page(&states, silence, is_well)
    }

    /// Ready once nothing was heard for so long that only a new start can help, with the length of the silence.
    pub async fn silence(&self) -> Duration {
        loop {
            if let Health::Lost(silence) = self.health() {
                return silence;
            }
            sleep(LOOK).await;
        }
    }

    fn came_up(&self, connection: u32) {
        self.changed(connection, LinkState::Up);
        self.heard(connection);
    }

    /// A panic elsewhere leaves it usable: every change is one assignment.
    fn pulse(&self) -> MutexGuard<'_, Pulse> {
        self.pulse.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
