//! The log of everything the bot did, in order, with waits that end the moment something arrives. Time appears only as
//! the patience after which a test fails.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;
use twilight_model::application::command::CommandOptionChoice;

use super::gateway::{Identify, Resume};
use super::said::Said;

/// How long a test waits before it fails. Longer than serenity's own pause of 5 s before it identifies anew.
const PATIENCE: Duration = Duration::from_secs(20);

/// One thing the bot did.
#[derive(Clone, Debug)]
pub enum Sighting {
    /// A REST request arrived, whatever became of it.
    Requested(Recorded),
    /// Its commands were replaced.
    Registered,
    /// A message was posted in a channel.
    Posted(Said),
    /// A post was repeated under a nonce already used, and nothing new appeared.
    PostedAgain(Said),
    /// An interaction got its first response.
    Responded(Said),
    /// An autocompletion got its choices.
    Offered(Vec<CommandOptionChoice>),
    /// A message or a response was changed.
    Edited(Said),
    /// A follow-up to an interaction.
    FollowedUp(Said),
    /// A message was deleted.
    Deleted(u64),
    /// Somebody's message got a reaction.
    Marked(u64, String),
    /// A session was asked for.
    Identified(Identify),
    /// A session was taken up again.
    Resumed(Resume),
    /// A heartbeat, with the last sequence number the bot had seen.
    Heartbeat(Option<u64>),
    /// The bot's end of the connection went away, with its close code where it said one.
    Left(Option<u16>),
}

/// A REST request as it arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Method and path without numbers and tokens: "POST /channels/{id}/messages".
    pub route: String,
    /// The path below `/api/v10`, as it was.
    pub path: String,
    /// The body; `Null` where there was none.
    pub body: Value,
    /// Whether it carried the right token.
    pub authorised: bool,
}

/// All sightings, and what was wrong with them.
#[derive(Debug)]
pub struct Sightings {
    log: Mutex<Vec<Entry>>,
    violations: Mutex<Vec<String>>,
    count: watch::Sender<usize>,
}

#[derive(Debug)]
struct Entry {
    sighting: Sighting,
    heard: bool,
}

impl Sightings {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { log: Mutex::default(), violations: Mutex::default(), count: watch::Sender::new(0) }
    }

    /// Something happened.
    pub fn saw(&self, sighting: Sighting) {
        lock(&self.log).push(Entry { sighting, heard: false });
        self.count.send_modify(|count| *count += 1);
    }

    /// Something happened that Discord would not accept or that the desk must never do.
    pub fn violated(&self, what: impl Into<String>) {
        lock(&self.violations).push(what.into());
    }

    /// The first sighting that fits and was not asked for before; waits for it.
    pub async fn next<T>(&self, what: &str, pick: impl Fn(&Sighting) -> Option<T>) -> T {
        let mut count = self.count.subscribe();
        let search = async {
            loop {
                if let Some(found) = self.take(&pick) {
                    return found;
                }
                count.changed().await.expect("the log outlives its readers");
            }
        };
        let found = tokio::time::timeout(PATIENCE, search).await;
        found.unwrap_or_else(|_| panic!("waited in vain for {what}; seen so far:\n{}", self.story()))
    }

    /// Every sighting that fits, asked for or not.
    pub fn all<T>(&self, pick: impl Fn(&Sighting) -> Option<T>) -> Vec<T> {
        lock(&self.log).iter().filter_map(|entry| pick(&entry.sighting)).collect()
    }

    /// Everything the bot said that no test asked for, and every violation.
    pub fn complaints(&self) -> Vec<String> {
        let unheard = lock(&self.log).iter().filter(|entry| !entry.heard && entry.sighting.is_audible()).fold(
            Vec::new(),
            |mut unheard, entry| {
                unheard.push(format!("nobody expected {}", summary(&entry.sighting)));
                unheard
            },
        );
        lock(&self.violations).iter().cloned().chain(unheard).collect()
    }

    /// All of it, one line each.
    pub fn story(&self) -> String {
        let mut lines: Vec<String> = lock(&self.log).iter().map(|entry| summary(&entry.sighting)).collect();
        lines.extend(lock(&self.violations).iter().map(|violation| format!("VIOLATION {violation}")));
        lines.join("\n")
    }

    fn take<T>(&self, pick: impl Fn(&Sighting) -> Option<T>) -> Option<T> {
        let mut log = lock(&self.log);
        let unheard = log.iter_mut().filter(|entry| !entry.heard);
        for entry in unheard {
            if let Some(found) = pick(&entry.sighting) {
                entry.heard = true;
                return Some(found);
            }
        }
        None
    }
}

impl Sighting {
    /// Whether a member could have read it.
    fn is_audible(&self) -> bool {
        let is_said = matches!(self, Self::Posted(_) | Self::Responded(_) | Self::Edited(_) | Self::FollowedUp(_));
        is_said || matches!(self, Self::Offered(_) | Self::Marked(..) | Self::Deleted(_))
    }
}

fn summary(sighting: &Sighting) -> String {
    const WIDTH: usize = 400;
    format!("{sighting:?}").chars().take(WIDTH).collect()
}

/// A failed test must not hide its reason behind a poisoned lock.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
