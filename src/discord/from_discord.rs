//! serenity's types become events. Nothing is decided here but what a message or an interaction *is*; whether it is
//! answered, the conversation decides.

use serenity::all::{
    ChannelId as DiscordChannelId, CommandType, Interaction as DiscordInteraction, InteractionId, Message, MessageType,
    User, UserId as DiscordUserId,
};

use super::{commands, menus, press};
use crate::conversation::{Asked, Author, ChannelId, Event, Interaction, MessageId, MessageRef, UserId, Via};

/// What a message means to the desk, or `None` where it isn't addressed to it.
pub(super) fn message(message: &Message, me: DiscordUserId) -> Option<Event> {
    let is_written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if !is_written || message.author.id == me {
        return None;
    }
    let via = door(message, me)?;
    let asked = Asked { question: without_mention(&message.content, me), via, author: author(message) };
    Some(match (&asked.via, &message.referenced_message) {
        (Via::Mention(_), Some(replied)) => {
            Event::AskedInReply { asked, replied_to: without_mention(&replied.content, me) }
        }
        _ => Event::Asked(asked),
    })
}

/// What an interaction means to the desk, or `None` where nothing can be answered to it.
pub(super) fn interaction(interaction: &DiscordInteraction) -> Option<Event> {
    match interaction {
        DiscordInteraction::Command(command) => {
            let interaction = waiting(command.id, &command.token, &command.user, command.channel_id);
            Some(match command.data.kind {
                CommandType::Message => menus::read(command, interaction),
                _ => commands::read(interaction, &command.data, command.application_id.get()),
            })
        }
        DiscordInteraction::Autocomplete(command) => {
            let prefix = command.data.autocomplete()?.value.to_owned();
            Some(Event::Typing {
                interaction: waiting(command.id, &command.token, &command.user, command.channel_id),
                prefix,
            })
        }
        DiscordInteraction::Component(component) => {
            let interaction = waiting(component.id, &component.token, &component.user, component.channel_id);
            Some(Event::Pressed { interaction, press: press::read(component), on: press::message(component) })
        }
        DiscordInteraction::Modal(modal) => {
            Some(Event::Unreadable { interaction: waiting(modal.id, &modal.token, &modal.user, modal.channel_id) })
        }
        _ => None,
    }
}

/// The door by which a message came: direct messages before replies before mentions.
fn door(message: &Message, me: DiscordUserId) -> Option<Via> {
    let place = MessageRef { channel: ChannelId(message.channel_id.get()), message: MessageId(message.id.get()) };
    if message.guild_id.is_none() {
        return Some(Via::DirectMessage(place));
    }
    let mentions_me = message.mentions.iter().any(|user| user.id == me);
    let replies_to_me = message.referenced_message.as_ref().is_some_and(|replied| replied.author.id == me);
    // Without the message content intent, Discord blanks a reply that doesn't mention us: there is nothing to answer.
    let is_hidden = !mentions_me && message.content.is_empty();
    if replies_to_me && !is_hidden {
        return Some(Via::Reply(place));
    }
    mentions_me.then_some(Via::Mention(place))
}

/// Who wrote a message, as far as it matters here.
pub(super) fn author(message: &Message) -> Author {
    if message.author.bot || message.author.system || message.webhook_id.is_some() {
        Author::Automatic
    } else {
        Author::Person(UserId(message.author.id.get()))
    }
}

/// The text without the mentions of the desk; those of others stay.
pub(super) fn without_mention(content: &str, me: DiscordUserId) -> String {
    let plain = content.replace(&format!("<@!{me}>"), &format!("<@{me}>"));
    let mention = format!("<@{me}>");
    let pieces = plain.split(mention.as_str()).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.collect::<Vec<_>>().join(" ")
}

fn waiting(id: InteractionId, token: &str, user: &User, channel: DiscordChannelId) -> Interaction {
    let channel = ChannelId(channel.get());
    Interaction { id: id.get(), token: token.to_owned(), user: UserId(user.id.get()), channel }
}

#[cfg(test)]
#[expect(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "so that the cases stay short")]
mod tests {
    use super::*;
    use crate::conversation::{Page, PressedMessage};
    use crate::reply::Press;
    use serde_json::{Value, json};

    const ME: DiscordUserId = DiscordUserId::new(900);

