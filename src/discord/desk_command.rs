//! The command for those who manage a server. Discord shows it to them alone unless a server says otherwise, so the
//! conversation checks once more who used it.

use serenity::all::{
    CommandData, CommandOptionType, CommandType, InstallationContext, InteractionContext, Permissions,
};
use serenity::builder::{CreateCommand, CreateCommandOption};

use crate::conversation::{Event, Interaction};

/// What is typed after the slash.
pub(super) const NAME: &str = "desk";
/// Begins watching the channel it is used in.
const WATCH: &str = "watch";
/// Ends it.
const UNWATCH: &str = "unwatch";

/// What Discord is told of it. It works in servers alone, where there are channels to manage.
pub(super) fn definition() -> CreateCommand {
    let part = |name, description| CreateCommandOption::new(CommandOptionType::SubCommand, name, description);
    CreateCommand::new(NAME)
        .kind(CommandType::ChatInput)
        .description("Manage this desk in your server")
        .add_option(part(WATCH, "Offer cited answers quietly to the questions in this channel"))
        .add_option(part(UNWATCH, "No longer read the messages in this channel"))
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
}

/// What a use of it means; `None` for what this version does not know.
pub(super) fn read(interaction: &Interaction, data: &CommandData) -> Option<Event> {
    let interaction = interaction.clone();
    match data.options.first()?.name.as_str() {
        WATCH => Some(Event::Watch { interaction, watch: true }),
        UNWATCH => Some(Event::Watch { interaction, watch: false }),
        _ => None,
    }
}
