//! What becomes of messages after they were written: members edit and delete them and react, and so does the bot.

use serde_json::json;
use twilight_model::channel::Message;
use twilight_model::gateway::Intents;
use twilight_model::gateway::payload::incoming::{MessageDelete, ReactionAdd};

use super::Loopback;
use super::cast::{self, CHANNEL, DIRECT_CHANNEL, GUILD, MEMBER, NOON, OTHER_BOT, shaped};
use super::rest::{Answer, object};
use super::sightings::Sighting;
use super::world::World;

/// `PUT /channels/{id}/messages/{id}/reactions/{emoji}/@me`.
pub fn mark(world: &World, id: &str, emoji: &str) -> Answer {
    let number: u64 = id.parse().unwrap_or_default();
    if !world.state().messages.contains_key(&number) {
        return Answer::error(404, 10_008, "Unknown Message");
    }
    let bytes: Option<Vec<u8>> = emoji.split('%').skip(1).map(|hex| u8::from_str_radix(hex, 16).ok()).collect();
    let Some(emoji) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        world.sightings.violated(format!("an emoji that can't be read: {emoji}"));
        return Answer::error(400, 10_014, "Unknown Emoji");
    };
    world.sightings.saw(Sighting::Marked(number, emoji));
    Answer::empty()
}

impl Loopback {
    /// Somebody changes a message; "@desk" becomes a mention of the bot.
    pub fn edits(&self, message: &Message, text: &str) {
        let text = text.replace("@desk", &format!("<@{}>", cast::DESK));
        let mentions_desk = text.contains(&format!("<@{}>", cast::DESK));
        let mut fields = object(message);
        fields["content"] = json!(text);
        fields["edited_timestamp"] = json!(NOON);
        fields["mentions"] = if mentions_desk { json!([object(&cast::user(cast::DESK))]) } else { json!([]) };
        let edited: Message = shaped(fields);
        let mut state = self.world.state();
        state.messages.insert(edited.id.get(), edited.clone());
        state.session.as_mut().expect("the bot has logged in").dispatch_as("MESSAGE_UPDATE", &edited);
    }

    /// Discord shows a preview of a link in a message, which it also calls an update.
    pub fn previews_a_link_in(&self, message: &Message) {
        self.world.state().session.as_mut().expect("the bot has logged in").dispatch_as("MESSAGE_UPDATE", message);
    }

    /// Somebody deletes a message.
    pub fn deletes(&self, message: &Message) {
        let mut state = self.world.state();
        state.messages.remove(&message.id.get());
        let guild_id = (message.channel_id.get() != DIRECT_CHANNEL).then(|| GUILD.to_string());
        let payload = json!({ "id": message.id, "channel_id": message.channel_id, "guild_id": guild_id });
        let _: MessageDelete = shaped(payload.clone());
        state.dispatch("MESSAGE_DELETE", &payload);
    }

    /// The member or the other bot reacts to a message in the channel.
    pub fn reacts(&self, user: u64, message: &Message, emoji: &str) {
        let mut state = self.world.state();
        let session = state.session.as_mut().expect("the bot has logged in");
        if !session.intents.contains(Intents::GUILD_MESSAGE_REACTIONS) {
            return;
        }
        assert!([MEMBER, OTHER_BOT].contains(&user), "nobody else is here");
        let mut payload = json!({
            "user_id": user.to_string(), "channel_id": CHANNEL.to_string(), "message_id": message.id, "burst": false,
            "guild_id": GUILD.to_string(), "emoji": { "id": null, "name": emoji }, "message_author_id": message.author.id,
            "member": object(&cast::member(user, true)),
        });
        let member = payload["member"].as_object_mut().expect("a member is an object");
        member.remove("permissions");
        let _: ReactionAdd = shaped(payload.clone());
        payload["type"] = json!(0);
        session.dispatch("MESSAGE_REACTION_ADD", &payload);
    }

    /// The bot's next reaction: the number of the message, and the emoji.
    pub async fn next_mark(&self) -> (u64, String) {
        self.next("a reaction", |sighting| match sighting {
            Sighting::Marked(number, emoji) => Some((*number, emoji.clone())),
            _ => None,
        })
        .await
    }
}
