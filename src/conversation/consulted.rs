//! `/desk stats` and `/desk unanswered`: those who manage a server see what was asked there. What there is to tell comes
//! from outside; who is told is decided here.

use super::{Action, Conversation, Destination, Interaction, Scene};
use crate::reply::{DeskPage, DeskTold, Note, compose_desk_told, compose_note};

impl Conversation {
    /// What is told is of this server alone: what is asked elsewhere is not its managers' business. Looking it up may take
    /// longer than Discord waits for a response, so that comes first.
    pub(super) fn consult(interaction: Interaction, application: u64, page: DeskPage, scene: &Scene) -> Vec<Action> {
        let refuse = |interaction, note| {
            vec![Action::Send { to: Destination::Interaction(interaction), reply: compose_note(note) }]
        };
        match scene.server {
            None => refuse(interaction, Note::ServersOnly),
            Some(_) if !scene.manages => refuse(interaction, Note::ManagersOnly),
            Some(server) => {
                let deferred = Action::Defer { interaction: interaction.clone() };
                vec![deferred, Action::Consult { interaction, application, page, server }]
            }
        }
    }

    /// What was looked up.
    pub(super) fn consulted(interaction: Interaction, application: u64, told: Option<&DeskTold>) -> Action {
        let reply = told.map_or_else(|| compose_note(Note::NoJournal), compose_desk_told);
        Action::Complete { interaction, application, reply }
    }
}
