//! Where something happened and with which rights, as serenity tells it.

use serenity::all::{
    ChannelId as DiscordChannelId, GuildId, Interaction, Member, Message, MessageUpdateEvent, PartialMember, Reaction,
};

use crate::conversation::{ChannelId, RoleId, Scene, ServerId};

/// The surroundings of a message.
pub(super) fn of_message(message: &Message) -> Scene {
    let roles = message.member.as_deref().map(|PartialMember { roles, .. }| roles.as_slice()).unwrap_or_default();
    scene(message.channel_id, message.guild_id, roles)
}

/// The surroundings of a changed message; the roles of its author make no difference to a reply that is there already.
pub(super) fn of_edit(update: &MessageUpdateEvent) -> Scene {
    scene(update.channel_id, update.guild_id, &[])
}

/// The surroundings of a reaction.
pub(super) fn of_reaction(reaction: &Reaction) -> Scene {
    let roles = reaction.member.as_ref().map(|member| member.roles.as_slice()).unwrap_or_default();
    scene(reaction.channel_id, reaction.guild_id, roles)
}

/// The surroundings of an interaction.
pub(super) fn of_interaction(interaction: &Interaction) -> Scene {
    match interaction {
        Interaction::Command(command) | Interaction::Autocomplete(command) => {
            with_rights(command.channel_id, command.guild_id, command.member.as_deref())
        }
        Interaction::Component(component) => {
            with_rights(component.channel_id, component.guild_id, component.member.as_ref())
        }
        _ => Scene::default(),
    }
}

/// In an interaction, Discord tells the rights that the member has in this channel.
fn with_rights(channel: DiscordChannelId, guild: Option<GuildId>, member: Option<&Member>) -> Scene {
    let roles = member.map(|member| member.roles.as_slice()).unwrap_or_default();
    let rights = member.and_then(|member| member.permissions).unwrap_or_default();
    let manages = rights.manage_guild() || rights.administrator();
    Scene { manages, ..scene(channel, guild, roles) }
}

fn scene(channel: DiscordChannelId, guild: Option<GuildId>, roles: &[serenity::all::RoleId]) -> Scene {
    let roles = roles.iter().map(|role| RoleId(role.get())).collect();
    Scene {
        channel: Some(ChannelId(channel.get())),
        server: guild.map(|guild| ServerId(guild.get())),
        roles,
        manages: false,
    }
}
