//! Corrections reach old answers: when the answer of a fact has changed, at a renewal or since the last start, the desk's
//! earlier messages that give it are edited, one after another and without haste. What is due is told by the journal, so
//! that a restart goes on where it was.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use serenity::builder::EditMessage;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use super::courier::Failure;
use super::desk::{Desk, locked};
use super::embed;
use super::errand::Errand;
use super::mentions::nobody;
use super::to_discord::{body, numbers};
use crate::conversation::{ChannelId, MessageId, MessageRef};
use crate::journal::{Error, Journal, KeptReply, ReplyState, Said, Store, date};
use crate::reply::Reply;

/// The time between two edits: they are in nobody's way, and far below what Discord allows.
const PACE: Duration = Duration::from_millis(500);
/// How long to wait until what Discord could not take is tried again.
const AGAIN: Duration = Duration::from_secs(300);
/// How long is waited for what is just being written to the journal.
const FLUSH_PATIENCE: Duration = Duration::from_secs(5);

/// A message of the desk that gives an answer which has changed.
struct Due {
    place: MessageRef,
    /// All its facts in order.
    facts: Vec<String>,
    /// Those whose answers have changed.
    changed: Vec<Changed>,
}

/// An answer that has changed.
#[derive(Debug, PartialEq, Eq)]
struct Changed {
    /// Which of the message's facts it is.
    place: u32,
    /// What the message says.
    before: u64,
    /// What the fact says now.
    now: u64,
}

impl Desk {
    /// Corrects what is due, now and whenever another base answers, for as long as it is polled.
    pub(super) async fn keep_corrected(&self) -> Infallible {
        loop {
            let is_done = self.correct_all().await;
            let renewed = self.renewals.renewed();
            if is_done {
                renewed.await;
            } else {
                // Either way it is looked anew what is due.
                let _ = timeout(AGAIN, renewed).await;
            }
        }
    }

    /// Edits every message that is due; false where some have to be tried again.
    async fn correct_all(&self) -> bool {
        let Some(journal) = self.clerk.journal() else { return true };
        let due = self.due(journal, None).await;
        if due.is_empty() {
            return true;
        }
        info!(messages = due.len(), "answers that have changed are corrected");
        for Due { place, changed, .. } in &due {
            for Changed { place: at, before, .. } in changed {
                journal.changed(place.message.0, *at, *before, ReplyState::Due);
            }
        }
        let (mut n_edited, mut n_left) = (0_usize, 0_usize);
        for known in &due {
            // Since then its question may have been edited, and the message says something else.
            for due in self.due(journal, Some(known.place.message)).await {
                match self.correct(journal, &due).await {
                    Some(true) => n_edited += 1,
                    Some(false) => {}
                    None => n_left += 1,
                }
            }
            sleep(PACE).await;
        }
        info!(edited = n_edited, left = n_left, "answers are corrected");
        n_left == 0
    }

    /// What is due by the journal and the base that answers now; of one message or of all.
    async fn due(&self, journal: &Arc<Journal>, message: Option<MessageId>) -> Vec<Due> {
        let (journal, engine) = (Arc::clone(journal), Arc::clone(locked(&self.conversation).engine()));
        let looked_up = spawn_blocking(move || {
            journal.flush(FLUSH_PATIENCE);
            let store = Store::open(journal.file())?;
            let kept = match message {
                Some(message) => store.kept_replies_of(message.0)?,
                None => store.kept_replies()?,
            };
            let wanted: HashSet<String> = kept.iter().map(|row| row.fact.clone()).collect();
            let facts = engine.knowledge().facts.iter().filter(|fact| wanted.contains(&fact.id));
            Ok::<_, Error>(due(kept, &facts.map(|fact| (fact.id.as_str(), Said::of(fact).digest)).collect()))
        });
        match looked_up.await {
            Ok(Ok(due)) => due,
            Ok(Err(error)) => {
                warn!(%error, "the journal can't be read, so no answer is corrected");
                Vec::new()
            }
            Err(_) => Vec::new(),
        }
    }

