//! One request to Discord as plain data: where it goes, what it carries and how patiently it is repeated.

use serenity::all::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId};
use serenity::http::{LightMethod, Request, Route};

use super::retry::{COMPLETION, INTERACTION, LOGIN, MESSAGE, Patience};

/// A request that can be repeated. Its `Debug` would hold message texts and interaction tokens, so it has none.
pub(super) struct Errand {
    target: Target,
    body: Option<Vec<u8>>,
}

enum Target {
    Me,
    Application,
    Portal,
    GatewayBot,
    Commands(ApplicationId),
    NewCommands(ApplicationId),
    Message(ChannelId),
    Response(InteractionId, String),
    Withdrawal(ApplicationId, String),
    Completion(ApplicationId, String),
    Change(ChannelId, MessageId),
    Removal(ChannelId, MessageId),
    Mark(ChannelId, MessageId, String),
    Guild(GuildId),
    Roles(GuildId),
    Channels(GuildId),
    Member(GuildId, UserId),
}

/// What is set for the application on the pages of the developer portal. serenity names no such route.
const PORTAL: &str = "/api/v10/applications/@me";

impl Errand {
    /// Asks who the token belongs to.
    pub(super) const fn me() -> Self {
        Self { target: Target::Me, body: None }
    }

    /// Asks which application the token belongs to.
    pub(super) const fn application() -> Self {
        Self { target: Target::Application, body: None }
    }

    /// Asks how the application is set up.
    pub(super) const fn portal() -> Self {
        Self { target: Target::Portal, body: None }
    }

    /// Asks for a server's name and owner.
    pub(super) const fn guild(guild: GuildId) -> Self {
        Self { target: Target::Guild(guild), body: None }
    }

    /// Asks for a server's roles.
    pub(super) const fn roles(guild: GuildId) -> Self {
        Self { target: Target::Roles(guild), body: None }
    }

    /// Asks for a server's channels, without its threads.
    pub(super) const fn channels(guild: GuildId) -> Self {
        Self { target: Target::Channels(guild), body: None }
    }

    /// Asks which roles somebody has in a server.
    pub(super) const fn member(guild: GuildId, user: UserId) -> Self {
        Self { target: Target::Member(guild, user), body: None }
    }

    /// Asks where the gateway is and how many logins are left.
    pub(super) const fn gateway_bot() -> Self {
        Self { target: Target::GatewayBot, body: None }
    }

    /// Asks which commands are registered.
    pub(super) const fn commands(application: ApplicationId) -> Self {
        Self { target: Target::Commands(application), body: None }
    }

    /// Registers commands in place of all others.
    pub(super) const fn new_commands(application: ApplicationId, body: Vec<u8>) -> Self {
        Self { target: Target::NewCommands(application), body: Some(body) }
    }

    /// Posts a message.
    pub(super) const fn message(channel: ChannelId, body: Vec<u8>) -> Self {
        Self { target: Target::Message(channel), body: Some(body) }
    }

    /// Responds to an interaction.
    pub(super) const fn interaction(id: InteractionId, token: String, body: Vec<u8>) -> Self {
        Self { target: Target::Response(id, token), body: Some(body) }
    }

    /// Deletes the message whose button was pressed, in the name of the application: that works where the bot itself may
    /// do nothing.
    pub(super) const fn withdrawal(application: ApplicationId, token: String) -> Self {
        Self { target: Target::Withdrawal(application, token), body: None }
    }

    /// Puts a message in place of the first response to an interaction.
    pub(super) const fn completion(application: ApplicationId, token: String, body: Vec<u8>) -> Self {
        Self { target: Target::Completion(application, token), body: Some(body) }
    }

    /// Changes a message of our own.
    pub(super) const fn change(channel: ChannelId, message: MessageId, body: Vec<u8>) -> Self {
        Self { target: Target::Change(channel, message), body: Some(body) }
    }

    /// Removes a message of our own.
    pub(super) const fn removal(channel: ChannelId, message: MessageId) -> Self {
        Self { target: Target::Removal(channel, message), body: None }
    }

    /// Reacts to a message with an emoji, written as paths are.
    pub(super) const fn mark(channel: ChannelId, message: MessageId, emoji: String) -> Self {
        Self { target: Target::Mark(channel, message, emoji), body: None }
    }

    /// The channel whose limits it shares; `None` for what has limits of its own.
    pub(super) const fn channel(&self) -> Option<ChannelId> {
        match &self.target {
            Target::Message(channel)
            | Target::Change(channel, _)
            | Target::Removal(channel, _)
            | Target::Mark(channel, ..) => Some(*channel),
            _ => None,
        }
    }

