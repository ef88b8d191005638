//! What serenity calls: translate, let the conversation decide, deliver. Here is the clock, and here a panic of the core
//! ends; an event's text is never logged.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serenity::all::{
    ConnectionStage, Context, EventHandler, Interaction, Message, Ready, ResumedEvent, ShardStageUpdateEvent,
};
use serenity::async_trait;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::timeout_at;
use tracing::{error, info, warn};

use super::courier::Courier;
use super::login::Login;
use super::login_budget::LoginBudget;
use super::{from_discord, to_discord};
use crate::conversation::{Action, Conversation, Event, Now};

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
    logins: Mutex<LoginBudget>,
    /// How long no login is allowed, once the budget is spent.
    spent: Mutex<Option<Duration>>,
    spending: Notify,
}

impl Handler {
    /// A desk that answers through this courier.
    pub(super) fn new(conversation: Conversation, courier: Courier, login: &Login) -> Self {
        let gateway = &login.gateway;
        let logins = LoginBudget::new(&gateway.session_start_limit, gateway.shards, Instant::now());
        let desk = Desk {
            conversation: Mutex::new(conversation),
            courier,
            me: login.me,
            deliveries: Mutex::default(),
            logins: Mutex::new(logins),
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
        let mut deliveries = locked(&self.desk.deliveries);
        while deliveries.try_join_next().is_some() {}
        deliveries.spawn(async move {
            for (ordinal, action) in desk.decide(event).iter().enumerate() {
                desk.deliver(action, ordinal).await;
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

    async fn deliver(&self, action: &Action, ordinal: usize) {
        let Some(errand) = to_discord::errand(action, ordinal) else {
            warn!("an action holds nothing that Discord could show and is dropped");
            return;
        };
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
    async fn message(&self, _: Context, message: Message) {
        if let Some(event) = from_discord::message(&message, self.desk.me) {
            self.take(event);
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        if let Some(event) = from_discord::interaction(&interaction) {
            self.take(event);
        }
    }

    async fn ready(&self, _: Context, ready: Ready) {
        info!(name = %ready.user.name, servers = ready.guilds.len(), "ready");
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        info!("the connection was resumed");
    }

    async fn shard_stage_update(&self, _: Context, update: ShardStageUpdateEvent) {
        info!(shard = update.shard_id.0, stage = %update.new, "the connection changed");
        if update.new != ConnectionStage::Identifying {
            return;
        }
        if let Err(wait) = locked(&self.desk.logins).spend(Instant::now()) {
            *locked(&self.desk.spent) = Some(wait);
            self.desk.spending.notify_one();
        }
    }
}
