//! Another base takes the place of the one that answers, whole or not at all. It is read and made ready elsewhere, by an
//! edge that has a disk; until it is there the old one answers, and what was begun with it is finished with it.

use std::sync::Arc;

use super::{Action, Conversation, Destination, Interaction, Scene};
use crate::answer::Engine;
use crate::reply::{Note, Renewal, Reply, compose_corrected, compose_note, compose_renewal};

/// What came of reading the base anew.
#[derive(Debug)]
pub struct Fresh {
    /// The base, ready to answer; `None` where the old one goes on.
    pub engine: Option<Arc<Engine>>,
    /// What is told of it.
    pub renewal: Renewal,
}

/// Reads the base anew, beside the one that answers, which it is given for comparison. This may take long.
pub type ReadAnew = dyn Fn(&Arc<Engine>) -> Fresh + Send + Sync;

impl Conversation {
    /// From now on this base answers. Gives back the one before, for the caller to drop: that may take a moment.
    pub fn answer_from(&mut self, engine: Arc<Engine>) -> Arc<Engine> {
        std::mem::replace(&mut self.engine, engine)
    }

    /// A manager of a server may have the base read anew; the report follows the note.
    pub(super) fn reload(interaction: Interaction, application: u64, scene: &Scene) -> Vec<Action> {
        let refused = match scene {
            Scene { server: None, .. } => Note::ServersOnly,
            Scene { manages: false, .. } => Note::ManagersOnly,
            _ => {
                let noted = Action::Defer { interaction: interaction.clone() };
                return vec![noted, Action::ReadAnew { interaction, application }];
            }
        };
        vec![Action::Send { to: Destination::Interaction(interaction), reply: compose_note(refused) }]
    }

    /// An earlier answer as its facts have it now; `None` where one of them is gone.
    #[must_use]
    pub fn corrected(&self, facts: &[String], day: &str) -> Option<Reply> {
        let knowledge = self.engine.knowledge();
        let facts = facts.iter().map(|id| knowledge.fact(knowledge.find(id)?));
        facts.collect::<Option<Vec<_>>>().map(|facts| compose_corrected(&facts, knowledge, day))
    }

    /// Who wished it hears what became of it.
    pub(super) fn reloaded(interaction: Interaction, application: u64, renewal: &Renewal) -> Action {
        Action::Complete { interaction, application, reply: compose_renewal(renewal) }
    }
}
