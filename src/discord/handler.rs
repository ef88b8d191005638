//! What serenity calls: translate, let the conversation decide, deliver. Here is the clock, and here a panic of the core
//! ends; an event's text is never logged.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serenity::all::{
    ChannelId, Context, EventHandler, GuildId, Interaction, Message, MessageId, MessageUpdateEvent, Reaction, Ready,
    ResumedEvent, ShardStageUpdateEvent,
};
use serenity::async_trait;
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use tokio::time::timeout_at;
use tracing::{error, info, warn};

use super::courier::Courier;
use super::listening::state;
use super::login::Login;
use super::login_budget::LoginBudget;
use super::login_record::LoginRecord;
use super::watched_file::WatchedFile;
use super::{changes, feedback, from_discord, scene, tally, to_discord};
use crate::conversation::{Action, Conversation, Event, Now, Scene};
use crate::observe::Observer;

/// The desk as serenity sees it.
#[derive(Clone)]
pub(super) struct Handler {
    desk: Arc<Desk>,
}

/// What a desk needs in order to watch channels.
pub(super) struct Watching {
    /// Where the list of them is kept.
    pub(super) file: WatchedFile,
    /// Whether messages that are not for us come with their words.
    pub(super) sees_content: bool,
}

struct Desk {
    conversation: Mutex<Conversation>,
    courier: Courier,
    me: serenity::all::UserId,
    deliveries: Mutex<JoinSet<()>>,
    watching: Watching,
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
        watching: Watching,
        observer: Arc<Observer>,
    ) -> Self {
        let gateway = &login.gateway;
        let budget = LoginBudget::new(&gateway.session_start_limit, gateway.shards, observer.clock().instant());
        let desk = Desk {
            conversation: Mutex::new(conversation),
            courier,
            me: login.me,
            deliveries: Mutex::default(),
            watching,
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
        let mut deliveries = locked(&self.desk.deliveries);
        while let Some(ended) = deliveries.try_join_next() {
            tell_of_panic(ended);
        }
        deliveries.spawn(async move { desk.see_through(event, scene, received).await });
    }
}

impl Desk {
    /// Carries an event through to its end: what is done about it, and what follows from how that went.
    async fn see_through(&self, event: Event, scene: Scene, received: Instant) {
        let mut ordinal = 0;
        let mut events = VecDeque::from([(event, scene, received)]);
        while let Some((event, scene, received)) = events.pop_front() {
            for action in self.decide_and_count(event, &scene) {
                let further = self.deliver(&action, ordinal, received).await;
                let now = self.observer.clock().instant();
                events.extend(further.into_iter().map(|event| (event, Scene::default(), now)));
                ordinal += 1;
            }
        }
    }

    /// What the conversation makes of an event; of a question, the observer hears what became of it.
    fn decide_and_count(&self, event: Event, scene: &Scene) -> Vec<Action> {
        let way = tally::way(&event);
        let actions = self.decide(event, scene);
        if let Some(way) = way {
            self.observer.question(way, tally::outcome(&actions));
        }
        actions
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

    /// What the conversation makes of an event. A panic costs this one event its answer and nothing more.
    fn decide(&self, event: Event, scene: &Scene) -> Vec<Action> {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Now(since_epoch.as_secs());
        unless_it_panics(|| locked(&self.conversation).handle_at(event, scene, now))
    }

    /// Carries out an action; gives back what the conversation has to hear of it.
    async fn deliver(&self, action: &Action, ordinal: usize, received: Instant) -> Vec<Event> {
        if let Action::KeepWatched { channels } = action {
            self.watching.file.keep(channels);
            return Vec::new();
        }
        let Some(errand) = to_discord::errand(action, ordinal) else {
            warn!("an action holds nothing that Discord could show and is dropped");
            return Vec::new();
        };
        if tally::is_reply(action) {
            self.observer.replied(received);
        }
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
    async fn message(&self, context: Context, message: Message) {
        self.desk.observer.message(context.shard_id.0);
        let overheard =
            || self.desk.watching.sees_content.then(|| changes::overheard(&message, self.desk.me)).flatten();
        if let Some(event) = from_discord::message(&message, self.desk.me).or_else(overheard) {
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
        if let Some(event) = changes::edit(&update, self.desk.me) {
            self.take(event, Scene::default());
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
        if let Some(event) = changes::taking(&reaction, self.desk.me) {
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
