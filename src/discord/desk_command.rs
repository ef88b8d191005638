//! The command for those who manage a server. Discord shows it to them alone unless a server says otherwise, so the
//! conversation checks once more who used it.

use serenity::all::{
    CommandData, CommandOptionType, CommandType, InstallationContext, InteractionContext, Permissions,
};
use serenity::builder::{CreateCommand, CreateCommandOption};

use crate::conversation::{Event, Interaction};
use crate::reply::DeskPage;

/// What is typed after the slash.
pub(super) const NAME: &str = "desk";

/// One command below it.
struct Part {
    /// What is typed after it.
    name: &'static str,
    /// What Discord shows beside it.
    description: &'static str,
    /// What a use of it means, given the number of the application.
    read: fn(Interaction, u64) -> Event,
}

/// All commands below it, in the order in which Discord shows them.
const PARTS: &[Part] = &[
    Part {
        name: "watch",
        description: "Offer cited answers quietly to the questions in this channel",
        read: |interaction, _| Event::Watch { interaction, watch: true },
    },
    Part {
        name: "unwatch",
        description: "No longer read the messages in this channel",
        read: |interaction, _| Event::Watch { interaction, watch: false },
    },
    Part {
        name: "reload",
        description: "Read the facts anew and tell what has changed",
        read: |interaction, application| Event::Reload { interaction, application },
    },
    Part {
        name: "stats",
        description: "How much was asked in this server, and what became of it",
        read: |interaction, application| Event::Consult { interaction, application, page: DeskPage::Statistics },
    },
    Part {
        name: "unanswered",
        description: "What was asked in this server and not answered",
        read: |interaction, application| Event::Consult { interaction, application, page: DeskPage::Unanswered },
    },
];

/// What Discord is told of it. It works in servers alone, where there are channels to manage.
pub(super) fn definition() -> CreateCommand {
    let option = |part: &Part| CreateCommandOption::new(CommandOptionType::SubCommand, part.name, part.description);
    CreateCommand::new(NAME)
        .kind(CommandType::ChatInput)
        .description("Manage this desk in your server")
        .set_options(PARTS.iter().map(option).collect())
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
}

/// What a use of it means; `None` for what this version does not know.
pub(super) fn read(interaction: &Interaction, data: &CommandData, application: u64) -> Option<Event> {
    let named = data.options.first()?.name.as_str();
    let part = PARTS.iter().find(|part| part.name == named)?;
    Some((part.read)(interaction.clone(), application))
}
