//! What REST tells of the server and of the application's settings: the server itself, its roles, its channels, the desk
//! as a member, and the pages of the developer portal.

use serde_json::{Value, json};
use twilight_model::channel::Channel;
use twilight_model::guild::{Guild, Member, Permissions, Role};
use twilight_model::oauth::Application;

use super::Loopback;
use super::cast::{self, DESK, FIRST_FREE, GUILD, NOON, ROLE, shaped};
use super::rest::{Answer, object};
use super::world::World;

/// What everybody may do: read.
const OF_EVERYBODY: Permissions = Permissions::VIEW_CHANNEL.union(Permissions::READ_MESSAGE_HISTORY);
/// The channels by name, with Discord's number for their kind.
const CHANNELS: [(&str, u8); 4] = [("talk", 4), ("questions", 0), ("news", 5), ("lounge", 2)];

/// The number of the first of them.
const FIRST_CHANNEL: u64 = FIRST_FREE - 100;

/// What a test has set up.
#[derive(Debug)]
pub struct Setup {
    /// Fields of the application that differ from the usual ones.
    pub portal: Value,
    /// What the desk's own role allows.
    pub of_desk: Permissions,
    /// What channels deny everybody, by name.
    pub denied: Vec<(String, Permissions)>,
    /// Whether the desk is in the server.
    pub is_member: bool,
}

impl Setup {
    /// All is well: the role allows everything but to administer.
    pub fn new() -> Self {
        let of_desk = Permissions::all() - Permissions::ADMINISTRATOR;
        Self { portal: json!({}), of_desk, denied: Vec::new(), is_member: true }
    }
}

/// `GET /applications/@me`, which tells more than its elder brother below `/oauth2`.
pub fn portal(world: &World) -> Answer {
    let mut application = object(&cast::application());
    application["integration_types_config"] = json!({ "0": {}, "1": {} });
    for (key, value) in world.state().setup.portal.as_object().cloned().unwrap_or_default() {
        application[key] = value;
    }
    Answer::ok(object(&shaped::<Application>(application)))
}

/// `GET /guilds/{id}` and what is below it.
pub fn server(world: &World, below: &[&str]) -> Answer {
    let state = world.state();
    let setup = &state.setup;
    match below {
        [id, ..] if *id != GUILD.to_string() => Answer::error(404, 10_004, "Unknown Guild"),
        _ if !setup.is_member => Answer::error(403, 50_001, "Missing Access"),
        [_] => {
            let mut guild = object(&cast::guild());
            guild["roles"] = roles(setup);
            Answer::ok(object(&shaped::<Guild>(guild)))
        }
        [_, "roles"] => Answer::ok(roles(setup)),
        [_, "channels"] => Answer::ok(channels(setup)),
        [_, "members", id] if *id == DESK.to_string() => Answer::ok(desk_as_member()),
        _ => Answer::error(404, 0, "404: Not Found"),
    }
}

fn roles(setup: &Setup) -> Value {
    let role = |id: u64, name: &str, permissions: Permissions| {
        let colors = json!({ "primary_color": 0, "secondary_color": null, "tertiary_color": null });
        object(&shaped::<Role>(json!({
            "id": id.to_string(), "name": name, "permissions": permissions.bits().to_string(), "position": 0,
            "color": 0, "colors": colors, "hoist": false, "managed": id == ROLE, "mentionable": false, "flags": 0,
        })))
    };
    let everybody = role(GUILD, "@everyone", OF_EVERYBODY);
    Value::Array(vec![
        everybody,
        role(ROLE, "factdesk", setup.of_desk),
        role(FIRST_FREE - 1, "staff", Permissions::ADMINISTRATOR),
    ])
}

fn channels(setup: &Setup) -> Value {
    let numbered = CHANNELS.iter().zip(FIRST_CHANNEL..);
    let channel = |((name, kind), id): (&(&str, u8), u64)| {
        let denied = setup.denied.iter().filter(|(channel, _)| channel == name);
        let overwrites: Vec<Value> = denied
            .map(|(_, denied)| json!({ "id": GUILD.to_string(), "type": 0, "allow": "0", "deny": denied.bits().to_string() }))
            .collect();
        object(&shaped::<Channel>(json!({
            "id": id.to_string(), "type": kind, "guild_id": GUILD.to_string(), "name": name, "position": id - FIRST_CHANNEL,
            "permission_overwrites": overwrites, "nsfw": false, "topic": null, "parent_id": null, "flags": 0,
        })))
    };
    Value::Array(numbered.map(channel).collect())
}

fn desk_as_member() -> Value {
    object(&shaped::<Member>(json!({
        "user": cast::user(DESK), "roles": [ROLE.to_string()], "joined_at": NOON, "deaf": false, "mute": false, "nick": null,
        "avatar": null, "banner": null, "flags": 0, "premium_since": null, "pending": false,
        "communication_disabled_until": null,
    })))
}

impl Loopback {
    /// Something is set otherwise in the developer portal.
    pub fn portal_says(&self, changes: Value) {
        self.world.state().setup.portal = changes;
    }

    /// The desk's own role allows no more than this.
    pub fn desk_may_only(&self, permissions: Permissions) {
        self.world.state().setup.of_desk = permissions;
    }

    /// A channel denies everybody something.
    pub fn channel_denies(&self, name: &str, permissions: Permissions) {
        self.world.state().setup.denied.push((name.to_owned(), permissions));
    }

    /// The desk was never invited.
    pub fn desk_is_not_in_the_server(&self) {
        self.world.state().setup.is_member = false;
    }
}
