//! Actions become what Discord is sent: a route with its body. Everything leaves with mentions off but for the one member
//! whom an asker chose; nothing here sends.

use serenity::all::{
    ApplicationId, ChannelId as DiscordChannelId, MessageId as DiscordMessageId, MessageReference,
    MessageReferenceKind, Nonce, ReactionType,
};
use serenity::builder::{CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, EditMessage};
use tracing::warn;

use super::components::rows;
use super::errand::Errand;
use super::mentions::{aimed, nobody};
use super::{choices, embed};
use crate::conversation::{Action, Destination, Interaction, MessageRef, Sign};
use crate::reply::{Reply, Visibility};

/// Says that a cited answer is there: whoever presses it takes it.
pub(super) const OFFER: &str = "📎";
/// Says that the desk needs a moment.
const WAIT: &str = "⏳";

/// Begins the nonce of every message; with two numbers of at most 20 and 2 digits it stays under Discord's 25 characters.
const NONCE_PREFIX: &str = "fd";
/// Actions of one event are told apart by two digits.
const NONCE_ORDINALS: usize = 100;

/// The request for an action; `ordinal` is its position among the actions of one event. `None` where the action holds
/// nothing that Discord could show or names a message that cannot exist.
pub(super) fn errand(action: &Action, ordinal: usize) -> Option<Errand> {
    match action {
        Action::Send { to: Destination::Message(place) | Destination::MessageFor { message: place, .. }, reply } => {
            message(*place, reply, ordinal)
        }
        Action::Send { to: Destination::Interaction(interaction), reply } => {
            // Only a first response has a visibility; an update keeps that of the message it updates.
            let hidden = reply.visibility == Visibility::AskerOnly;
            let message = response(reply)?;
            let message = if hidden { message.ephemeral(true) } else { message };
            respond(interaction, &CreateInteractionResponse::Message(message))
        }
        Action::Send { to: Destination::InteractionFor(interaction, member), reply } => {
            respond(interaction, &CreateInteractionResponse::Message(aimed(response(reply)?, *member)))
        }
        Action::Send { to: Destination::InPlace(interaction), reply } => {
            respond(interaction, &CreateInteractionResponse::UpdateMessage(response(reply)?))
        }
        Action::Defer { interaction } => {
            let hidden = CreateInteractionResponseMessage::new().ephemeral(true);
            respond(interaction, &CreateInteractionResponse::Defer(hidden))
        }
        Action::Complete { interaction, application, reply } => complete(interaction, *application, reply),
        Action::Change { reply, to, .. } => change(*reply, to),
        Action::Remove { reply } => {
            let (channel, message) = numbers(*reply)?;
            Some(Errand::removal(channel, message))
        }
        Action::Mark { message, sign } => {
            let (channel, message) = numbers(*message)?;
            let sign = match sign {
                Sign::Offer => OFFER,
                Sign::Wait => WAIT,
            };
            Some(Errand::mark(channel, message, ReactionType::Unicode(sign.to_owned()).as_data()))
        }
        // These are done here, not in Discord.
        Action::KeepWatched { .. } | Action::Consult { .. } | Action::ReadAnew { .. } => None,
        Action::Choices { interaction, choices } => {
            respond(interaction, &CreateInteractionResponse::Autocomplete(choices::shown(choices)))
        }
        Action::Acknowledge { interaction } => respond(interaction, &CreateInteractionResponse::Acknowledge),
        Action::Withdraw { interaction, application } => {
            (*application != 0).then(|| Errand::withdrawal(ApplicationId::new(*application), interaction.token.clone()))
        }
    }
}

/// A reply to a message. The nonce comes from the message answered, so that a repeat never posts twice. The flag that
/// suppresses link previews isn't set: it would hide our own embeds, and links in embeds have no preview.
fn message(place: MessageRef, reply: &Reply, ordinal: usize) -> Option<Errand> {
    let (channel, question) = numbers(place)?;
    let reference =
        MessageReference::new(MessageReferenceKind::Default, channel).message_id(question).fail_if_not_exists(false);
    let embeds = embed::embeds(&reply.cards);
    if embeds.is_empty() {
        return None;
    }
    let nonce = format!("{NONCE_PREFIX}{}-{}", place.message.0, ordinal % NONCE_ORDINALS);
    let message = CreateMessage::new()
        .embeds(embeds)
        .components(rows(&reply.buttons))
        .allowed_mentions(nobody())
        .reference_message(reference)
        .nonce(Nonce::String(nonce))
        .enforce_nonce(true);
    Some(Errand::message(channel, body(&message)?))
}

