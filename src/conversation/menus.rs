//! Somebody points at a message: "Answer this", "Check this message", or a mention in a reply to it.

use super::{Action, Asked, Conversation, Destination, Interaction, MessageRef, Now, policy};
use crate::answer::Verdict;
use crate::reply::{Visibility, compose, compose_checked, compose_hidden, with_buttons};

impl Conversation {
    /// An answer is a reply to the message, for all to see, unless it has one already. Anything else interests only who
    /// wanted it: the author of the message did not ask. To post may take longer than Discord waits for a response, so
    /// that comes first and is completed once it is known how the posting went.
    pub(super) fn answer_this(
        &mut self,
        interaction: Interaction,
        application: u64,
        may_reply_to: Option<MessageRef>,
        text: &str,
        now: Now,
    ) -> Vec<Action> {
        let (outcome, knowledge) = (self.engine.answer(text), self.engine.knowledge());
        let free = may_reply_to.filter(|message| !self.courtesy.has_reply(message.message, now));
        let place = free.filter(|_| outcome.verdict() == Verdict::Answered);
        let visibility = if place.is_some() { Visibility::Everyone } else { Visibility::AskerOnly };
        let reply = with_buttons(compose(&outcome, knowledge, visibility), &outcome, knowledge, interaction.user.0);
        self.note_outcome(outcome, interaction.user, false);
        let Some(message) = place else {
            return vec![Action::Send { to: Destination::Interaction(interaction), reply }];
        };
        self.courtesy.follow_pointed_at(message, interaction.user, text, now);
        let deferred = Action::Defer { interaction: interaction.clone() };
        vec![deferred, Action::Send { to: Destination::MessageFor { message, interaction, application }, reply }]
    }

    /// The comparison goes to who wanted it: nobody is corrected in front of others.
    pub(super) fn check_this(&self, interaction: Interaction, text: &str) -> Action {
        let reply = compose_checked(&self.engine.compare(text), self.engine.knowledge());
        Action::Send { to: Destination::Interaction(interaction), reply }
    }

    /// The answer to a mention in a reply to somebody else's message.
    pub(super) fn asked_in_reply(&mut self, asked: Asked, replied_to: &str, now: Now) -> Option<Action> {
        if asked.question.is_empty() && replied_to.is_empty() {
            let (to, visibility) = policy::way_back(&asked)?;
            self.courtesy.follow(&asked, None, now);
            return Some(Action::Send { to, reply: compose_hidden(visibility) });
        }
        let (question, are_own_words) = self.meant(asked.question, replied_to);
        self.asked(&Asked { question, ..asked }, are_own_words, now)
    }

    /// Whoever mentions the desk in a reply means the message replied to, unless their own words are the better question;
    /// beside what is meant, whether it is in their own words.
    pub(super) fn meant(&self, own: String, replied_to: &str) -> (String, bool) {
        let verdict = |text: &str| self.engine.answer(text).verdict();
        let is_other = !replied_to.is_empty() && (own.is_empty() || verdict(replied_to) > verdict(&own));
        if is_other { (replied_to.to_owned(), false) } else { (own, true) }
    }
}
