//! What becomes of one event: the conversation decides, the courier carries it out, and what follows from that comes next.
//! Here a panic of the core ends.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serenity::all::ChannelId;
use tokio::task::spawn_blocking;
use tracing::{error, warn};

use super::clerk::{Arrival, Clerk};
use super::courier::{Courier, Failure};
use super::renewals::{self, Renewals};
use super::watched_file::WatchedFile;
use super::{feedback, tally, to_discord};
use crate::conversation::{Action, Conversation, Destination, Event, Fresh, Now, Recorded, Scene};
use crate::journal::Said;
use crate::observe::{Observer, Way};
use crate::reply::{Note, Renewal, RenewalEnd, compose_note};

/// What a desk needs in order to watch channels.
pub(super) struct Watching {
    /// Where the list of them is kept.
    pub(super) file: WatchedFile,
    /// Whether messages that are not for us come with their words.
    pub(super) sees_content: bool,
}

/// The conversation with its surroundings.
pub(super) struct Desk {
    /// Who is answered, and from what.
    pub(super) conversation: Mutex<Conversation>,
    /// The one hand that sends.
    pub(super) courier: Courier,
    /// Who keeps the journal.
    pub(super) clerk: Clerk,
    /// How the base is read anew.
    pub(super) renewals: Renewals,
    /// Held while the base is read anew: one reading at a time.
    renewing: tokio::sync::Mutex<()>,
    /// What it needs in order to watch channels.
    pub(super) watching: Watching,
    /// Whom it tells how it goes, and whose clock it reads.
    pub(super) observer: Arc<Observer>,
}

impl Desk {
    /// A desk that answers through this courier.
    pub(super) fn new(
        conversation: Conversation,
        renewals: Renewals,
        courier: Courier,
        clerk: Clerk,
        watching: Watching,
        observer: Arc<Observer>,
    ) -> Self {
        let (conversation, renewing) = (Mutex::new(conversation), tokio::sync::Mutex::default());
        Self { conversation, courier, clerk, renewals, renewing, watching, observer }
    }

    /// Reads the base anew whenever somebody wishes it from outside of Discord, for as long as it is polled.
    pub(super) async fn fulfil_wishes(&self) -> Infallible {
        loop {
            self.renewals.wished().await;
            self.renew().await;
        }
    }

    /// Reads the base anew, beside the conversation; another takes its place at once and whole.
    async fn renew(&self) -> Renewal {
        let _held = self.renewing.lock().await;
        let old = Arc::clone(locked(&self.conversation).engine());
        let (n_facts, revision) = (old.knowledge().facts.len(), old.knowledge().revision);
        let failed = Renewal { end: RenewalEnd::Failed, n_facts, revision, problems: Vec::new() };
        let read = Arc::clone(&self.renewals.read);
        let fresh = spawn_blocking(move || read(&old)).await;
        let Fresh { engine, renewal } = fresh.unwrap_or(Fresh { engine: None, renewal: failed });
        if let Some(engine) = engine {
            let before = locked(&self.conversation).answer_from(engine);
            // A large base takes a moment to be dropped, unless an event under way still holds it.
            drop(spawn_blocking(move || drop(before)));
            self.observer.knowledge(&renewal.revision.to_string());
            self.renewals.have_renewed();
        }
        renewals::tell(&renewal);
        renewal
    }

    /// Carries an event through to its end: what is done about it, and what follows from how that went.
    pub(super) async fn see_through(&self, event: Event, scene: Scene, received: Instant) {
        let mut ordinal = 0;
        let mut events = VecDeque::from([(event, scene, received)]);
        while let Some((event, scene, received)) = events.pop_front() {
            let (actions, said) = self.decide_and_count(event, &scene, received);
            for action in actions {
                let (further, goes_on) = self.deliver(&action, ordinal, received).await;
                self.clerk.note_delivery(&action, &further, &said);
                let now = self.observer.clock().instant();
                events.extend(further.into_iter().map(|event| (event, Scene::default(), now)));
                ordinal += 1;
                if !goes_on {
                    break;
                }
            }
        }
    }

