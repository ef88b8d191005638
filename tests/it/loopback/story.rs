//! What members do, as a chain of words that ends in an event: messages, slash commands, typing, presses. They can do
//! what Discord's client would let them do and nothing else.

use serde_json::{Value, json};
use twilight_model::application::command::{Command, CommandOptionType};
use twilight_model::application::interaction::application_command::{CommandDataOption, CommandOptionValue};
use twilight_model::application::interaction::{Interaction, InteractionType};
use twilight_model::channel::Message;
use twilight_model::id::Id;

use super::cast::{self, CHANNEL, DESK, DIRECT_CHANNEL, GUILD, MEMBER, OTHER_BOT, OTHER_MEMBER, ROLE, WEBHOOK, shaped};
use super::commands;
use super::rest::object;
use super::world::{Pending, State, World};

/// A member's permissions with "Manage Server" among them.
const MANAGER_PERMISSIONS: &str = "2248473465835105";

/// A message in the making.
#[must_use]
pub struct Speech<'a> {
    world: &'a World,
    text: String,
    author: u64,
    channel: u64,
    reply_to: Option<Message>,
    pings: bool,
}

impl<'a> Speech<'a> {
    pub(super) fn new(world: &'a World, text: &str) -> Self {
        let text = text.replace("@desk", &format!("<@{DESK}>"));
        Self { world, text, author: MEMBER, channel: CHANNEL, reply_to: None, pings: true }
    }

    /// Somebody else wrote it.
    pub fn by_somebody_else(mut self) -> Self {
        self.author = OTHER_MEMBER;
        self
    }

    /// Somebody else's bot wrote it.
    pub fn by_a_bot(mut self) -> Self {
        self.author = OTHER_BOT;
        self
    }

    /// A webhook wrote it.
    pub fn by_a_webhook(mut self) -> Self {
        self.author = WEBHOOK;
        self
    }

    /// The desk itself wrote it.
    pub fn by_the_desk_itself(mut self) -> Self {
        self.author = DESK;
        self
    }

    /// It goes to the desk alone.
    pub fn in_a_direct_message(mut self) -> Self {
        self.channel = DIRECT_CHANNEL;
        self
    }

    /// It is a reply.
    pub fn replying_to(mut self, message: &Message) -> Self {
        self.channel = message.channel_id.get();
        self.reply_to = Some(message.clone());
        self
    }

    /// The ping of a reply is switched off.
    pub fn without_a_ping(mut self) -> Self {
        self.pings = false;
        self
    }

    /// Sends it.
    pub fn send(self) -> Message {
        let mut state = self.world.state();
        let id = state.new_number();
        let mut fields = object(&cast::message(id, self.channel, self.author, &self.text));
        fields["mentions"] = Value::Array(self.mentions());
        fields["mention_everyone"] = json!(self.text.contains("@everyone") || self.text.contains("@here"));
        if self.text.contains(&format!("<@&{ROLE}>")) {
            fields["mention_roles"] = json!([ROLE.to_string()]);
        }
        if self.author == WEBHOOK {
            fields["webhook_id"] = json!(WEBHOOK.to_string());
            fields["member"] = Value::Null;
        }
        if let Some(target) = &self.reply_to {
            fields["type"] = json!(19);
            fields["message_reference"] = json!({ "type": 0, "message_id": target.id, "channel_id": target.channel_id, "guild_id": target.guild_id });
            let mut target = target.clone();
            target.referenced_message = None;
            fields["referenced_message"] = object(&target);
        }
        let message = shaped(fields);
        assert!(state.session.is_some(), "the bot has logged in before somebody speaks");
        state.publish(&message);
        message
    }

    fn mentions(&self) -> Vec<Value> {
        let written = [DESK, MEMBER, OTHER_BOT]
            .into_iter()
            .filter(|id| self.text.contains(&format!("<@{id}>")) || self.text.contains(&format!("<@!{id}>")));
        let replied = self.reply_to.iter().filter(|_| self.pings).map(|message| message.author.id.get());
        let mut all: Vec<u64> = written.chain(replied).collect();
        all.dedup();
        all.into_iter().map(|id| object(&cast::user(id))).collect()
    }
}

/// A slash command in the making.
#[must_use]
pub struct Slash<'a> {
    world: &'a World,
    command: Command,
    options: Vec<CommandDataOption>,
    channel: u64,
    manages: bool,
}

impl<'a> Slash<'a> {
    pub(super) fn new(world: &'a World, name: &str) -> Self {
        let command = commands::find(&world.state(), name);
        let command = command.unwrap_or_else(|| panic!("/{name} is not registered"));
        Self { world, command, options: Vec::new(), channel: CHANNEL, manages: false }
    }

