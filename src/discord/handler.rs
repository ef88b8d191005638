//! What serenity calls: translate, let the conversation decide, deliver. Here is the clock, and here a panic of the core
//! ends; an event's text is never logged.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serenity::all::{Context, EventHandler, Interaction, Message, Ready, ResumedEvent, ShardStageUpdateEvent};
use serenity::async_trait;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout_at;
use tracing::{error, info, warn};

use super::courier::Courier;
use super::listening::state;
use super::login::Login;
use super::login_budget::LoginBudget;
use super::login_record::LoginRecord;
use super::{from_discord, tally, to_discord};
use crate::conversation::{Action, Conversation, Event, Now};
use crate::observe::Observer;

/// The desk as serenity sees it.
#[derive(Clone)]
pub(super) struct Handler {
    desk: Arc<Desk>,
}

struct Desk {
    conversation: Mutex<Conversation>,
    courier: Courier,
    me: serenity::all::UserId,
    deliveries: Mutex<JoinSet<()>>,
    observer: Arc<Observer>,
    /// What Discord allows, and what we allow ourselves.
    logins: Mutex<(LoginBudget, LoginRecord)>,
    /// How long no login is allowed, once the budget is spent.
    spent: Mutex<Option<Duration>>,
    spending: Notify,
}

impl Handler {
    /// A desk that answers through this courier.
    pub(super) fn new(
        conversation: Conversation,
        courier: Courier,
        login: &Login,
        record: LoginRecord,
        observer: Arc<Observer>,
    ) -> Self {
        let gateway = &login.gateway;
        let budget = LoginBudget::new(&gateway.session_start_limit, gateway.shards, observer.clock().instant());
        let desk = Desk {
            conversation: Mutex::new(conversation),
            courier,
            me: login.me,
            deliveries: Mutex::default(),
            observer,
            logins: Mutex::new((budget, record)),
            spent: Mutex::default(),
            spending: Notify::new(),
        };
        Self { desk: Arc::new(desk) }
    }

    /// Comes back when the gateway was logged in to too often, with the wait that Discord wants.
    pub(super) async fn logins_spent(&self) -> Duration {
        loop {
            self.desk.spending.notified().await;
            if let Some(wait) = *locked(&self.desk.spent) {
                return wait;
            }
        }
    }

    /// A connection was given up and is made anew, with another login.
    pub(super) fn logs_in_anew(&self) {
        if let Err(wait) = self.desk.count_login() {
            *locked(&self.desk.spent) = Some(wait);
            self.desk.spending.notify_one();
        }
    }

    /// Waits for what is still being delivered, at most until then.
    pub(super) async fn finish(&self, deadline: tokio::time::Instant) {
        let all = async {
            loop {
                let mut deliveries = std::mem::take(&mut *locked(&self.desk.deliveries));
                if deliveries.is_empty() {
                    break;
                }
                while deliveries.join_next().await.is_some() {}
            }
        };
        if timeout_at(deadline, all).await.is_err() {
            warn!("some replies were still on their way at the stop and are dropped");
        }
    }

    /// Starts the handling and delivering of an event as a task of its own, which a stop waits for.
    fn take(&self, event: Event) {
        let desk = Arc::clone(&self.desk);
        let received = desk.observer.clock().instant();
        let mut deliveries = locked(&self.desk.deliveries);
        while deliveries.try_join_next().is_some() {}
        deliveries.spawn(async move {
            let way = tally::way(&event);
            let actions = desk.decide(event);
            if let Some(way) = way {
                desk.observer.question(way, tally::outcome(&actions));
            }
            for (ordinal, action) in actions.iter().enumerate() {
                desk.deliver(action, ordinal, received).await;
            }
        });
    }
}

impl Desk {
    /// What the conversation makes of an event. A panic costs this one event its answer and nothing more.
    fn decide(&self, event: Event) -> Vec<Action> {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Now(since_epoch.as_secs());
        let handled = catch_unwind(AssertUnwindSafe(|| locked(&self.conversation).handle(event, now)));
        handled.unwrap_or_else(|_| {
            error!("an event could not be handled and stays unanswered; this is a bug of factdesk");
            Vec::new()
        })
    }

    /// Counts a login; where it was one too many, how long no other should follow.
    fn count_login(&self) -> Result<(), Duration> {
        let clock = self.observer.clock();
        let mut logins = locked(&self.logins);
        let (budget, record) = &mut *logins;
        let paced = record.note(clock.epoch_seconds());
        self.observer.logins(record.number(clock.epoch_seconds()));
        budget.spend(clock.instant()).and(paced)
    }

    async fn deliver(&self, action: &Action, ordinal: usize, received: Instant) {
        let Some(errand) = to_discord::errand(action, ordinal) else {
            warn!("an action holds nothing that Discord could show and is dropped");
            return;
        };
        self.observer.replied(received);
        if let Err(failure) = self.courier.run(&errand).await {
            warn!(route = errand.name(), %failure, "a reply could not be delivered");
        }
    }
}

/// The value behind a lock; a panic elsewhere leaves it usable, since every holder leaves it whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl EventHandler for Handler {
    async fn message(&self, context: Context, message: Message) {
        self.desk.observer.message(context.shard_id.0);
        if let Some(event) = from_discord::message(&message, self.desk.me) {
            self.take(event);
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        self.desk.observer.heard(context.shard_id.0);
        if let Some(event) = from_discord::interaction(&interaction) {
            self.take(event);
        }
    }

    async fn ready(&self, context: Context, ready: Ready) {
        self.desk.observer.logged_in(context.shard_id.0);
        info!(name = %ready.user.name, servers = ready.guilds.len(), "ready");
    }

    async fn resume(&self, context: Context, _: ResumedEvent) {
        self.desk.observer.resumed(context.shard_id.0);
        info!("the connection was resumed");
    }

    async fn shard_stage_update(&self, _: Context, update: ShardStageUpdateEvent) {
        info!(shard = update.shard_id.0, stage = %update.new, "the connection changed");
        self.desk.observer.changed(update.shard_id.0, state(Some(update.new)));
    }
}
