//! The desk under test, run in this process against the loopback.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{Conversation, Fresh};
use factdesk::discord::{self, Error, Renewals, Settings, Token};
use factdesk::journal::Journal;
use factdesk::knowledge::Knowledge;
use factdesk::observe::{Clock, Observer};
use factdesk::reply::{Renewal, RenewalEnd};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::Loopback;
use super::world::TOKEN;

/// The desk as a running task.
pub struct Desk {
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), Error>>,
}

impl Desk {
    /// Tells it to stop and waits until it has.
    pub async fn stops(self) -> Result<(), Error> {
        // It may have ended by itself; then its result says so.
        let _ = self.stop.send(());
        self.running.await.expect("the desk does not panic")
    }

    /// Tells it to stop without waiting.
    pub fn begins_to_stop(self) -> JoinHandle<Result<(), Error>> {
        let _ = self.stop.send(());
        self.running
    }

    /// Waits until it ends by itself.
    pub async fn ends(self) -> Result<(), Error> {
        self.running.await.expect("the desk does not panic")
    }
}

/// How the desk finds the loopback.
pub fn desk_settings(discord: &Loopback) -> Settings {
    Settings {
        token: Token::new(TOKEN),
        proxy: Some(discord.proxy().to_owned()),
        connect: None,
        ca_file: None,
        watch_content: false,
        state: None,
    }
}

impl Loopback {
    /// Starts the desk on a base and waits until it is logged in.
    pub async fn runs_the_desk(&self, knowledge: Knowledge) -> Desk {
        self.runs_a_desk_that_answers_from(knowledge, Thresholds::default()).await
    }

    /// The same with other thresholds.
    pub async fn runs_a_desk_that_answers_from(&self, knowledge: Knowledge, thresholds: Thresholds) -> Desk {
        let desk = start_desk(desk_settings(self), knowledge, thresholds);
        self.next_identify().await;
        desk
    }
}

/// Starts a desk and waits for nothing.
pub fn start_desk(settings: Settings, knowledge: Knowledge, thresholds: Thresholds) -> Desk {
    start_watched_desk(settings, knowledge, thresholds, Arc::new(Observer::new(Clock::of_system())))
}

/// The same under somebody's eyes.
pub fn start_watched_desk(
    settings: Settings,
    knowledge: Knowledge,
    thresholds: Thresholds,
    observer: Arc<Observer>,
) -> Desk {
    let conversation = Conversation::new(Arc::new(Engine::new(Arc::new(knowledge), thresholds)));
    start_watched_conversation(settings, conversation, observer)
}

/// Starts a desk with a conversation of its own.
pub fn start_conversation(settings: Settings, conversation: Conversation) -> Desk {
    start_watched_conversation(settings, conversation, Arc::new(Observer::new(Clock::of_system())))
}

/// The same under somebody's eyes.
pub fn start_watched_conversation(settings: Settings, conversation: Conversation, observer: Arc<Observer>) -> Desk {
    start_recorded_conversation(settings, conversation, None, observer)
}

/// The same, recorded in a journal.
pub fn start_recorded_conversation(
    settings: Settings,
    conversation: Conversation,
    journal: Option<Arc<Journal>>,
    observer: Arc<Observer>,
) -> Desk {
    start_renewed_conversation(settings, conversation, Renewals::new(Arc::new(as_it_was)), journal, observer)
}

/// A base that never changes.
fn as_it_was(engine: &Arc<Engine>) -> Fresh {
    let (n_facts, revision) = (engine.knowledge().facts.len(), engine.knowledge().revision);
    let renewal = Renewal { end: RenewalEnd::Same, n_facts, revision, problems: Vec::new() };
    Fresh { engine: None, renewal }
}

/// The same with a base that is read anew in this way.
pub fn start_renewed_conversation(
    settings: Settings,
    conversation: Conversation,
    renewals: Renewals,
    journal: Option<Arc<Journal>>,
    observer: Arc<Observer>,
) -> Desk {
    let (stop, stopped) = oneshot::channel();
    let stop_signal = async move {
        // A desk whose handle was dropped stops as well.
        let _ = stopped.await;
    };
    let running = tokio::spawn(discord::run(conversation, renewals, settings, journal, observer, stop_signal));
    Desk { stop, running }
}