    /// What the conversation makes of an event, and what its answer says; of a question, the observer hears what became of
    /// it.
    fn decide_and_count(&self, event: Event, scene: &Scene, received: Instant) -> (Vec<Action>, Vec<Said>) {
        let (way, arrival) = (tally::way(&event), Arrival::of(&event, scene, received));
        let (actions, recorded) = self.decide(event, scene);
        let said = self.clerk.record(recorded, arrival);
        // A sign that takes no offer is no question.
        if let Some(way) = way.filter(|way| *way != Way::Offer || !actions.is_empty()) {
            self.observer.question(way, tally::outcome(&actions));
        }
        (actions, said)
    }

    /// What the conversation makes of an event. A panic costs this one event its answer and nothing more; who waits for a
    /// response gets an apology.
    fn decide(&self, event: Event, scene: &Scene) -> (Vec<Action>, Vec<Recorded>) {
        let apology = apology(&event);
        let decided = || {
            let now = Now(self.observer.clock().epoch_seconds());
            let mut conversation = locked(&self.conversation);
            let actions = conversation.handle_at(event, scene, now);
            (actions, conversation.take_recorded())
        };
        unless_it_panics(decided).unwrap_or_else(|| (apology.into_iter().collect(), Vec::new()))
    }

    /// Carries out an action; gives back what the conversation has to hear of it, and whether the actions after it still
    /// make sense.
    async fn deliver(&self, action: &Action, ordinal: usize, received: Instant) -> (Vec<Event>, bool) {
        if let Action::KeepWatched { channels } = action {
            self.watching.file.keep(channels);
            return (Vec::new(), true);
        }
        if let Action::ReadAnew { interaction, application } = action {
            let (interaction, application) = (interaction.clone(), *application);
            return (vec![Event::Reloaded { interaction, application, renewal: self.renew().await }], true);
        }
        if let Action::Consult { interaction, application, page, server } = action {
            let (interaction, application) = (interaction.clone(), *application);
            let told = self.clerk.look_up(*page, *server, &self.conversation).await;
            return (vec![Event::Consulted { interaction, application, told }], true);
        }
        let Some(errand) = to_discord::errand(action, ordinal) else {
            warn!("an action holds nothing that Discord could show and is dropped");
            return (Vec::new(), true);
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
        (feedback::events(action, &end), goes_on_after(action, &end))
    }
}

/// What comes after a first response makes no sense where Discord has given up the interaction. Where it only said
/// nothing, the response may have arrived.
fn goes_on_after(action: &Action, end: &Result<Vec<u8>, Failure>) -> bool {
    let is_note = matches!(action, Action::Defer { .. } | Action::Acknowledge { .. });
    !(is_note && matches!(end, Err(Failure::Refused { .. })))
}

/// What is said to who would wait in vain for a response.
fn apology(event: &Event) -> Option<Action> {
    let interaction = event.waiting()?.clone();
    Some(match event {
        Event::Typing { .. } => Action::Choices { interaction, choices: Vec::new() },
        _ => Action::Send { to: Destination::Interaction(interaction), reply: compose_note(Note::Trouble) },
    })
}

/// What the work gives, or nothing where it panics.
fn unless_it_panics<T>(work: impl FnOnce() -> T) -> Option<T> {
    let given = catch_unwind(AssertUnwindSafe(work)).ok();
    if given.is_none() {
        error!("an event could not be handled and stays unanswered; this is a bug of factdesk");
    }
    given
}

/// The value behind a lock; a panic elsewhere leaves it usable, since every holder leaves it whole.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
        assert_eq!(unless_it_panics(panics), None);
        assert_eq!(unless_it_panics(|| locked(&shared).clone()), Some(vec![1]));
    }
}
