//! What serenity calls: translate, let the conversation decide, deliver. Here is the clock, and here a panic of the core
//! ends; an event's text is never logged.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serenity::all::{
    ChannelId, ConnectionStage, Context, EventHandler, GuildId, Interaction, Message, MessageId, MessageUpdateEvent,
    Reaction, Ready, ResumedEvent, ShardStageUpdateEvent,
};
use serenity::async_trait;
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use tokio::time::timeout_at;
use tracing::{error, info, warn};

use super::courier::Courier;
use super::login::Login;
use super::login_budget::LoginBudget;
use super::watched_file::WatchedFile;
use super::{changes, feedback, from_discord, scene, to_discord};
use crate::conversation::{Action, Conversation, Event, Now, Scene};

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
    watched_file: WatchedFile,
    /// Whether messages that are not for us come with their words.
    sees_content: bool,
    logins: Mutex<LoginBudget>,
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
        watched_file: WatchedFile,
        sees_content: bool,
    ) -> Self {
        let gateway = &login.gateway;
        let logins = LoginBudget::new(&gateway.session_start_limit, gateway.shards, Instant::now());
        let desk = Desk {
            conversation: Mutex::new(conversation),
            courier,
            me: login.me,
            deliveries: Mutex::default(),
            watched_file,
            sees_content,
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
        let mut deliveries = locked(&self.desk.deliveries);
        while let Some(ended) = deliveries.try_join_next() {
            tell_of_panic(ended);
        }
        deliveries.spawn(async move { desk.see_through(event, scene).await });
    }
}

impl Desk {
    /// Carries an event through to its end: what is done about it, and what follows from how that went.
    async fn see_through(&self, event: Event, scene: Scene) {
        let mut ordinal = 0;
        let mut events = VecDeque::from([(event, scene)]);
        while let Some((event, scene)) = events.pop_front() {
            for action in self.decide(event, &scene) {
                let further = self.deliver(&action, ordinal).await;
                events.extend(further.into_iter().map(|event| (event, Scene::default())));
                ordinal += 1;
            }
        }
    }

    /// What the conversation makes of an event. A panic costs this one event its answer and nothing more.
    fn decide(&self, event: Event, scene: &Scene) -> Vec<Action> {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Now(since_epoch.as_secs());
        unless_it_panics(|| locked(&self.conversation).handle_at(event, scene, now))
    }

    /// Carries out an action; gives back what the conversation has to hear of it.
    async fn deliver(&self, action: &Action, ordinal: usize) -> Vec<Event> {
        if let Action::KeepWatched { channels } = action {
            self.watched_file.keep(channels);
            return Vec::new();
        }
        let Some(errand) = to_discord::errand(action, ordinal) else {
            warn!("an action holds nothing that Discord could show and is dropped");
            return Vec::new();
        };
        let end = self.courier.run(&errand).await;
        if let Err(failure) = &end {
            let missing = feedback::likely_missing(action, failure);
            let channel = errand.channel().map(ChannelId::get);
            warn!(route = errand.name(), channel, missing, %failure, "a reply could not be delivered");
        }
        feedback::events(action, &end)
    }
}

/// What the work gives, or nothing where it panics.
fn unless_it_panics<T: Default>(work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        error!("an event could not be handled and stays unanswered; this is a bug of factdesk");
        T::default()
    })
}

/// A task that panicked outside of the conversation, which has its own guard, costs its event alone.
fn tell_of_panic(ended: Result<(), JoinError>) {
    if ended.is_err_and(|error| error.is_panic()) {
        error!("a reply could not be made and is dropped; this is a bug of factdesk");
    }
}

/// The value behind a lock; a panic elsewhere leaves it usable, since every holder leaves it whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl EventHandler for Handler {
    async fn message(&self, _: Context, message: Message) {
        let overheard = || self.desk.sees_content.then(|| changes::overheard(&message, self.desk.me)).flatten();
        if let Some(event) = from_discord::message(&message, self.desk.me).or_else(overheard) {
            self.take(event, scene::of_message(&message));
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        if let Some(event) = from_discord::interaction(&interaction) {
            self.take(event, scene::of_interaction(&interaction));
        }
    }

    async fn message_update(&self, _: Context, _: Option<Message>, _: Option<Message>, update: MessageUpdateEvent) {
        if let Some(event) = changes::edit(&update, self.desk.me) {
            self.take(event, Scene::default());
        }
    }

    async fn message_delete(&self, _: Context, _: ChannelId, message: MessageId, _: Option<GuildId>) {
        self.take(changes::deletion(&[message]), Scene::default());
    }

    async fn message_delete_bulk(&self, _: Context, _: ChannelId, messages: Vec<MessageId>, _: Option<GuildId>) {
        self.take(changes::deletion(&messages), Scene::default());
    }

    async fn reaction_add(&self, _: Context, reaction: Reaction) {
        if let Some(event) = changes::taking(&reaction, self.desk.me) {
            self.take(event, scene::of_reaction(&reaction));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_its_own_event_alone() {
        let shared = Mutex::new(vec![1]);
        let panics = || -> Vec<i32> {
            let _held = locked(&shared);
            panic!("as a bug would");
        };
        assert_eq!(unless_it_panics(panics), Vec::<i32>::new());
        assert_eq!(unless_it_panics(|| locked(&shared).clone()), [1]);
    }
}
