//! Who and what there is on the loopback: one server with a channel, a direct conversation, a member, another bot, a
//! webhook and the desk itself. Every object is twilight's own type.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use twilight_model::channel::{Channel, Message};
use twilight_model::guild::{Guild, PartialMember};
use twilight_model::oauth::Application;
use twilight_model::user::{CurrentUser, User};

/// The application. Discord gave the bots of old applications a number of their own, so nothing may take one for the other.
pub const APPLICATION: u64 = 1_300_000_000_000_000_000;
/// The application's bot user.
pub const DESK: u64 = 1_300_000_000_000_000_001;
/// The server.
pub const GUILD: u64 = 1_300_000_000_000_000_002;
/// The server's text channel.
pub const CHANNEL: u64 = 1_300_000_000_000_000_003;
/// The direct conversation between the member and the desk.
pub const DIRECT_CHANNEL: u64 = 1_300_000_000_000_000_004;
/// The person who asks.
pub const MEMBER: u64 = 1_300_000_000_000_000_005;
/// Somebody else, who looks on.
pub const OTHER_MEMBER: u64 = 1_300_000_000_000_000_009;
/// Somebody else's bot.
pub const OTHER_BOT: u64 = 1_300_000_000_000_000_006;
/// A webhook, which is its own author.
pub const WEBHOOK: u64 = 1_300_000_000_000_000_007;
/// The role Discord makes for the desk.
pub const ROLE: u64 = 1_300_000_000_000_000_008;
/// Numbers given out while a test runs start here.
pub const FIRST_FREE: u64 = 1_400_000_000_000_000_000;
/// When everything happens; nothing depends on it.
pub const NOON: &str = "2026-01-05T12:00:00.000000+00:00";

/// Enough members that the server's payload passes the size from which Discord compresses.
const MEMBERS: u64 = 60;

/// Reads JSON as one of twilight's types; a mismatch is an error of the loopback, not of the bot.
pub fn shaped<T: DeserializeOwned>(json: Value) -> T {
    let shown = json.to_string();
    serde_json::from_value(json).unwrap_or_else(|error| panic!("not Discord's shape: {error}: {shown}"))
}

/// A user by number.
pub fn user(id: u64) -> User {
    let name = match id {
        DESK => "factdesk",
        OTHER_BOT => "other bot",
        WEBHOOK => "news",
        OTHER_MEMBER => "bolat",
        _ => "aigerim",
    };
    let bot = matches!(id, DESK | OTHER_BOT | WEBHOOK);
    shaped(json!({
        "id": id.to_string(), "username": name, "discriminator": "0", "global_name": name, "avatar": null,
        "bot": bot, "public_flags": 0,
    }))
}

/// The same user as a member of the server. `with_user` is how interactions show it; messages leave it out.
pub fn member(id: u64, with_user: bool) -> PartialMember {
    let permissions = with_user.then_some("2248473465835073");
    shaped(json!({
        "user": with_user.then(|| user(id)), "roles": [], "joined_at": NOON, "deaf": false, "mute": false,
        "nick": null, "avatar": null, "flags": 0, "premium_since": null, "pending": false,
        "communication_disabled_until": null, "permissions": permissions,
    }))
}

/// The desk as it sees itself.
pub fn desk() -> CurrentUser {
    shaped(json!({
        "id": DESK.to_string(), "username": "factdesk", "discriminator": "0", "global_name": null, "avatar": null,
        "bot": true, "mfa_enabled": true, "verified": true, "flags": 0, "public_flags": 0, "locale": "en-US",
    }))
}

/// The desk's application.
pub fn application() -> Application {
    shaped(json!({
        "id": APPLICATION.to_string(), "name": "factdesk", "icon": null, "description": "", "rpc_origins": [],
        "bot_public": false, "bot_require_code_grant": false, "verify_key": "00", "team": null, "flags": 0,
        "owner": user(MEMBER), "summary": "", "bot": user(DESK),
    }))
}

/// One of the two channels.
pub fn channel(id: u64) -> Channel {
    if id == DIRECT_CHANNEL {
        return shaped(json!({ "id": id.to_string(), "type": 1, "recipients": [user(MEMBER)], "flags": 0 }));
    }
    shaped(json!({
        "id": id.to_string(), "type": 0, "guild_id": GUILD.to_string(), "name": "questions", "position": 0,
        "permission_overwrites": [], "nsfw": false, "topic": null, "parent_id": null, "flags": 0,
        "rate_limit_per_user": 0, "permissions": "2248473465835073",
    }))
}

/// The server, as it arrives after login.
pub fn guild() -> Guild {
    let members: Vec<Value> = (0..MEMBERS)
        .map(|number| {
            json!({
                "user": user(FIRST_FREE / 2 + number), "roles": [], "joined_at": NOON, "deaf": false, "mute": false,
                "nick": null, "avatar": null, "flags": 0, "premium_since": null, "pending": false,
                "communication_disabled_until": null,
            })
        })
        .collect();
    shaped(json!({
        "id": GUILD.to_string(), "name": "the server", "icon": null, "splash": null, "discovery_splash": null,
        "owner_id": MEMBER.to_string(), "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "roles": [], "emojis": [],
        "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "max_members": 250_000, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "preferred_locale": "en-US",
        "public_updates_channel_id": null, "nsfw_level": 0, "premium_progress_bar_enabled": false,
        "joined_at": NOON, "large": false, "unavailable": false, "member_count": MEMBERS, "voice_states": [],
        "members": members, "channels": [channel(CHANNEL)], "threads": [], "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "stickers": [],
    }))
}

/// A plain message with nothing but its words.
pub fn message(id: u64, channel: u64, author: u64, content: &str) -> Message {
    let in_guild = (channel != DIRECT_CHANNEL).then(|| GUILD.to_string());
    shaped(json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "guild_id": in_guild, "author": user(author),
        "member": in_guild.as_ref().map(|_| member(author, false)), "content": content, "timestamp": NOON,
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "pinned": false, "type": 0, "components": [], "flags": 0,
    }))
}