/// A reply in place of an earlier one.
fn change(place: MessageRef, reply: &Reply) -> Option<Errand> {
    let (channel, message) = numbers(place)?;
    Some(Errand::change(channel, message, body(&instead(reply))?))
}

/// A reply in place of the note that it takes a moment.
fn complete(interaction: &Interaction, application: u64, reply: &Reply) -> Option<Errand> {
    let body = body(&instead(reply))?;
    (application != 0).then(|| Errand::completion(ApplicationId::new(application), interaction.token.clone(), body))
}

/// What replaces a message. Buttons are always set, so that the old ones are cleared.
fn instead(reply: &Reply) -> EditMessage {
    let embeds = embed::embeds(&reply.cards);
    EditMessage::new().embeds(embeds).components(rows(&reply.buttons)).allowed_mentions(nobody())
}

/// Discord numbers nothing with zero, and serenity's ids cannot hold it.
pub(super) fn numbers(place: MessageRef) -> Option<(DiscordChannelId, DiscordMessageId)> {
    let is_there = place.channel.0 != 0 && place.message.0 != 0;
    is_there.then(|| (DiscordChannelId::new(place.channel.0), DiscordMessageId::new(place.message.0)))
}

/// The message of an interaction's response. Buttons are always set, so that an update clears the old ones.
fn response(reply: &Reply) -> Option<CreateInteractionResponseMessage> {
    let embeds = embed::embeds(&reply.cards);
    (!embeds.is_empty()).then(|| {
        CreateInteractionResponseMessage::new()
            .embeds(embeds)
            .components(rows(&reply.buttons))
            .allowed_mentions(nobody())
    })
}

fn respond(interaction: &Interaction, response: &CreateInteractionResponse) -> Option<Errand> {
    (interaction.id != 0).then_some(())?;
    Some(Errand::interaction(interaction.id.into(), interaction.token.clone(), body(response)?))
}

