//! What an event is to be remembered by, beside what is done about it. Whoever keeps it decides which words are kept.

use std::sync::Arc;

use super::{ChannelId, Conversation, MessageId, UserId};
use crate::answer::{Engine, Outcome};
use crate::knowledge::{FactNumber, Knowledge};

/// Something worth recording.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// A question has had its outcome.
    Asked(Told),
    /// An answer is offered for a message that was not for the desk.
    Offered(Told),
    /// Somebody chose a fact: from "did you mean", or by taking an offer.
    Chosen {
        /// The fact.
        fact: FactNumber,
        /// The base it is from.
        knowledge: Arc<Knowledge>,
        /// Who.
        by: UserId,
        /// The message that gives it in place of the choice, where others can see it.
        shown_by: Option<(ChannelId, MessageId)>,
    },
    /// Somebody voted.
    Voted {
        /// Below which message.
        message: MessageId,
        /// Who.
        by: UserId,
        /// The fact that it gives.
        fact: String,
        /// Whether it helped.
        is_helpful: bool,
    },
    /// Somebody had a message of the desk taken back.
    Withdrawn(MessageId),
}

/// The outcome of a question.
#[derive(Clone, Debug)]
pub struct Told {
    /// What became of it.
    pub outcome: Outcome,
    /// The base it was found in.
    pub knowledge: Arc<Knowledge>,
    /// Who asked, or pointed at the message.
    pub by: Option<UserId>,
    /// Whether its words are theirs and meant for the desk.
    pub are_own_words: bool,
}

impl Conversation {
    /// What the last event is to be remembered by. It is given out once.
    pub fn take_recorded(&mut self) -> Vec<Recorded> {
        std::mem::take(&mut self.recorded)
    }

    /// What answers now.
    #[must_use]
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// Takes note of an outcome.
    pub(super) fn note_outcome(&mut self, outcome: Outcome, by: UserId, are_own_words: bool) {
        let told = self.told(outcome, Some(by), are_own_words);
        self.recorded.push(Recorded::Asked(told));
    }

    /// Takes note of an outcome that nobody asked for.
    pub(super) fn note_offer(&mut self, outcome: Outcome) {
        let told = self.told(outcome, None, false);
        self.recorded.push(Recorded::Offered(told));
    }

    /// Takes note of a fact that was chosen.
    pub(super) fn note_choice(&mut self, fact: &str, by: UserId, shown_by: Option<(ChannelId, MessageId)>) {
        let knowledge = Arc::clone(self.engine.knowledge());
        if let Some(fact) = knowledge.find(fact) {
            self.recorded.push(Recorded::Chosen { fact, knowledge, by, shown_by });
        }
    }

    fn told(&self, outcome: Outcome, by: Option<UserId>, are_own_words: bool) -> Told {
        Told { outcome, knowledge: Arc::clone(self.engine.knowledge()), by, are_own_words }
    }
}
