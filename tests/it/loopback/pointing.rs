//! What members do to messages that are there: press a button, choose from a list, use a command of the message's menu.

use serde_json::{Value, json};
use twilight_model::application::interaction::InteractionType;
use twilight_model::channel::Message;
use twilight_model::channel::message::component::{Component, SelectMenu};

use super::Loopback;
use super::cast::{MEMBER, OTHER_MEMBER};
use super::commands;
use super::rest::object;
use super::said::buttons;
use super::story::interact;
use super::world::{Pending, State};

impl Loopback {
    /// The member presses a button of a message.
    pub fn presses(&self, custom_id: &str, message: &Message) {
        press(&mut self.world.state(), MEMBER, custom_id, message);
    }

    /// Somebody else presses it.
    pub fn somebody_else_presses(&self, custom_id: &str, message: &Message) {
        press(&mut self.world.state(), OTHER_MEMBER, custom_id, message);
    }

    /// The member presses the button with this on it.
    pub fn presses_what_says(&self, label: &str, message: &Message) {
        let button = buttons(message).into_iter().find(|button| button.label.as_deref() == Some(label));
        let button = button.unwrap_or_else(|| panic!("no button says {label:?} on {message:?}"));
        self.presses(&button.custom_id.expect("a button that can be pressed"), message);
    }

    /// The member chooses from the list in which this stands.
    pub fn chooses(&self, label: &str, message: &Message) {
        let mut state = self.world.state();
        let current = current(&state, message);
        let chosen = lists(&current).into_iter().find_map(|list| {
            let option = list.options.iter().flatten().find(|option| option.label == label)?;
            Some((list.custom_id.clone(), option.value.clone()))
        });
        let (id, value) = chosen.unwrap_or_else(|| panic!("no list holds {label:?} on {current:?}"));
        let data = json!({ "component_type": 3, "custom_id": id, "id": 2, "values": [value] });
        act(&mut state, MEMBER, &data, &current);
    }

    /// The member uses a command of a message's menu.
    pub fn uses_the_menu(&self, command: &str, message: &Message) {
        let mut state = self.world.state();
        let found = commands::find(&state, command).unwrap_or_else(|| panic!("{command} is not registered"));
        let message = current(&state, message);
        let id = message.id.to_string();
        let data = json!({
            "id": found.id, "name": found.name, "type": found.kind, "target_id": id,
            "resolved": { "messages": { id: object(&message) } },
        });
        let pending = Pending::new(InteractionType::ApplicationCommand, message.channel_id.get());
        interact(&mut state, pending, MEMBER, &data, &Value::Null, false);
    }
}

/// The lists below a message, in order.
pub fn lists(message: &Message) -> Vec<SelectMenu> {
    let rows = message.components.iter().filter_map(|component| match component {
        Component::ActionRow(row) => Some(row),
        _ => None,
    });
    let parts = rows.flat_map(|row| &row.components);
    let menus = parts.filter_map(|component| match component {
        Component::SelectMenu(menu) => Some(menu.clone()),
        _ => None,
    });
    menus.collect()
}

fn press(state: &mut State, by: u64, custom_id: &str, message: &Message) {
    let current = current(state, message);
    let button = buttons(&current).into_iter().find(|button| button.custom_id.as_deref() == Some(custom_id));
    let button = button.unwrap_or_else(|| panic!("no button {custom_id} on {current:?}"));
    assert!(!button.disabled, "a disabled button can't be pressed");
    let data = json!({ "component_type": 2, "custom_id": custom_id, "id": 2 });
    act(state, by, &data, &current);
}

fn current(state: &State, message: &Message) -> Message {
    state.messages.get(&message.id.get()).expect("only a message that exists can be pointed at").clone()
}

fn act(state: &mut State, by: u64, data: &Value, message: &Message) {
    let mut pending = Pending::new(InteractionType::MessageComponent, message.channel_id.get());
    pending.pressed = Some(message.id.get());
    interact(state, pending, by, data, &object(message), false);
}
