//! What serenity calls: its events become ours, each handled as a task of its own that a stop waits for. Logins are counted
//! here too.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serenity::all::{
    ChannelId, Context, EventHandler, GuildId, Interaction, Message, MessageId, MessageUpdateEvent, Reaction, Ready,
    ResumedEvent, ShardStageUpdateEvent, UserId,
};
use serenity::async_trait;
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use tokio::time::timeout_at;
use tracing::{error, info, warn};

use super::desk::{Desk, locked};
use super::listening::state;
use super::login::Login;
use super::login_budget::LoginBudget;
use super::login_record::LoginRecord;
use super::{changes, from_discord, scene};
use crate::conversation::{Event, Scene};

/// The desk as serenity sees it.
#[derive(Clone)]
pub(super) struct Handler {
    /// What it answers with.
    pub(super) desk: Arc<Desk>,
    me: UserId,
    deliveries: Arc<Mutex<JoinSet<()>>>,
    logins: Arc<Logins>,
}

/// How often the gateway was logged in to.
struct Logins {
    /// What Discord allows, and what we allow ourselves.
    counted: Mutex<(LoginBudget, LoginRecord)>,
    /// How long no login is allowed, once the budget is spent.
    spent: Mutex<Option<Duration>>,
    spending: Notify,
}

impl Handler {
    /// What serenity shall call for this desk.
    pub(super) fn new(desk: Desk, login: &Login, record: LoginRecord) -> Self {
        let gateway = &login.gateway;
        let now = desk.observer.clock().instant();
        let budget = LoginBudget::new(&gateway.session_start_limit, gateway.shards, now);
        let counted = Mutex::new((budget, record));
        let logins = Arc::new(Logins { counted, spent: Mutex::default(), spending: Notify::new() });
        Self { desk: Arc::new(desk), me: login.me, deliveries: Arc::default(), logins }
    }

    /// Comes back when the gateway was logged in to too often, with the wait that Discord wants.
    pub(super) async fn logins_spent(&self) -> Duration {
        loop {
            self.logins.spending.notified().await;
            if let Some(wait) = *locked(&self.logins.spent) {
                return wait;
            }
        }
    }

    /// A connection was given up and is made anew, with another login.
    pub(super) fn logs_in_anew(&self) {
        if let Err(wait) = self.count_login() {
            *locked(&self.logins.spent) = Some(wait);
            self.logins.spending.notify_one();
        }
    }

    /// Counts a login; where it was one too many, how long no other should follow.
    fn count_login(&self) -> Result<(), Duration> {
        let clock = self.desk.observer.clock();
        let mut counted = locked(&self.logins.counted);
        let (budget, record) = &mut *counted;
        let paced = record.note(clock.epoch_seconds());
        self.desk.observer.logins(record.number(clock.epoch_seconds()));
        budget.spend(clock.instant()).and(paced)
    }

    /// Waits for what is still being delivered, at most until then.
    pub(super) async fn finish(&self, deadline: tokio::time::Instant) {
        let all = async {
            loop {
                let mut deliveries = std::mem::take(&mut *locked(&self.deliveries));
                if deliveries.is_empty() {
                    break;
                }
                while let Some(ended) = deliveries.join_next().await {
                    tell_of_panic(ended);
                }
            }
        };
        if timeout_at(deadline, all).await.is_err() {
            warn!("some replies were still on their way at the stop and are dropped");
        }
    }

    /// Starts the handling and delivering of an event as a task of its own, which a stop waits for.
    fn take(&self, event: Event, scene: Scene) {
        let desk = Arc::clone(&self.desk);
        let received = desk.observer.clock().instant();
        let mut deliveries = locked(&self.deliveries);
        while let Some(ended) = deliveries.try_join_next() {
            tell_of_panic(ended);
        }
        deliveries.spawn(async move { desk.see_through(event, scene, received).await });
    }
}

/// A task that panicked outside of the conversation, which has its own guard, costs its event alone.
fn tell_of_panic(ended: Result<(), JoinError>) {
    if ended.is_err_and(|error| error.is_panic()) {
        error!("a reply could not be made and is dropped; this is a bug of factdesk");
    }
}

#[async_trait]
impl EventHandler for Handler {
    async fn message(&self, context: Context, message: Message) {
        self.desk.observer.message(context.shard_id.0);
        let overheard = || self.desk.watching.sees_content.then(|| changes::overheard(&message, self.me)).flatten();
        if let Some(event) = from_discord::message(&message, self.me).or_else(overheard) {
            self.take(event, scene::of_message(&message));
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        self.desk.observer.heard(context.shard_id.0);
        if let Some(event) = from_discord::interaction(&interaction) {
            self.take(event, scene::of_interaction(&interaction));
        }
    }

    async fn message_update(
        &self,
        context: Context,
        _: Option<Message>,
        _: Option<Message>,
        update: MessageUpdateEvent,
    ) {
        self.desk.observer.heard(context.shard_id.0);
        if let Some(event) = changes::edit(&update, self.me) {
            self.take(event, scene::of_edit(&update));
        }
    }

    async fn message_delete(&self, context: Context, _: ChannelId, message: MessageId, _: Option<GuildId>) {
        self.desk.observer.heard(context.shard_id.0);
        self.take(changes::deletion(&[message]), Scene::default());
    }

    async fn message_delete_bulk(&self, context: Context, _: ChannelId, messages: Vec<MessageId>, _: Option<GuildId>) {
        self.desk.observer.heard(context.shard_id.0);
        self.take(changes::deletion(&messages), Scene::default());
    }

    async fn reaction_add(&self, context: Context, reaction: Reaction) {
        self.desk.observer.heard(context.shard_id.0);
        if let Some(event) = changes::taking(&reaction, self.me) {
            self.take(event, scene::of_reaction(&reaction));
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
