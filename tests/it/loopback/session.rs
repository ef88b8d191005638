//! A gateway session: it numbers events, keeps them for a resume and shows of messages what the intents allow.

use serde::de::DeserializeSeed;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use twilight_model::channel::{ChannelType, Message};
use twilight_model::gateway::Intents;
use twilight_model::gateway::event::GatewayEventDeserializer;
use twilight_model::gateway::payload::incoming::MessageCreate;

use super::cast::{DESK, DIRECT_CHANNEL};

/// What the connection shall do.
#[derive(Debug)]
pub enum Frame {
    /// Send this payload.
    Payload(String),
    /// Send half of this payload and go away.
    Torn(String),
    /// Close with this code.
    Close(u16),
    /// Go away without a word.
    Vanish,
}

/// A session of the bot.
#[derive(Debug)]
pub struct Session {
    /// Its name.
    pub id: String,
    /// What the bot asked to be told.
    pub intents: Intents,
    /// Whether the bot reads compressed payloads.
    pub compress: bool,
    sequence: u64,
    log: Vec<(u64, String)>,
    connection: Option<mpsc::UnboundedSender<Frame>>,
}

impl Session {
    /// A session that has just been identified.
    pub fn new(id: String, intents: Intents, compress: bool, connection: mpsc::UnboundedSender<Frame>) -> Self {
        Self { id, intents, compress, sequence: 0, log: Vec::new(), connection: Some(connection) }
    }

    /// Numbers an event, keeps it, and sends it where somebody is connected.
    pub fn dispatch(&mut self, name: &str, payload: &Value) {
        self.sequence += 1;
        let text = json!({ "t": name, "s": self.sequence, "op": 0, "d": payload }).to_string();
        check_shape(&text);
        self.log.push((self.sequence, text.clone()));
        self.send(Frame::Payload(text));
    }

    /// An event that breaks off on its way; it is kept for a resume like any other.
    pub fn tear(&mut self) {
        if let Some((_, text)) = self.log.last() {
            self.send(Frame::Torn(text.clone()));
        }
    }

    /// What was sent last, once more, under a number of its own.
    pub fn repeat(&mut self) {
        if let Some((_, text)) = self.log.last() {
            let mut payload: Value = serde_json::from_str(text).expect("what was sent is JSON");
            let name = payload["t"].as_str().expect("an event has a name").to_owned();
            self.dispatch(&name, &payload["d"].take());
        }
    }

    /// A new message, as far as the bot may see it.
    pub fn dispatch_message(&mut self, message: &Message) {
        self.dispatch_as("MESSAGE_CREATE", message);
    }

    /// A message that was created or changed, as far as the bot may see it.
    pub fn dispatch_as(&mut self, name: &str, message: &Message) {
        let direct = message.channel_id.get() == DIRECT_CHANNEL;
        let needed = if direct { Intents::DIRECT_MESSAGES } else { Intents::GUILD_MESSAGES };
        if !self.intents.contains(needed) {
            return;
        }
        let channel_type = Some(if direct { ChannelType::Private } else { ChannelType::GuildText });
        let event = MessageCreate { channel_type, message: self.shown(message) };
        let mut payload = serde_json::to_value(event).expect("a message is JSON");
        // twilight writes null where Discord leaves the key out.
        payload.as_object_mut().expect("a message is an object").remove("call");
        self.dispatch(name, &payload);
    }

    /// Sends again what came after `sequence`, and that this is all.
    pub fn resume(&mut self, sequence: u64, connection: mpsc::UnboundedSender<Frame>) {
        self.connection = Some(connection);
        let missed: Vec<String> =
            self.log.iter().filter(|(number, _)| *number > sequence).map(|(_, text)| text.clone()).collect();
        for text in missed {
            self.send(Frame::Payload(text));
        }
        self.dispatch("RESUMED", &json!({}));
    }

    /// Tells the connection what to do, if there is one.
    pub fn send(&self, frame: Frame) {
        if let Some(connection) = &self.connection {
            // Nobody listens any more: the event stays in the log for a resume.
            let _ = connection.send(frame);
        }
    }

    /// Whether this is the connection it speaks through now.
    pub fn belongs_to(&self, connection: &mpsc::UnboundedSender<Frame>) -> bool {
        self.connection.as_ref().is_some_and(|own| own.same_channel(connection))
    }

    /// Forgets the connection, not the session.
    pub fn disconnect(&mut self) {
        self.connection = None;
    }

    /// Discord empties messages that neither concern the bot nor come with the intent for their content.
    fn shown(&self, message: &Message) -> Message {
        let mut shown = message.clone();
        let direct = message.channel_id.get() == DIRECT_CHANNEL;
        let own = message.author.id.get() == DESK;
        let mentioned = message.mentions.iter().any(|mention| mention.id.get() == DESK);
        if !(direct || own || mentioned || self.intents.contains(Intents::MESSAGE_CONTENT)) {
            shown.content.clear();
            shown.embeds.clear();
            shown.components.clear();
            shown.attachments.clear();
        }
        shown
    }
}

/// Panics where twilight would not read the payload: then the loopback itself is wrong.
pub fn check_shape(text: &str) {
    let deserializer = GatewayEventDeserializer::from_json(text).expect("a payload has an opcode");
    let mut json = serde_json::Deserializer::from_str(text);
    if let Err(error) = deserializer.deserialize(&mut json) {
        panic!("not Discord's shape: {error}: {text}");
    }
}