    fn user(id: u64, bot: bool) -> Value {
        json!({"id": id.to_string(), "username": "someone", "discriminator": "0", "global_name": "Someone",
            "avatar": null, "bot": bot, "public_flags": 0})
    }

    /// A message as the gateway sends it to a server's channel, with some fields changed.
    fn payload(changes: Value) -> Value {
        let mut payload = json!({
            "id": "70", "channel_id": "60", "guild_id": "50", "author": user(1, false), "content": "hello",
            "timestamp": "2025-03-01T10:00:00.000000+00:00", "edited_timestamp": null, "tts": false,
            "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
            "pinned": false, "type": 0, "flags": 0, "components": [],
            "member": {"roles": [], "joined_at": "2025-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false, "flags": 0},
        });
        for (key, value) in changes.as_object().cloned().unwrap_or_default() {
            payload[key] = value;
        }
        payload
    }

    fn heard(changes: Value) -> Option<Event> {
        let read: Message = serde_json::from_value(payload(changes)).expect("serenity reads the payload");
        message(&read, ME)
    }

    const PLACE: MessageRef = MessageRef { channel: ChannelId(60), message: MessageId(70) };

    fn asked(question: &str, via: Via) -> Option<Event> {
        Some(Event::Asked(Asked { question: question.to_owned(), via, author: Author::Person(UserId(1)) }))
    }

    #[test]
    fn a_mention_is_a_question_without_the_mention() {
        let mentions = json!([user(900, true), user(2, false)]);
        let event = heard(json!({"content": "<@900> how many\nwent <@!900> with <@2>?", "mentions": mentions}));
        assert_eq!(event, asked("how many\nwent with <@2>?", Via::Mention(PLACE)));
        let bare = heard(json!({"content": "<@!900>", "mentions": mentions}));
        assert_eq!(bare, asked("", Via::Mention(PLACE)));
    }

    #[test]
    fn a_reply_to_the_desk_is_a_question() {
        let ours = payload(json!({"id": "69", "author": user(900, true)}));
        let reference = json!({"channel_id": "60", "guild_id": "50", "message_id": "69"});
        let reply = |content: &str, mentions: Value| {
            heard(json!({"type": 19, "content": content, "mentions": mentions, "referenced_message": ours,
                "message_reference": reference}))
        };
        assert_eq!(reply("and when?", json!([])), asked("and when?", Via::Reply(PLACE)));
        assert_eq!(reply("and when?", json!([user(900, true)])), asked("and when?", Via::Reply(PLACE)));
        assert_eq!(reply("", json!([])), None, "Discord hides the text of a reply without a mention");
    }

    #[test]
    fn a_reply_to_somebody_else_is_none_of_our_business() {
        let theirs = payload(json!({"id": "69", "author": user(2, false)}));
        assert_eq!(heard(json!({"type": 19, "content": "and when?", "referenced_message": theirs})), None);
    }

    #[test]
    fn a_direct_message_is_a_question() {
        let mut direct = payload(json!({"content": " who led it? "}));
        if let Some(fields) = direct.as_object_mut() {
            fields.remove("guild_id");
            fields.remove("member");
        }
        let read: Message = serde_json::from_value(direct).expect("serenity reads the payload");
        assert_eq!(message(&read, ME), asked("who led it?", Via::DirectMessage(PLACE)));
    }

    #[test]
    fn talk_to_everyone_or_to_a_role_is_not_for_the_desk() {
        for changes in [
            json!({"content": "@everyone hello", "mention_everyone": true}),
            json!({"content": "<@&5> hello", "mention_roles": ["5"]}),
            json!({"content": "how many went?"}),
        ] {
            assert_eq!(heard(changes.clone()), None, "{changes}");
        }
    }

    #[test]
    fn bots_and_webhooks_are_known_as_automatic_and_the_desk_ignores_itself() {
        let mentions = json!([user(900, true)]);
        let automatic = |question: &str| {
            let via = Via::Mention(PLACE);
            Some(Event::Asked(Asked { question: question.to_owned(), via, author: Author::Automatic }))
        };
        let content = "<@900> hi";
        let bot = json!({"content": content, "mentions": mentions, "author": user(3, true)});
        let webhook = json!({"content": content, "mentions": mentions, "webhook_id": "8"});
        let own = json!({"content": content, "mentions": mentions, "author": user(900, true)});
        assert_eq!(heard(bot), automatic("hi"));
        assert_eq!(heard(webhook), automatic("hi"));
        assert_eq!(heard(own), None);
    }

    #[test]
    fn a_system_message_is_not_a_question() {
        assert_eq!(heard(json!({"type": 7, "mentions": [user(900, true)]})), None);
        assert_eq!(heard(json!({"type": 6, "mentions": [user(900, true)]})), None);
    }

    fn used(kind: u8, data: Value) -> Option<Event> {
        let payload = json!({
            "id": "80", "application_id": "900", "type": kind, "data": data, "guild_id": "50", "channel_id": "60",
            "channel": {"id": "60", "type": 0, "name": "general", "permissions": "0"},
            "member": {"user": user(1, false), "roles": [], "joined_at": "2025-01-01T00:00:00.000000+00:00",
                "deaf": false, "mute": false, "flags": 0, "permissions": "0", "avatar": null, "nick": null, "pending": false},
            "token": "tok", "version": 1, "app_permissions": "0", "locale": "en-US", "guild_locale": "en-US",
            "entitlements": [], "authorizing_integration_owners": {"0": "50"}, "context": 0,
            "attachment_size_limit": 10_485_760,
            "message": payload(json!({"author": user(900, true)})),
        });
        let read: DiscordInteraction = serde_json::from_value(payload).expect("serenity reads the payload");
        interaction(&read)
    }

    fn slash(name: &str, options: Value) -> Option<Event> {
        used(2, json!({"id": "5", "name": name, "type": 1, "options": options}))
    }

    fn from_member() -> Interaction {
        Interaction { id: 80, token: "tok".to_owned(), user: UserId(1), channel: ChannelId(60) }
    }

    #[test]
    fn a_slash_command_is_a_question() {
        let question = json!({"name": "question", "type": 3, "value": "how many went?"});
        let via = |private| Via::Command { interaction: from_member(), private };
        assert_eq!(slash("ask", json!([question])), asked("how many went?", via(false)));
        let private = json!({"name": "private", "type": 5, "value": true});
        assert_eq!(slash("ask", json!([question, private])), asked("how many went?", via(true)));
    }

    #[test]
    fn lists_are_asked_for_by_their_own_commands() {
        let browsed = |page| Some(Event::Browsed { interaction: from_member(), page });
        assert_eq!(slash("topics", json!([])), browsed(Page::Topics));
        assert_eq!(slash("about", json!([])), browsed(Page::About));
    }

    #[test]
    fn a_receipt_asks_why() {
        let receipt = json!({"name": "receipt", "type": 3, "value": "1px3kd7-44dd6d9b-2"});
        let asked_why = Event::AskedWhy { interaction: from_member(), receipt: "1px3kd7-44dd6d9b-2".to_owned() };
        assert_eq!(slash("why", json!([receipt])), Some(asked_why));
        assert_eq!(slash("why", json!([])), Some(Event::Unreadable { interaction: from_member() }));
    }

    #[test]
    fn what_another_version_registered_is_answered_all_the_same() {
        let unreadable = Some(Event::Unreadable { interaction: from_member() });
        assert_eq!(slash("weather", json!([])), unreadable);
        assert_eq!(slash("ask", json!([])), unreadable);
        let newer = json!([{"name": "question", "type": 3, "value": "a"}, {"name": "loud", "type": 5, "value": true}]);
        assert_eq!(slash("ask", newer), unreadable);
    }

    #[test]
    fn typing_asks_for_choices() {
        let options = json!([{"name": "private", "type": 5, "value": true},
            {"name": "question", "type": 3, "value": "how ma", "focused": true}]);
        let event = used(4, json!({"id": "5", "name": "ask", "type": 1, "options": options}));
        assert_eq!(event, Some(Event::Typing { interaction: from_member(), prefix: "how ma".to_owned() }));
    }

    #[test]
    fn a_press_is_read_where_this_version_wrote_it() {
        let on = PressedMessage { message: MessageId(70), asker: None, application: 900 };
        let pressed = |press| Some(Event::Pressed { interaction: from_member(), press, on });
        let press = |id: &str| used(3, json!({"custom_id": id, "component_type": 2}));
        let choose = Press::Choose { fact: "contingent-size".to_owned() };
        assert_eq!(press("fd1:choose:contingent-size"), pressed(Some(choose)));
        assert_eq!(press("fd0:something"), pressed(None));
    }
}
