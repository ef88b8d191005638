//! Responses to interactions: the first by number and token, once; then changes and follow-ups by token.

use serde_json::{Value, json};
use twilight_model::application::interaction::InteractionType;
use twilight_model::application::interaction::callback::InteractionCallbackResponse;
use twilight_model::channel::Message;
use twilight_model::http::interaction::{InteractionResponse, InteractionResponseType as Kind};

use super::bodies::{self, MessageBody};
use super::cast::shaped;
use super::messages::{self, apply, refuse};
use super::rest::{Answer, object};
use super::said::Said;
use super::sightings::Sighting;
use super::world::{Pending, State, World};

/// Asks to be told what came of a response.
const WITH_RESPONSE: &str = "with_response=true";

/// `POST /interactions/{id}/{token}/callback`.
pub fn respond(world: &World, [id, token]: [&str; 2], query: &str, body: &Value) -> Answer {
    let response = match bodies::response(body) {
        Ok(response) => response,
        Err(faults) => return refuse(world, &faults),
    };
    let mut state = world.state();
    let number = id.parse().unwrap_or_default();
    let Some(pending) = state.interactions.get(&number).filter(|pending| pending.token == token).cloned() else {
        world.sightings.violated(format!("a response to interaction {id}, which there is not"));
        return Answer::error(404, 10_062, "Unknown interaction");
    };
    if pending.response.is_some() {
        return Answer::error(400, 40_060, "Interaction has already been acknowledged.");
    }
    if let Err(fault) = fits(&response, pending.kind) {
        return refuse(world, &[fault]);
    }
    let sighting = carry_out(&mut state, number, &pending, response);
    drop(state);
    let is_told = query.split('&').any(|part| part == WITH_RESPONSE);
    let answer = if is_told { Answer::ok(told(id, &pending, &sighting)) } else { Answer::empty() };
    world.sightings.saw(sighting);
    answer
}

/// What Discord tells of a response to who asks for it.
fn told(id: &str, pending: &Pending, sighting: &Sighting) -> Value {
    let mut told = json!({ "interaction": { "id": id, "type": pending.kind } });
    if let Sighting::Responded(said) = sighting {
        told["interaction"]["response_message_id"] = json!(said.message.id);
        told["interaction"]["response_message_loading"] = json!(false);
        told["interaction"]["response_message_ephemeral"] = json!(said.is_private());
        told["resource"] = json!({ "type": said.kind, "message": object(&said.message) });
    }
    shaped::<InteractionCallbackResponse>(told.clone());
    told
}

/// `PATCH /webhooks/{app}/{token}/messages/@original`.
pub fn change_original(world: &World, token: &str, body: &Value) -> Answer {
    let changes = match bodies::changed_message(body) {
        Ok(changes) => changes,
        Err(faults) => return refuse(world, &faults),
    };
    let mut state = world.state();
    let original = state.interactions.values().find(|pending| pending.token == token).and_then(|it| it.original);
    let Some(message) = original.and_then(|id| state.messages.get_mut(&id)) else {
        world.sightings.violated("a change to a response before there is one");
        return Answer::error(404, 10_015, "Unknown Webhook");
    };
    apply(message, &changes);
    let message = message.clone();
    drop(state);
    let answer = Answer::ok(object(&message));
    world.sightings.saw(Sighting::Edited(Said { message, kind: None }));
    answer
}

/// `DELETE /webhooks/{app}/{token}/messages/@original`.
pub fn delete_original(world: &World, token: &str) -> Answer {
    let mut state = world.state();
    let original = state.interactions.values().find(|pending| pending.token == token).and_then(|it| it.original);
    let Some(number) = original.filter(|id| state.messages.remove(id).is_some()) else {
        world.sightings.violated("the removal of a response that there is not");
        return Answer::error(404, 10_008, "Unknown Message");
    };
    drop(state);
    world.sightings.saw(Sighting::Deleted(number));
    Answer::empty()
}

/// `POST /webhooks/{app}/{token}`.
pub fn follow_up(world: &World, token: &str, body: &Value) -> Answer {
    let content = match bodies::new_message(body) {
        Ok(content) => content,
        Err(faults) => return refuse(world, &faults),
    };
    let mut state = world.state();
    let answered = state.interactions.values().find(|pending| pending.token == token && pending.response.is_some());
    let Some(channel) = answered.map(|pending| pending.channel) else {
        world.sightings.violated("a follow-up before the first response");
        return Answer::error(404, 10_015, "Unknown Webhook");
    };
    let message = messages::new(&mut state, channel, &content);
    state.publish(&message);
    drop(state);
    let answer = Answer::ok(object(&message));
    world.sightings.saw(Sighting::FollowedUp(Said { message, kind: None }));
    answer
}

/// Whether this kind of response is possible here, and complete.
fn fits(response: &InteractionResponse, interaction: InteractionType) -> Result<(), String> {
    let component = interaction == InteractionType::MessageComponent;
    let typing = interaction == InteractionType::ApplicationCommandAutocomplete;
    let fits = match response.kind {
        Kind::ChannelMessageWithSource | Kind::DeferredChannelMessageWithSource => !typing,
        Kind::UpdateMessage | Kind::DeferredUpdateMessage => component,
        Kind::ApplicationCommandAutocompleteResult => typing,
        _ => false,
    };
    if !fits {
        return Err(format!("{:?} in response to {interaction:?}", response.kind));
    }
    let data = response.data.as_ref();
    let empty = data.is_none_or(|data| bodies::is_empty(&MessageBody::from(data.clone())));
    match response.kind {
        Kind::ChannelMessageWithSource if empty => Err("an empty response".to_owned()),
        Kind::ApplicationCommandAutocompleteResult if data.is_none_or(|data| data.choices.is_none()) => {
            Err("an autocompletion without choices".to_owned())
        }
        _ => Ok(()),
    }
}

fn carry_out(state: &mut State, number: u64, pending: &Pending, response: InteractionResponse) -> Sighting {
    let kind = response.kind;
    let data = response.data.unwrap_or_default();
    if kind == Kind::ApplicationCommandAutocompleteResult {
        remember(state, number, kind, None);
        return Sighting::Offered(data.choices.unwrap_or_default());
    }
    let content = MessageBody::from(data);
    let updates = matches!(kind, Kind::UpdateMessage | Kind::DeferredUpdateMessage);
    let message = if let Some(pressed) = pending.pressed.filter(|_| updates) {
        changed(state, pressed, &content)
    } else {
        let message = messages::new(state, pending.channel, &content);
        state.messages.insert(message.id.get(), message.clone());
        message
    };
    remember(state, number, kind, Some(message.id.get()));
    Sighting::Responded(Said { message, kind: Some(kind) })
}

fn changed(state: &mut State, pressed: u64, content: &MessageBody) -> Message {
    let message = state.messages.get_mut(&pressed).expect("only messages that exist can be pressed");
    apply(message, content);
    message.clone()
}

fn remember(state: &mut State, number: u64, kind: Kind, original: Option<u64>) {
    if let Some(pending) = state.interactions.get_mut(&number) {
        pending.response = Some(kind);
        pending.original = original;
    }
}
