//! Somebody points at a message: "Answer this", "Check this message", or a mention in a reply to it.

use super::{Action, Asked, Conversation, Destination, Interaction, MessageRef, Now, Scene, policy};
use crate::answer::Verdict;
use crate::reply::{Visibility, compose, compose_answering_there, compose_checked, compose_hidden, with_buttons};

impl Conversation {
    /// An answer is a reply to the message, for all to see. Anything else interests only who wanted it: the author of
    /// the message did not ask.
    pub(super) fn answer_this(
        &self,
        interaction: Interaction,
        message: MessageRef,
        text: &str,
        may_reply: bool,
    ) -> Vec<Action> {
        let outcome = self.engine.answer(text);
        let is_answered = outcome.verdict() == Verdict::Answered;
        let visibility = if is_answered { Visibility::Everyone } else { Visibility::AskerOnly };
        let knowledge = self.engine.knowledge();
        let asker = interaction.user.0;
        let reply = with_buttons(compose(&outcome, knowledge, visibility), &outcome, knowledge, asker);
        let to_interaction = Destination::Interaction(interaction);
        if is_answered && may_reply {
            let noted = Action::Send { to: to_interaction, reply: compose_answering_there() };
            vec![noted, Action::Send { to: Destination::Message(message), reply }]
        } else {
            vec![Action::Send { to: to_interaction, reply }]
        }
    }

    /// The comparison goes to who wanted it: nobody is corrected in front of others.
    pub(super) fn check_this(&self, interaction: Interaction, text: &str) -> Action {
        let reply = compose_checked(&self.engine.compare(text), self.engine.knowledge());
        Action::Send { to: Destination::Interaction(interaction), reply }
    }

    /// Whoever mentions the desk in a reply means the message replied to, unless their own words are the better question.
    pub(super) fn asked_in_reply(&mut self, asked: Asked, replied_to: &str, scene: &Scene, now: Now) -> Option<Action> {
        if asked.question.is_empty() && replied_to.is_empty() {
            let (to, visibility) = policy::way_back(&asked)?;
            return Some(Action::Send { to, reply: compose_hidden(visibility) });
        }
        let verdict = |text: &str| self.engine.answer(text).verdict();
        let is_meant = asked.question.is_empty() || verdict(replied_to) > verdict(&asked.question);
        let question = if is_meant { replied_to.to_owned() } else { asked.question };
        self.asked(&Asked { question, ..asked }, scene, now)
    }
}
