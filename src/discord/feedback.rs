//! What the conversation is told of an action that was carried out or refused, and what the operator is told to mend.

use serde::Deserialize;
use serenity::all::MessageId as DiscordMessageId;

use super::courier::Failure;
use crate::conversation::{Action, ChannelId, Deed, Destination, Event, MessageId};
use crate::reply::{Reply, Visibility};

/// The status by which Discord says that we may not.
const FORBIDDEN: u16 = 403;
/// Discord's code where a channel cannot be seen.
const MISSING_ACCESS: i64 = 50_001;
/// Discord's code where something may not be done.
const MISSING_PERMISSIONS: i64 = 50_013;
/// Discord's code where a person takes no direct messages.
const CLOSED_TO_MESSAGES: i64 = 50_007;
/// Discord's codes for a thread that is archived or locked.
const CLOSED_THREAD: [i64; 2] = [50_083, 160_005];
/// Discord's code for a reply where the messages before cannot be read.
const MISSING_HISTORY: i64 = 160_002;
/// Discord's code for a channel that is gone.
const UNKNOWN_CHANNEL: i64 = 10_003;

/// The part of a posted message that matters here.
#[derive(Deserialize)]
struct Posted {
    id: DiscordMessageId,
}

/// What follows from an action and its end.
pub(super) fn events(action: &Action, end: &Result<Vec<u8>, Failure>) -> Vec<Event> {
    let delivered = match action {
        Action::Send { to: Destination::Message(place) | Destination::MessageFor { message: place, .. }, .. } => {
            let posted = end.as_ref().ok().and_then(|body| serde_json::from_slice::<Posted>(body).ok());
            let reply = posted.map(|posted| MessageId(posted.id.get()));
            Some(Event::Delivered { question: place.message, reply })
        }
        Action::Change { reply, question, .. } => {
            Some(Event::Delivered { question: *question, reply: end.is_ok().then_some(reply.message) })
        }
        _ => None,
    };
    let refused = end.as_ref().err().filter(|failure| is_lasting(failure));
    let forbidden = refused.and_then(|_| place(action)).map(|(channel, deed)| Event::Forbidden { channel, deed });
    delivered.into_iter().chain(forbidden).chain(awaited(action, end)).collect()
}

/// What somebody waits to hear who had pointed at a message. What could not be posted is for them alone.
fn awaited(action: &Action, end: &Result<Vec<u8>, Failure>) -> Option<Event> {
    let Action::Send { to: Destination::MessageFor { interaction, application, .. }, reply } = action else {
        return None;
    };
    let unposted = end.is_err().then(|| Reply { visibility: Visibility::AskerOnly, ..reply.clone() });
    Some(Event::AnsweredThis { interaction: interaction.clone(), application: *application, unposted })
}

/// What is likely missing where Discord refused an action.
pub(super) fn likely_missing(action: &Action, failure: &Failure) -> Option<&'static str> {
    let (_, deed) = place(action)?;
    let Failure::Refused { code, .. } = failure else { return None };
    match code.filter(|_| is_lasting(failure))? {
        MISSING_ACCESS => Some("View Channel"),
        MISSING_HISTORY => Some("Read Message History"),
        MISSING_PERMISSIONS if deed == Deed::React => Some("Add Reactions and Read Message History"),
        MISSING_PERMISSIONS => Some("Send Messages, Embed Links and, in a thread, Send Messages in Threads"),
        CLOSED_TO_MESSAGES => Some("nothing: this person takes no direct messages"),
        code if CLOSED_THREAD.contains(&code) => Some("nothing: the thread is locked"),
        UNKNOWN_CHANNEL => Some("nothing: the channel is gone"),
        _ => None,
    }
}

/// Whether the same would be refused again, so that the channel is left alone for a while.
fn is_lasting(failure: &Failure) -> bool {
    let Failure::Refused { status, code } = failure else { return false };
    let is_known = |code: &i64| *code == MISSING_HISTORY || *code == UNKNOWN_CHANNEL || CLOSED_THREAD.contains(code);
    *status == FORBIDDEN || code.as_ref().is_some_and(is_known)
}

/// Where an action is done by a request that needs permissions. Responses to interactions need none.
fn place(action: &Action) -> Option<(ChannelId, Deed)> {
    match action {
        Action::Send { to: Destination::Message(place) | Destination::MessageFor { message: place, .. }, .. } => {
            Some((place.channel, Deed::Speak))
        }
        Action::Change { reply, .. } | Action::Remove { reply } => Some((reply.channel, Deed::Speak)),
        Action::Mark { message, .. } => Some((message.channel, Deed::React)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{MessageRef, Sign};
    use crate::reply::{Note, compose_note};

    const QUESTION: MessageRef = MessageRef { channel: ChannelId(60), message: MessageId(70) };
    const REPLY: MessageRef = MessageRef { channel: ChannelId(60), message: MessageId(71) };

    fn send() -> Action {
        Action::Send { to: Destination::Message(QUESTION), reply: compose_note(Note::SlowDown) }
    }

    fn refused(status: u16, code: i64) -> Result<Vec<u8>, Failure> {
        Err(Failure::Refused { status, code: Some(code) })
    }

    fn delivered(reply: Option<u64>) -> Event {
        Event::Delivered { question: QUESTION.message, reply: reply.map(MessageId) }
    }

    #[test]
    fn a_posted_reply_is_known_by_its_number() {
        assert_eq!(events(&send(), &Ok(br#"{"id": "71", "content": ""}"#.to_vec())), [delivered(Some(71))]);
        assert_eq!(events(&send(), &Ok(Vec::new())), [delivered(None)]);
        let change = Action::Change { reply: REPLY, question: QUESTION.message, to: compose_note(Note::SlowDown) };
        assert_eq!(events(&change, &Ok(Vec::new())), [delivered(Some(71))]);
        assert_eq!(events(&change, &refused(404, 10_008)), [delivered(None)]);
        assert_eq!(events(&Action::Remove { reply: REPLY }, &refused(404, 10_008)), []);
    }

    #[test]
    fn what_would_be_refused_again_mutes_its_channel() {
        let forbidden = |deed| Event::Forbidden { channel: QUESTION.channel, deed };
        for (status, code) in [(403, 50_013), (403, 50_001), (400, 50_083), (400, 160_002), (404, 10_003)] {
            assert_eq!(events(&send(), &refused(status, code)), [delivered(None), forbidden(Deed::Speak)], "{code}");
            assert!(refused(status, code).is_err_and(|failure| likely_missing(&send(), &failure).is_some()), "{code}");
        }
        let mark = Action::Mark { message: QUESTION, sign: Sign::Offer };
        assert_eq!(events(&mark, &refused(403, 50_013)), [forbidden(Deed::React)]);
        assert_eq!(events(&send(), &refused(400, 50_035)), [delivered(None)]);
        assert_eq!(events(&send(), &Err(Failure::GaveUp { tries: 5, last: String::new() })), [delivered(None)]);
    }
}