    /// The route for people and logs: without the token that an interaction's path holds.
    pub(super) const fn name(&self) -> &'static str {
        match self.target {
            Target::Me => "GET /users/@me",
            Target::Application => "GET /oauth2/applications/@me",
            Target::GatewayBot => "GET /gateway/bot",
            Target::Commands(_) => "GET /applications/{id}/commands",
            Target::NewCommands(_) => "PUT /applications/{id}/commands",
            Target::Message(_) => "POST /channels/{id}/messages",
            Target::Response(..) => "POST /interactions/{id}/{token}/callback",
            Target::Withdrawal(..) => "DELETE /webhooks/{id}/{token}/messages/@original",
            Target::Completion(..) => "PATCH /webhooks/{id}/{token}/messages/@original",
            Target::Change(..) => "PATCH /channels/{id}/messages/{id}",
            Target::Removal(..) => "DELETE /channels/{id}/messages/{id}",
            Target::Mark(..) => "PUT /channels/{id}/messages/{id}/reactions/{emoji}/@me",
            Target::Portal => "GET /applications/@me",
            Target::Guild(_) => "GET /guilds/{id}",
            Target::Roles(_) => "GET /guilds/{id}/roles",
            Target::Channels(_) => "GET /guilds/{id}/channels",
            Target::Member(..) => "GET /guilds/{id}/members/{id}",
        }
    }

    /// How often and how long it is tried.
    pub(super) const fn patience(&self) -> &'static Patience {
        match self.target {
            Target::Message(_) | Target::Change(..) | Target::Removal(..) | Target::Mark(..) => &MESSAGE,
            Target::Response(..) => &INTERACTION,
            Target::Withdrawal(..) | Target::Completion(..) => &COMPLETION,
            _ => &LOGIN,
        }
    }

    /// Whether it is a response to an interaction or goes by its token.
    pub(super) const fn is_response(&self) -> bool {
        matches!(self.target, Target::Response(..) | Target::Withdrawal(..) | Target::Completion(..))
    }

    /// Whether serenity's limiter may carry it: a response has no shared limit, and what serenity has no route for none
    /// that it knows.
    pub(super) const fn has_limit(&self) -> bool {
        !self.is_response() && self.path().is_none()
    }

    /// Its path, where serenity has no route for it.
    pub(super) const fn path(&self) -> Option<&'static str> {
        match self.target {
            Target::Portal => Some(PORTAL),
            _ => None,
        }
    }

    /// The request as serenity makes it, once for each try.
    pub(super) fn request(&self) -> Request<'_> {
        let (route, method) = match &self.target {
            Target::Me => (Route::UserMe, LightMethod::Get),
            // That of the portal is replaced by its own path.
            Target::Application | Target::Portal => (Route::Oauth2ApplicationCurrent, LightMethod::Get),
            Target::Guild(guild_id) => (Route::Guild { guild_id: *guild_id }, LightMethod::Get),
            Target::Roles(guild_id) => (Route::GuildRoles { guild_id: *guild_id }, LightMethod::Get),
            Target::Channels(guild_id) => (Route::GuildChannels { guild_id: *guild_id }, LightMethod::Get),
            Target::Member(guild_id, user_id) => {
                (Route::GuildMember { guild_id: *guild_id, user_id: *user_id }, LightMethod::Get)
            }
            Target::GatewayBot => (Route::GatewayBot, LightMethod::Get),
            Target::Commands(application_id) => (Route::Commands { application_id: *application_id }, LightMethod::Get),
            Target::NewCommands(application_id) => {
                (Route::Commands { application_id: *application_id }, LightMethod::Put)
            }
            Target::Message(channel_id) => (Route::ChannelMessages { channel_id: *channel_id }, LightMethod::Post),
            Target::Withdrawal(application_id, token) => (
                Route::WebhookOriginalInteractionResponse { application_id: *application_id, token },
                LightMethod::Delete,
            ),
            Target::Completion(application_id, token) => (
                Route::WebhookOriginalInteractionResponse { application_id: *application_id, token },
                LightMethod::Patch,
            ),
            Target::Response(interaction_id, token) => {
                (Route::InteractionResponse { interaction_id: *interaction_id, token }, LightMethod::Post)
            }
            Target::Change(channel_id, message_id) => {
                (Route::ChannelMessage { channel_id: *channel_id, message_id: *message_id }, LightMethod::Patch)
            }
            Target::Removal(channel_id, message_id) => {
                (Route::ChannelMessage { channel_id: *channel_id, message_id: *message_id }, LightMethod::Delete)
            }
            Target::Mark(channel_id, message_id, reaction) => {
                let (channel_id, message_id) = (*channel_id, *message_id);
                (Route::ChannelMessageReactionMe { channel_id, message_id, reaction }, LightMethod::Put)
            }
        };
        // Without this Discord leaves out all languages but one, and every start would register the commands anew.
        let localised = matches!(self.target, Target::Commands(_));
        let parameters = localised.then(|| vec![("with_localizations", true.to_string())]);
        Request::new(route, method).params(parameters).body(self.body.clone())
    }

    /// The JSON that is sent.
    #[cfg(test)]
    pub(super) fn json(&self) -> serde_json::Value {
        self.body.as_deref().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default()
    }
}
