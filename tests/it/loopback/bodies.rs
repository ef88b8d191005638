//! The bodies of the bot's requests: read with twilight's types, held against twilight's limits, and against what
//! Discord refuses although neither says so. Every fault is a sentence in a list.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::channel::message::component::Component;
use twilight_model::channel::message::{AllowedMentions, Embed, MessageFlags, MessageReference};
use twilight_model::http::interaction::{
    InteractionResponse, InteractionResponseData, InteractionResponseType as Kind,
};
use twilight_model::id::Id;
use twilight_model::id::marker::UserMarker;

/// Discord's limit for a nonce, in characters.
const MAX_NONCE: usize = 25;
/// Discord's limit for the choices of one autocompletion.
const MAX_CHOICES: usize = 25;

/// A message to create or to change. twilight-model has no type that can be read for it, only the parts.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MessageBody {
    /// Plain text.
    pub content: Option<String>,
    /// What tells a repeat from a new message.
    pub nonce: Option<Value>,
    /// Whether a repeat shall post nothing.
    pub enforce_nonce: Option<bool>,
    /// Whether it is read aloud.
    pub tts: Option<bool>,
    /// Embeds.
    pub embeds: Option<Vec<Embed>>,
    /// Whom it may ping.
    pub allowed_mentions: Option<AllowedMentions>,
    /// What it replies to.
    pub message_reference: Option<MessageReference>,
    /// Rows of buttons.
    pub components: Option<Vec<Component>>,
    /// Stickers, which the desk never sends.
    pub sticker_ids: Option<[(); 0]>,
    /// Files, which the desk never sends.
    pub attachments: Option<[(); 0]>,
    /// Flags.
    pub flags: Option<MessageFlags>,
}

impl MessageBody {
    /// The nonce as text, whichever way it was written.
    pub fn nonce(&self) -> Option<String> {
        self.nonce.as_ref().map(|nonce| nonce.as_str().map_or_else(|| nonce.to_string(), ToOwned::to_owned))
    }
}

impl From<InteractionResponseData> for MessageBody {
    fn from(data: InteractionResponseData) -> Self {
        Self {
            content: data.content,
            tts: data.tts,
            embeds: data.embeds,
            allowed_mentions: data.allowed_mentions,
            components: data.components,
            flags: data.flags,
            ..Self::default()
        }
    }
}

/// A body, or every reason why Discord would not take it.
pub type Checked<T> = Result<T, Vec<String>>;

/// Reads a message to create; it must say something.
pub fn new_message(body: &Value) -> Checked<MessageBody> {
    let message: MessageBody = read(body)?;
    let mut faults = faults_of(&message);
    if is_empty(&message) {
        faults.push("an empty message".to_owned());
    }
    if message.enforce_nonce == Some(true) && message.nonce.is_none() {
        faults.push("enforce_nonce without a nonce".to_owned());
    }
    none(faults).map(|()| message)
}

/// Reads a change to a message; what it does not name stays.
pub fn changed_message(body: &Value) -> Checked<MessageBody> {
    let message: MessageBody = read(body)?;
    none(faults_of(&message)).map(|()| message)
}

/// Reads the first response to an interaction.
pub fn response(body: &Value) -> Checked<InteractionResponse> {
    let response: InteractionResponse = read(body)?;
    let mut faults = Vec::new();
    if let Some(data) = &response.data {
        faults.extend(data.choices.iter().flat_map(|choices| choice_faults(choices)));
        let message = MessageBody::from(data.clone());
        let is_note = matches!(response.kind, Kind::DeferredChannelMessageWithSource | Kind::DeferredUpdateMessage);
        match &data.choices {
            Some(_) => {}
            None if is_note && is_empty(&message) && message.allowed_mentions.is_none() => {}
            None if is_note => faults.push(format!("a note that says something: {message:?}")),
            None => faults.extend(faults_of(&message)),
        }
    }
    none(faults).map(|()| response)
}

/// Whether there is nothing to see in a message.
pub fn is_empty(message: &MessageBody) -> bool {
    let silent = message.content.as_ref().is_none_or(|content| content.trim().is_empty());
    let bare = message.embeds.as_ref().is_none_or(Vec::is_empty);
    let flat = message.components.as_ref().is_none_or(Vec::is_empty);
    silent && bare && flat
}

/// Reads JSON as a type and names every key that the type does not know.
pub fn read<T: DeserializeOwned + Serialize>(body: &Value) -> Checked<T> {
    let value: T = serde_json::from_value(body.clone()).map_err(|error| vec![format!("{error} in {body}")])?;
    let known = serde_json::to_value(&value).map_err(|error| vec![error.to_string()])?;
    let mut unknown = Vec::new();
    compare(body, &known, "", &mut unknown);
    none(unknown).map(|()| value)
}

