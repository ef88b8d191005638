//! Messages of the bot in channels: created once per nonce, changed, deleted, and shown to the bot as Discord does.

use serde_json::{Value, json};
use twilight_model::channel::Message;
use twilight_model::channel::message::MessageFlags;

use super::bodies::{self, MessageBody};
use super::cast::{self, CHANNEL, DESK, DIRECT_CHANNEL};
use super::rest::{Answer, object};
use super::said::Said;
use super::sightings::Sighting;
use super::world::{State, World};

/// `POST /channels/{id}/messages`.
pub fn create(world: &World, channel: &str, body: &Value) -> Answer {
    let Some(channel) = channel.parse().ok().filter(|id| matches!(*id, CHANNEL | DIRECT_CHANNEL)) else {
        world.sightings.violated(format!("a message in channel {channel}, which is not here"));
        return Answer::error(404, 10_003, "Unknown Channel");
    };
    let message = match bodies::new_message(body) {
        Ok(message) => message,
        Err(faults) => return refuse(world, &faults),
    };
    let mut state = world.state();
    if let Some(first) = earlier(&state, channel, &message) {
        let answer = Answer::ok(with_nonce(&first, &message));
        world.sightings.saw(Sighting::PostedAgain(said(first)));
        return answer;
    }
    if let Some(fault) = dangling_reference(&state, channel, &message) {
        return refuse(world, &[fault]);
    }
    let created = new(&mut state, channel, &message);
    if let Some(nonce) = message.nonce() {
        state.nonces.insert((channel, nonce), created.id.get());
    }
    state.publish(&created);
    let answer = Answer::ok(with_nonce(&created, &message));
    world.sightings.saw(Sighting::Posted(said(created)));
    answer
}

/// `PATCH /channels/{id}/messages/{id}`.
pub fn change(world: &World, id: &str, body: &Value) -> Answer {
    let changes = match bodies::changed_message(body) {
        Ok(changes) => changes,
        Err(faults) => return refuse(world, &faults),
    };
    let mut state = world.state();
    let own = id.parse().ok().and_then(|id: u64| state.messages.get_mut(&id));
    let Some(message) = own.filter(|message| message.author.id.get() == DESK) else {
        return Answer::error(404, 10_008, "Unknown Message");
    };
    apply(message, &changes);
    let message = message.clone();
    let answer = Answer::ok(object(&message));
    world.sightings.saw(Sighting::Edited(said(message)));
    answer
}

/// `DELETE /channels/{id}/messages/{id}`.
pub fn delete(world: &World, id: &str) -> Answer {
    let number = id.parse().unwrap_or_default();
    if world.state().messages.remove(&number).is_none() {
        return Answer::error(404, 10_008, "Unknown Message");
    }
    world.sightings.saw(Sighting::Deleted(number));
    Answer::empty()
}

/// A message of the desk that is not yet in any channel.
pub fn new(state: &mut State, channel: u64, body: &MessageBody) -> Message {
    let mut message = cast::message(state.new_number(), channel, DESK, "");
    apply(&mut message, body);
    if let Some(reference) = &body.message_reference {
        message.kind = twilight_model::channel::message::MessageType::Reply;
        message.reference = Some(reference.clone());
        let target = reference.message_id.and_then(|id| state.messages.get(&id.get()));
        message.referenced_message = target.map(|target| {
            // Discord nests one level and no more.
            let mut target = target.clone();
            target.referenced_message = None;
            Box::new(target)
        });
    }
    message
}

/// Puts what a body names in place of what was there.
pub fn apply(message: &mut Message, body: &MessageBody) {
    if let Some(content) = &body.content {
        message.content.clone_from(content);
    }
    if let Some(embeds) = &body.embeds {
        message.embeds.clone_from(embeds);
    }
    if let Some(components) = &body.components {
        message.components.clone_from(components);
    }
    if let Some(flags) = body.flags {
        message.flags = Some(flags & (MessageFlags::EPHEMERAL | MessageFlags::SUPPRESS_EMBEDS));
    }
}

/// 400, and a violation for each reason.
pub fn refuse(world: &World, faults: &[String]) -> Answer {
    for fault in faults {
        world.sightings.violated(fault.clone());
    }
    Answer::invalid(faults)
}

fn said(message: Message) -> Said {
    Said { message, kind: None }
}

fn earlier(state: &State, channel: u64, message: &MessageBody) -> Option<Message> {
    let nonce = message.nonce().filter(|_| message.enforce_nonce == Some(true))?;
    let first = state.nonces.get(&(channel, nonce))?;
    state.messages.get(first).cloned()
}

fn dangling_reference(state: &State, channel: u64, message: &MessageBody) -> Option<String> {
    let reference = message.message_reference.as_ref()?;
    let target = reference.message_id.and_then(|id| state.messages.get(&id.get()));
    let found = target.is_some_and(|target| target.channel_id.get() == channel);
    (!found && reference.fail_if_not_exists != Some(false)).then(|| format!("a reply to nothing: {reference:?}"))
}

/// The message as Discord returns it; twilight's type has no nonce.
fn with_nonce(message: &Message, body: &MessageBody) -> Value {
    let mut json = object(message);
    if let (Some(fields), Some(nonce)) = (json.as_object_mut(), &body.nonce) {
        fields.insert("nonce".to_owned(), json!(nonce));
    }
    json
}
