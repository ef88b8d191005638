//! What the conversation is told of an action that was carried out or refused, and what the operator is told to mend.

use serde::Deserialize;
use serenity::all::{ChannelId as DiscordChannelId, MessageFlags, MessageId as DiscordMessageId};

use super::courier::Failure;
use crate::conversation::{Action, ChannelId, Deed, Destination, Event, MessageId, MessageRef};
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
    channel_id: Option<DiscordChannelId>,
    flags: Option<MessageFlags>,
}

impl Posted {
    /// Where it stands. Nobody can edit later what the asker alone sees, as Discord decides where the desk is no member.
    fn for_all(self) -> Option<MessageRef> {
        let is_hidden = self.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
        let channel = self.channel_id.filter(|_| !is_hidden)?;
        Some(MessageRef { channel: ChannelId(channel.get()), message: MessageId(self.id.get()) })
    }
}

/// What Discord tells of a response where it was asked to; a proxy may leave it out.
#[derive(Deserialize)]
struct Told {
    resource: Option<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    message: Option<Posted>,
}

/// The message that gives a reply now, as far as it is known and can be edited later.
pub(super) fn posted(action: &Action, end: &Result<Vec<u8>, Failure>) -> Option<MessageRef> {
    let body = end.as_ref().ok()?;
    match action {
        Action::Send { to: Destination::Message(place) | Destination::MessageFor { message: place, .. }, .. } => {
            let posted: Posted = serde_json::from_slice(body).ok()?;
            Some(MessageRef { message: MessageId(posted.id.get()), ..*place })
        }
        Action::Send { to: Destination::Interaction(_) | Destination::InteractionFor(..), .. } => {
            let told: Told = serde_json::from_slice(body).ok()?;
            told.resource?.message?.for_all()
        }
        Action::Complete { .. } => serde_json::from_slice::<Posted>(body).ok()?.for_all(),
        Action::Change { reply, .. } => Some(*reply),
        _ => None,
    }
}

/// What follows from an action and its end.
pub(super) fn events(action: &Action, end: &Result<Vec<u8>, Failure>) -> Vec<Event> {
    let question = match action {
        Action::Send { to: Destination::Message(place) | Destination::MessageFor { message: place, .. }, .. } => {
            Some(place.message)
        }
        Action::Change { question, .. } => Some(*question),
        _ => None,
    };
    let reply = posted(action, end).map(|posted| posted.message);
    let delivered = question.map(|question| Event::Delivered { question, reply });
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
    use crate::conversation::{Interaction, Sign, UserId};
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
    fn what_all_can_see_is_known_by_its_place_as_far_as_discord_tells() {
        let interaction = Interaction { id: 80, token: "tok".to_owned(), user: UserId(1), channel: ChannelId(60) };
        let (reply, waiting) = (compose_note(Note::SlowDown), interaction.clone());
        let respond = Action::Send { to: Destination::Interaction(interaction), reply: reply.clone() };
        let complete = Action::Complete { interaction: waiting, application: 900, reply };
        let message = |flags: u8| format!(r#"{{"id": "71", "channel_id": "60", "flags": {flags}, "content": ""}}"#);
        let told =
            |message: &str| format!(r#"{{"interaction": {{"id": "80"}}, "resource": {{"message": {message}}}}}"#);
        for (action, body, expected) in [
            (&respond, told(&message(0)), Some(REPLY)),
            (&respond, told(&message(64)), None),
            (&respond, told("null"), None),
            (&respond, r#"{"interaction": {"id": "80"}}"#.to_owned(), None),
            (&respond, String::new(), None),
            (&complete, message(0), Some(REPLY)),
            (&complete, message(64), None),
            (&complete, String::new(), None),
        ] {
            assert_eq!(posted(action, &Ok(body.clone().into_bytes())), expected, "{body}");
        }
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