fn none(faults: Vec<String>) -> Checked<()> {
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Types skip what they don't know; what is lost on the way through one was unknown to it.
fn compare(sent: &Value, known: &Value, path: &str, unknown: &mut Vec<String>) {
    match (sent, known) {
        (Value::Object(sent), Value::Object(known)) => {
            for (key, value) in sent {
                match known.get(key) {
                    Some(other) => compare(value, other, &format!("{path}.{key}"), unknown),
                    None if says_nothing(value) => {}
                    None => unknown.push(format!("twilight knows no {path}.{key} (sent as {value})")),
                }
            }
        }
        (Value::Array(sent), Value::Array(known)) => {
            for (index, (sent, known)) in sent.iter().zip(known).enumerate() {
                compare(sent, known, &format!("{path}[{index}]"), unknown);
            }
        }
        _ => {}
    }
}

/// Values that types leave out when they write.
fn says_nothing(value: &Value) -> bool {
    value.is_null() || value == &Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
}

fn faults_of(message: &MessageBody) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |checked: Result<(), String>| faults.extend(checked.err());
    if let Some(content) = &message.content {
        hold(twilight_validate::message::content(content).map_err(|error| format!("{error}: {content:?}")));
    }
    if let Some(embeds) = &message.embeds {
        hold(twilight_validate::message::embeds(embeds).map_err(|error| format!("{error}: {embeds:?}")));
    }
    if let Some(components) = &message.components {
        let checked = twilight_validate::message::components(components, false);
        hold(checked.map_err(|error| format!("{error}: {components:?}")));
    }
    hold(unique_custom_ids(message));
    hold(links_are_addresses(message));
    hold(short_nonce(message));
    hold(pings_nobody(message));
    faults
}

fn unique_custom_ids(message: &MessageBody) -> Result<(), String> {
    let mut seen = HashSet::new();
    let rows = message.components.iter().flatten();
    let all = rows.flat_map(|row| match row {
        Component::ActionRow(row) => row.components.as_slice(),
        other => std::slice::from_ref(other),
    });
    for component in all {
        if let Component::SelectMenu(menu) = component {
            let mut values = HashSet::new();
            if !menu.options.iter().flatten().all(|option| values.insert(&option.value)) {
                return Err(format!("a list with the same value twice: {menu:?}"));
            }
            if !seen.insert(&menu.custom_id) {
                return Err(format!("two components with the custom id {:?}", menu.custom_id));
            }
        }
        if let Component::Button(button) = component {
            let label = button.label.as_deref().unwrap_or_default();
            if label.trim().is_empty() && button.emoji.is_none() {
                return Err(format!("a button with nothing on it: {button:?}"));
            }
            if !button.custom_id.iter().all(|id| seen.insert(id)) {
                return Err(format!("two buttons with the custom id {:?}", button.custom_id));
            }
        }
    }
    Ok(())
}

fn links_are_addresses(message: &MessageBody) -> Result<(), String> {
    let links = message.embeds.iter().flatten().filter_map(|embed| embed.url.as_ref());
    let mut wrong = links.filter(|url| !(url.starts_with("http://") || url.starts_with("https://")));
    wrong.next().map_or(Ok(()), |url| Err(format!("an embed's link is no web address: {url:?}")))
}

fn short_nonce(message: &MessageBody) -> Result<(), String> {
    let nonce = message.nonce().unwrap_or_default();
    if nonce.chars().count() > MAX_NONCE {
        Err(format!("a nonce over {MAX_NONCE} characters: {nonce}"))
    } else {
        Ok(())
    }
}

/// The desk's own rule rather than Discord's: every message it sends says itself that it may ping nobody, but for one
/// member whom it names.
fn pings_nobody(message: &MessageBody) -> Result<(), String> {
    let content = message.content.as_deref().unwrap_or_default();
    match &message.allowed_mentions {
        Some(allowed) if *allowed == AllowedMentions::default() => Ok(()),
        Some(allowed) => match allowed.users.as_slice() {
            [member] if content.contains(&format!("<@{member}>")) && *allowed == only(*member) => Ok(()),
            _ => Err(format!("a message that may ping: {allowed:?}")),
        },
        None => Err("a message without allowed_mentions may ping".to_owned()),
    }
}

fn only(member: Id<UserMarker>) -> AllowedMentions {
    AllowedMentions { users: vec![member], ..AllowedMentions::default() }
}
fn choice_faults(choices: &[CommandOptionChoice]) -> Vec<String> {
    let each = choices.iter().filter_map(|choice| {
        let checked = twilight_validate::command::choice(choice);
        checked.err().map(|error| format!("{error}: {choice:?}"))
    });
    let many = (choices.len() > MAX_CHOICES).then(|| format!("{} choices, {MAX_CHOICES} at most", choices.len()));
    each.chain(many).collect()
}
