//! Keeps the journal of what comes in from Discord, and looks things up in it. Which words are kept the journal decides by
//! the door; nothing here waits for a disk.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::spawn_blocking;
use tracing::warn;

use super::desk::locked;
use crate::conversation::{Action, Conversation, Destination, Event, Recorded, Scene, ServerId, Told, Via};
use crate::journal::{
    Circumstances, Counts, Door, Entry, Error, Gap, Journal, Said, Statistics, Store, Vote, date, gaps,
};
use crate::observe::Observer;
use crate::reply::{AskedInVain, DeskPage, DeskStatistics, DeskTold};

/// How many of the latest questions are grouped for a page in Discord: each is asked again, at about a millisecond.
const MOST_GROUPED: usize = 2_000;
/// How long a page waits for what is just being written.
const FLUSH_PATIENCE: Duration = Duration::from_secs(1);
/// Hundredths in a whole.
const HUNDRED: f32 = 100.0;

/// The journal, where there is one, and who is told what it could not keep.
pub(super) struct Clerk {
    journal: Option<Arc<Journal>>,
    observer: Arc<Observer>,
}

/// Where an event came from and when.
#[derive(Clone, Copy)]
pub(super) struct Arrival {
    door: Door,
    guild: Option<u64>,
    received: Instant,
}

impl Arrival {
    /// What is to be known of an event before it is handled.
    pub(super) fn of(event: &Event, scene: &Scene, received: Instant) -> Self {
        Self { door: door(event), guild: scene.server.map(|server| server.0), received }
    }
}

/// The door by which something came; of what follows from an edit no more is known than that somebody had called.
fn door(event: &Event) -> Door {
    match event {
        Event::Asked(asked) => match asked.via {
            Via::Command { .. } | Via::CommandFor { .. } => Door::Slash,
            Via::Mention(_) => Door::Mention,
            Via::Reply(_) => Door::Reply,
            Via::DirectMessage(_) => Door::Direct,
        },
        Event::AnswerThis { .. } | Event::CheckThis { .. } => Door::Menu,
        Event::Overheard { .. } | Event::Taken { .. } => Door::Watched,
        Event::Pressed { .. } => Door::Button,
        _ => Door::Mention,
    }
}

impl Clerk {
    /// A clerk who writes into this journal.
    pub(super) fn new(journal: Option<Arc<Journal>>, observer: Arc<Observer>) -> Self {
        Self { journal, observer }
    }

    /// What is written into.
    pub(super) fn journal(&self) -> Option<&Arc<Journal>> {
        self.journal.as_ref()
    }

    /// Records what an event is to be remembered by; gives back what its answer says, for the message that will give it.
    pub(super) fn record(&self, recorded: Vec<Recorded>, arrival: Arrival) -> Vec<Said> {
        let Some(journal) = &self.journal else { return Vec::new() };
        let mut said = Vec::new();
        for recorded in recorded {
            said.extend(self.record_one(journal, recorded, arrival));
        }
        self.observer.journal_lost(journal.lost());
        said
    }

    fn record_one(&self, journal: &Journal, recorded: Recorded, arrival: Arrival) -> Vec<Said> {
        let entry = match recorded {
            Recorded::Asked(told) => self.entry(&told, arrival),
            Recorded::Offered(told) => self.entry(&told, arrival).offered(),
            Recorded::Chosen { fact, knowledge, by, shown_by } => {
                let Some(fact) = knowledge.fact(fact) else { return Vec::new() };
                let entry = Entry::of_choice(fact, &knowledge, self.circumstances(arrival, Some(by.0)));
                if let Some((channel, message)) = shown_by {
                    journal.replied(message.0, channel.0, entry.time, entry.said.clone());
                }
                entry
            }
            Recorded::Voted { message, by, fact, is_helpful } => {
                let time = self.observer.clock().epoch_seconds();
                journal.vote(Vote { time, message: message.0, voter: by.0, fact, is_helpful });
                return Vec::new();
            }
            Recorded::Withdrawn(message) => {
                journal.removed(message.0);
                return Vec::new();
            }
        };
        let said = entry.said.clone();
        journal.record(entry);
        said
    }