pub(super) fn body(value: &impl serde::Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(value).inspect_err(|error| warn!(%error, "an action could not be written as JSON")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{ChannelId, MessageId, UserId};
    use crate::reply::{Button, Card, CitationLine, Press, Tone};
    use serde_json::{Value, json};

    const PLACE: MessageRef = MessageRef { channel: ChannelId(60), message: MessageId(70) };

    fn interaction() -> Interaction {
        Interaction { id: 80, token: "tok".to_owned(), user: UserId(1), channel: ChannelId(60) }
    }

    fn answer(visibility: Visibility) -> Reply {
        let citation = CitationLine {
            quote: Some("139 service members".to_owned()),
            place: "Feature, paragraph 1, sentence 1".to_owned(),
            url: None,
        };
        let card = Card {
            tone: Tone::Answer,
            title: Some("How many went?".to_owned()),
            body: "The U.N. counted 139 @everyone.".to_owned(),
            citations: vec![citation],
            footer: Some("a_b".to_owned()),
        };
        Reply { cards: vec![card], buttons: Vec::new(), visibility }
    }

    fn answer_embed() -> Value {
        json!({
            "type": "rich", "color": 0x002E_7D32, "title": "How many went?",
            "description": "The U.N. counted 139 \\@everyone.",
            "fields": [{"name": "Source", "value": "> “139 service members”\nFeature, paragraph 1, sentence 1", "inline": false}],
            "footer": {"text": "a_b"},
        })
    }

    fn choice_of(n_buttons: usize) -> Reply {
        let card = Card {
            tone: Tone::Choice,
            title: None,
            body: "Did you mean".to_owned(),
            citations: Vec::new(),
            footer: None,
        };
        let button = |number| Button {
            label: format!("Question *{number}*"),
            press: Press::Choose { fact: format!("fact-{number}") },
        };
        Reply { cards: vec![card], buttons: (0..n_buttons).map(button).collect(), visibility: Visibility::Everyone }
    }

    fn button_json(number: usize) -> Value {
        json!({"type": 2, "style": 2, "label": format!("Question *{number}*"), "custom_id": format!("fd1:choose:fact-{number}"),
            "disabled": false})
    }

    fn nobody_json() -> Value {
        json!({"parse": [], "users": [], "roles": [], "replied_user": false})
    }

    fn check(to: Destination, reply: Reply, name: &str, expected: &Value) {
        let errand = errand(&Action::Send { to, reply }, 0).expect("something to send");
        assert_eq!((errand.name(), &errand.json()), (name, expected));
    }

    #[test]
    fn a_message_is_answered_by_a_reply_that_pings_nobody_and_posts_once() {
        let expected = json!({
            "tts": false, "embeds": [answer_embed()], "allowed_mentions": nobody_json(),
            "message_reference": {"type": 0, "message_id": "70", "channel_id": "60", "guild_id": null, "fail_if_not_exists": false},
            "components": [], "sticker_ids": [], "nonce": "fd70-0", "enforce_nonce": true, "attachments": [],
        });
        check(Destination::Message(PLACE), answer(Visibility::Everyone), "POST /channels/{id}/messages", &expected);
    }

    const CALLBACK: &str = "POST /interactions/{id}/{token}/callback";

    fn response_json(kind: u8, embeds: &Value, components: &Value, flags: Option<u16>) -> Value {
        let mut data =
            json!({"embeds": embeds, "components": components, "allowed_mentions": nobody_json(), "attachments": []});
        if let Some(flags) = flags {
            data["flags"] = json!(flags);
        }
        json!({"type": kind, "data": data})
    }

    #[test]
    fn a_command_is_answered_for_all_or_for_the_asker_only() {
        let embeds = json!([answer_embed()]);
        let to = || Destination::Interaction(interaction());
        check(to(), answer(Visibility::Everyone), CALLBACK, &response_json(4, &embeds, &json!([]), None));
        check(to(), answer(Visibility::AskerOnly), CALLBACK, &response_json(4, &embeds, &json!([]), Some(64)));
    }

    #[test]
    fn an_answer_in_place_clears_the_buttons() {
        let expected = response_json(7, &json!([answer_embed()]), &json!([]), None);
        check(Destination::InPlace(interaction()), answer(Visibility::AskerOnly), CALLBACK, &expected);
    }

    #[test]
    fn an_answer_for_a_member_pings_that_member_and_nobody_else() {
        let mut expected = response_json(4, &json!([answer_embed()]), &json!([]), None);
        expected["data"]["content"] = json!("For <@2>:");
        expected["data"]["allowed_mentions"]["users"] = json!(["2"]);
        let to = Destination::InteractionFor(interaction(), UserId(2));
        check(to, answer(Visibility::Everyone), CALLBACK, &expected);
    }

    #[test]
    fn buttons_stand_in_rows_of_five() {
        let row = |numbers: std::ops::Range<usize>| json!({"type": 1, "components": numbers.map(button_json).collect::<Vec<_>>()});
        let embed = json!([{"type": "rich", "color": 0x0015_65C0, "description": "Did you mean"}]);
        let expected = response_json(4, &embed, &json!([row(0..5), row(5..7)]), None);
        check(Destination::Interaction(interaction()), choice_of(7), CALLBACK, &expected);
    }

    #[test]
    fn a_note_and_what_completes_it_have_their_shapes() {
        let deferred = errand(&Action::Defer { interaction: interaction() }, 0).expect("something to send");
        let hidden = json!({"type": 5, "data": {"attachments": [], "flags": 64}});
        assert_eq!((deferred.name(), deferred.json()), (CALLBACK, hidden));
        let complete = |application| {
            let reply = answer(Visibility::AskerOnly);
            errand(&Action::Complete { interaction: interaction(), application, reply }, 0)
        };
        let completed = complete(900).expect("something to send");
        let body = json!({"embeds": [answer_embed()], "components": [], "allowed_mentions": nobody_json()});
        let route = "PATCH /webhooks/{id}/{token}/messages/@original";
        assert_eq!((completed.name(), completed.json()), (route, body));
        assert!(complete(0).is_none());
    }

    #[test]
    fn a_nonce_tells_actions_apart_and_fits() {
        let place = MessageRef { channel: ChannelId(u64::MAX), message: MessageId(u64::MAX) };
        let action = Action::Send { to: Destination::Message(place), reply: answer(Visibility::Everyone) };
        let nonce = |ordinal| errand(&action, ordinal).map(|errand| errand.json()["nonce"].clone());
        assert_eq!(nonce(42), Some(json!("fd18446744073709551615-42")));
        assert!(nonce(99).is_some_and(|nonce| nonce.as_str().is_some_and(|text| text.len() <= 25)));
    }

    #[test]
    fn nothing_to_show_is_nothing_to_send() {
        let empty = Reply { cards: Vec::new(), buttons: Vec::new(), visibility: Visibility::Everyone };
        for to in [Destination::Message(PLACE), Destination::InPlace(interaction())] {
            assert!(errand(&Action::Send { to, reply: empty.clone() }, 0).is_none());
        }
        let nowhere = MessageRef { message: MessageId(0), ..PLACE };
        let action = Action::Send { to: Destination::Message(nowhere), reply: answer(Visibility::Everyone) };
        assert!(errand(&action, 0).is_none());
    }
}