    /// Fills in a text.
    pub fn option(mut self, name: &str, text: &str) -> Self {
        self.fill(name, CommandOptionValue::String(text.to_owned()));
        self
    }

    /// Fills in `private`.
    pub fn private(mut self, private: bool) -> Self {
        self.fill("private", CommandOptionValue::Boolean(private));
        self
    }

    /// Chooses one of the commands below it.
    pub fn part(mut self, name: &str) -> Self {
        self.fill(name, CommandOptionValue::SubCommand(Vec::new()));
        self
    }

    /// Who gives it may manage the server.
    pub fn by_a_manager(mut self) -> Self {
        self.manages = true;
        self
    }

    /// Fills in `for`.
    pub fn for_member(mut self, member: u64) -> Self {
        self.fill("for", CommandOptionValue::User(Id::new(member)));
        self
    }

    /// It is given in the direct conversation.
    pub fn in_a_direct_message(mut self) -> Self {
        self.channel = DIRECT_CHANNEL;
        self
    }

    /// Sends it.
    pub fn send(self) {
        let missing = self.command.options.iter().find(|option| {
            option.required == Some(true) && self.options.iter().all(|filled| filled.name != option.name)
        });
        assert!(missing.is_none(), "the client asks for {missing:?} first");
        self.dispatch(InteractionType::ApplicationCommand);
    }

    pub(super) fn type_so_far(mut self, prefix: &str) {
        let focused = self.command.options.iter().find(|option| option.autocomplete == Some(true));
        let name = focused.unwrap_or_else(|| panic!("/{} completes nothing", self.command.name)).name.clone();
        let value = CommandOptionValue::Focused(prefix.to_owned(), CommandOptionType::String);
        self.options.push(CommandDataOption { name, value });
        self.dispatch(InteractionType::ApplicationCommandAutocomplete);
    }

    fn fill(&mut self, name: &str, value: CommandOptionValue) {
        let option = self.command.options.iter().find(|option| option.name == name);
        let option = option.unwrap_or_else(|| panic!("/{} has no {name}", self.command.name));
        assert_eq!(option.kind, value.kind(), "/{} {name}", self.command.name);
        self.options.push(CommandDataOption { name: name.to_owned(), value });
    }

    fn dispatch(self, kind: InteractionType) {
        let data = json!({
            "id": self.command.id, "name": self.command.name, "type": self.command.kind,
            "options": serde_json::to_value(&self.options).expect("options are JSON"),
        });
        let pending = Pending::new(kind, self.channel);
        interact(&mut self.world.state(), pending, MEMBER, &data, &Value::Null, self.manages);
    }
}

/// Sends an interaction to the bot and waits for nothing.
pub(super) fn interact(state: &mut State, mut pending: Pending, by: u64, data: &Value, message: &Value, manages: bool) {
    let id = state.new_number();
    pending.token = format!("interaction-token-{id}");
    let direct = pending.channel == DIRECT_CHANNEL;
    let mut fields = json!({
        "id": id.to_string(), "application_id": cast::APPLICATION.to_string(), "type": pending.kind, "token": pending.token,
        "version": 1, "data": data, "channel_id": pending.channel.to_string(), "locale": "en-US",
        "channel": cast::channel(pending.channel), "app_permissions": "2248473465835073", "entitlements": [],
        "attachment_size_limit": 10_485_760, "message": message,
        "authorizing_integration_owners": { "0": if direct { "0".to_owned() } else { GUILD.to_string() } },
        "context": u8::from(direct),
    });
    if direct {
        fields["user"] = object(&cast::user(by));
    } else {
        fields["member"] = object(&cast::member(by, true));
        if manages {
            fields["member"]["permissions"] = json!(MANAGER_PERMISSIONS);
        }
        fields["guild_id"] = json!(GUILD.to_string());
        fields["guild_locale"] = json!("en-US");
        fields["guild"] = json!({ "id": GUILD.to_string(), "locale": "en-US", "features": [] });
    }
    let interaction: Interaction = shaped(fields);
    let mut payload = object(&interaction);
    // twilight writes null where Discord leaves the key out, and keeps no version.
    if let Some(data) = payload["data"].as_object_mut() {
        data.retain(|_, value| !value.is_null());
        // It also leaves out the options of a part that has none.
        let options = data.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten();
        for part in options.filter(|option| option["type"] == 1).filter_map(Value::as_object_mut) {
            part.entry("options").or_insert(json!([]));
        }
    }
    payload["version"] = json!(1);
    state.interactions.insert(id, pending);
    state.dispatch("INTERACTION_CREATE", &payload);
}