    fn entry(&self, told: &Told, arrival: Arrival) -> Entry {
        let at = self.circumstances(arrival, told.by.map(|by| by.0));
        let entry = Entry::of(&told.outcome, &told.knowledge, at);
        if told.are_own_words { entry } else { entry.without_words() }
    }

    fn circumstances(&self, arrival: Arrival, asker: Option<u64>) -> Circumstances {
        let clock = self.observer.clock();
        let Arrival { door, guild, received } = arrival;
        let latency = clock.instant().saturating_duration_since(received);
        Circumstances { time: clock.epoch_seconds(), door, guild, latency, asker }
    }

    /// Keeps which message gives what, once it is posted or changed.
    pub(super) fn note_delivery(&self, action: &Action, further: &[Event], said: &[Said]) {
        let Some(journal) = &self.journal else { return };
        let posted = further.iter().find_map(|event| match event {
            Event::Delivered { reply, .. } => *reply,
            _ => None,
        });
        let time = self.observer.clock().epoch_seconds();
        match (action, posted) {
            (Action::Send { to, .. }, Some(posted)) if !said.is_empty() => {
                let (Destination::Message(place) | Destination::MessageFor { message: place, .. }) = to else { return };
                journal.replied(posted.0, place.channel.0, time, said.to_vec());
            }
            (Action::Change { reply, .. }, Some(changed)) => {
                journal.replied(changed.0, reply.channel.0, time, said.to_vec());
            }
            (Action::Remove { reply }, _) => journal.removed(reply.message.0),
            _ => {}
        }
    }

    /// Looks up what was asked in a server; `None` where that can't be told.
    pub(super) async fn look_up(
        &self,
        page: DeskPage,
        server: ServerId,
        conversation: &Mutex<Conversation>,
    ) -> Option<DeskTold> {
        let journal = Arc::clone(self.journal.as_ref()?);
        let engine = Arc::clone(locked(conversation).engine());
        let now = self.observer.clock().epoch_seconds();
        let looked_up = spawn_blocking(move || -> Result<DeskTold, Error> {
            // What was asked a moment ago is told too, unless the disk is slow.
            journal.flush(FLUSH_PATIENCE);
            let (store, guild) = (Store::open(journal.file())?, Some(server.0));
            Ok(match page {
                DeskPage::Statistics => DeskTold::Statistics(statistics(store.statistics(now, guild)?)),
                DeskPage::Unanswered => {
                    let mut misses = store.misses(guild)?;
                    misses.drain(..misses.len().saturating_sub(MOST_GROUPED));
                    let nearest = |gap: &Gap| {
                        let (fact, confidence) = gap.nearest?;
                        Some((engine.knowledge().fact(fact)?.question.clone(), hundredths(confidence.0)))
                    };
                    let gaps = gaps(misses, &engine);
                    let asked = gaps.iter().map(|gap| asked_in_vain(gap, nearest(gap))).collect();
                    DeskTold::Unanswered(asked, store.wordless_misses(guild)?)
                }
            })
        });
        match looked_up.await {
            Ok(Ok(told)) => Some(told),
            Ok(Err(error)) => {
                warn!(%error, "the journal can't be read");
                None
            }
            Err(_) => None,
        }
    }
}

fn statistics(found: Statistics) -> DeskStatistics {
    let rows = |rows: Vec<(String, Counts)>| {
        rows.into_iter().map(|(name, counts)| (name, counts.recent, counts.all)).collect()
    };
    DeskStatistics {
        all: (found.all.recent, found.all.all),
        became: rows(found.became),
        doors: rows(found.doors),
        since: found.first.map(date),
        median_micros: found.latency.map(|latency| latency.median),
    }
}

fn asked_in_vain(gap: &Gap, nearest: Option<(String, u32)>) -> AskedInVain {
    let question = gap.asked.first().map(|asked| asked.question.clone()).unwrap_or_default();
    AskedInVain { question, count: gap.count, last: date(gap.last), nearest }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
fn hundredths(share: f32) -> u32 {
    (share * HUNDRED).round() as u32
}
