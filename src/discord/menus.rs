//! The commands in the menu of a message: what Discord is told of them and how a use is read. Slash commands are in
//! `commands`.

use serenity::all::{
    AuthorizingIntegrationOwner, ChannelType, CommandInteraction, CommandType, InstallationContext, InteractionContext,
    Message, MessageType, Permissions, ResolvedTarget,
};
use serenity::builder::CreateCommand;

use crate::conversation::{ChannelId, Event, Interaction, MessageId, MessageRef};

/// Answers the message.
const ANSWER_THIS: &str = "Answer this";
/// Compares the message with the facts.
const CHECK_THIS: &str = "Check this message";

/// What Discord is told of them; for all places, as the slash commands.
pub(super) fn definitions() -> [CreateCommand; 2] {
    [ANSWER_THIS, CHECK_THIS].map(|name| {
        CreateCommand::new(name)
            .kind(CommandType::Message)
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel])
    })
}

/// What a use means; a command of another version is [`Event::Unreadable`].
pub(super) fn read(command: &CommandInteraction, interaction: Interaction) -> Event {
    let Some(ResolvedTarget::Message(message)) = command.data.target() else {
        return Event::Unreadable { interaction };
    };
    let text = message.content.clone();
    match command.data.name.as_str() {
        ANSWER_THIS => {
            let place =
                MessageRef { channel: ChannelId(command.channel_id.get()), message: MessageId(message.id.get()) };
            let (application, may_reply) = (command.application_id.get(), may_reply(command, message));
            Event::AnswerThis { interaction, application, message: place, text, may_reply }
        }
        CHECK_THIS => Event::CheckThis { interaction, text },
        _ => Event::Unreadable { interaction },
    }
}

/// Whether the desk can reply to the message itself. Where only the member has installed it, it is not in the channel.
fn may_reply(command: &CommandInteraction, message: &Message) -> bool {
    if !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
        return false;
    }
    if command.guild_id.is_none() {
        return command.context == Some(InteractionContext::BotDm);
    }
    let is_in_server = command
        .authorizing_integration_owners
        .0
        .iter()
        .any(|owner| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(_)));
    let kind = command.channel.as_ref().map(|channel| channel.kind);
    let is_thread =
        matches!(kind, Some(ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread));
    let send = if is_thread { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES };
    let needed = send | Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY | Permissions::EMBED_LINKS;
    is_in_server && command.app_permissions.is_some_and(|granted| granted.contains(needed))
}