    /// Edits one message; whether it was, or `None` where that has to be tried again.
    async fn correct(&self, journal: &Journal, due: &Due) -> Option<bool> {
        let now = self.observer.clock().epoch_seconds();
        let corrected = locked(&self.conversation).corrected(&due.facts, &date(now));
        let state = match corrected.and_then(|reply| correction(due.place, &reply)) {
            None => ReplyState::Unreachable("another fact of the message is gone".to_owned()),
            Some(errand) => match self.courier.run(&errand).await {
                Ok(_) => ReplyState::Edited(now),
                Err(failure @ Failure::Refused { .. }) => ReplyState::Unreachable(reason(&failure)),
                Err(failure) => {
                    warn!(channel = due.place.channel.0, %failure, "an answer could not be corrected yet");
                    return None;
                }
            },
        };
        let is_edited = matches!(state, ReplyState::Edited(_));
        for changed in &due.changed {
            journal.changed(due.place.message.0, changed.place, changed.now, state.clone());
        }
        Some(is_edited)
    }
}

/// The cards of a reply in place of those of an earlier one, whose buttons stay.
fn correction(place: MessageRef, reply: &Reply) -> Option<Errand> {
    let (channel, message) = numbers(place)?;
    let cards = EditMessage::new().embeds(embed::embeds(&reply.cards)).allowed_mentions(nobody());
    Some(Errand::change(channel, message, body(&cards)?))
}

/// The messages of which a fact says something else now. A fact that is gone says nothing.
fn due(kept: Vec<KeptReply>, says: &HashMap<&str, u64>) -> Vec<Due> {
    let mut messages: Vec<Due> = Vec::new();
    let mut positions: HashMap<u64, usize> = HashMap::new();
    for row in kept {
        let at = *positions.entry(row.message).or_insert_with(|| {
            let place = MessageRef { channel: ChannelId(row.channel), message: MessageId(row.message) };
            messages.push(Due { place, facts: Vec::new(), changed: Vec::new() });
            messages.len() - 1
        });
        let Some(message) = messages.get_mut(at) else { continue };
        let now = says.get(row.fact.as_str()).copied().filter(|digest| *digest != row.digest);
        message.changed.extend(now.map(|now| Changed { place: row.place, before: row.digest, now }));
        message.facts.push(row.fact);
    }
    messages.retain(|message| !message.changed.is_empty());
    messages
}

/// Discord's code where a message is gone.
const UNKNOWN_MESSAGE: i64 = 10_008;
/// Discord's code where a channel is gone.
const UNKNOWN_CHANNEL: i64 = 10_003;
/// Discord's codes where the desk may not see or do it.
const NOT_ALLOWED: [i64; 2] = [50_001, 50_013];

/// Why a message could not be edited, for the curator.
fn reason(failure: &Failure) -> String {
    match failure {
        Failure::Refused { code: Some(UNKNOWN_MESSAGE), .. } => "the message is gone".to_owned(),
        Failure::Refused { code: Some(UNKNOWN_CHANNEL), .. } => "the channel is gone".to_owned(),
        Failure::Refused { code: Some(code), .. } if NOT_ALLOWED.contains(code) => {
            "the bot may no longer write there".to_owned()
        }
        failure => failure.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(message: u64, place: u32, fact: &str, digest: u64) -> KeptReply {
        KeptReply { message, channel: 7, fact: fact.to_owned(), place, digest, time: 0, state: ReplyState::Current }
    }

    #[test]
    fn only_what_says_something_else_is_due() {
        let says = HashMap::from([("a", 1), ("b", 2)]);
        let kept = vec![row(1, 0, "a", 1), row(1, 1, "b", 9), row(2, 0, "a", 1), row(3, 0, "gone", 5)];
        let found = due(kept, &says);
        let found: Vec<_> = found.into_iter().map(|due| (due.place.message.0, due.facts, due.changed)).collect();
        assert_eq!(found, [(1, vec!["a".to_owned(), "b".to_owned()], vec![Changed { place: 1, before: 9, now: 2 }])]);
    }

    #[test]
    fn the_curator_is_told_why_in_plain_words() {
        let refused = |status, code| reason(&Failure::Refused { status, code });
        assert_eq!(refused(404, Some(10_008)), "the message is gone");
        assert_eq!(refused(404, Some(10_003)), "the channel is gone");
        assert_eq!(refused(403, Some(50_013)), "the bot may no longer write there");
        assert_eq!(refused(400, None), "refused with status 400");
    }
}
