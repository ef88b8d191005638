//! What was pressed or chosen below a message of ours, and what that message tells. What a press means is written in
//! `custom_id`.

use serenity::all::{ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind};

use super::custom_id;
use crate::conversation::{MessageId, PressedMessage, UserId};
use crate::reply::Press;

/// What was pressed; of a list, what was chosen in it.
pub(super) fn read(component: &ComponentInteraction) -> Option<Press> {
    match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().and_then(|value| custom_id::decode(value))
        }
        _ => custom_id::decode(&component.data.custom_id),
    }
}

/// The message below which it stands, with who had asked: its own "Remove" tells.
pub(super) fn message(component: &ComponentInteraction) -> PressedMessage {
    let message = &component.message;
    let presses = message.components.iter().flat_map(|row| &row.components).filter_map(|part| match part {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => custom_id::decode(custom_id),
            _ => None,
        },
        _ => None,
    });
    let mut askers = presses.filter_map(|press| match press {
        Press::Remove { asker } => Some(UserId(asker)),
        _ => None,
    });
    let (message, application) = (MessageId(message.id.get()), component.application_id.get());
    PressedMessage { message, asker: askers.next(), application }
}
