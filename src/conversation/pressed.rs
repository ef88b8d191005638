//! What a press below a reply of the desk leads to. What it says is composed in `reply`.

use super::{Action, Conversation, Destination, Interaction, Now, PressedMessage, Recorded};
use crate::knowledge::Fact;
use crate::reply::{
    Press, Reply, Visibility, compose_expired, compose_fact, compose_not_yours, compose_passage, compose_sources,
    compose_timeline, compose_topic, compose_voted, with_fact_buttons,
};

/// Where what a press leads to is shown.
enum Shown {
    /// In place of the message, under the same eyes.
    InPlace(Reply),
    /// To whoever pressed.
    Apart(Reply),
}

impl Conversation {
    /// Anyone who sees a button may press it; only the asker may remove. A press that this version can't read, or whose
    /// fact is gone, has expired.
    pub(super) fn pressed(
        &mut self,
        interaction: Interaction,
        press: Option<Press>,
        on: &PressedMessage,
        now: Now,
    ) -> Vec<Action> {
        let (application, by) = (on.application, interaction.user.0);
        let shown = match press {
            Some(Press::Remove { asker }) if asker == by => {
                self.recorded.push(Recorded::Withdrawn(on.message));
                self.courtesy.reply_gone(on.message);
                let acknowledged = Action::Acknowledge { interaction: interaction.clone() };
                return vec![acknowledged, Action::Withdraw { interaction, application }];
            }
            Some(Press::Remove { .. }) => Some(Shown::Apart(compose_not_yours())),
            Some(Press::Vote { fact, is_helpful }) => {
                let (message, by) = (on.message, interaction.user);
                self.recorded.push(Recorded::Voted { message, by, fact, is_helpful });
                let is_new = self.votes.give(on.message, interaction.user, is_helpful);
                Some(Shown::Apart(compose_voted(is_helpful, is_new, self.contact.as_deref())))
            }
            Some(press) => {
                let shown = self.opened(&press, by, on);
                if let (Some(_), Press::Choose { fact } | Press::Related { fact } | Press::Read { fact }) =
                    (&shown, &press)
                {
                    self.last_facts.remember((interaction.user, interaction.channel), fact, now);
                }
                if let (Some(_), Press::Choose { fact }) = (&shown, &press) {
                    // Who asked is told by "Remove", which stands below what all can see.
                    let shown_by = on.asker.map(|_| (interaction.channel, on.message));
                    self.note_choice(fact, interaction.user, shown_by);
                }
                shown
            }
            None => None,
        };
        let (to, reply) = match shown {
            Some(Shown::InPlace(reply)) => (Destination::InPlace(interaction), reply),
            Some(Shown::Apart(reply)) => (Destination::Interaction(interaction), reply),
            None => (Destination::Interaction(interaction), compose_expired()),
        };
        vec![Action::Send { to, reply }]
    }

    /// What a press shows of the base.
    fn opened(&self, press: &Press, by: u64, on: &PressedMessage) -> Option<Shown> {
        let knowledge = self.engine.knowledge();
        let lists = Visibility::AskerOnly;
        Some(match press {
            Press::Choose { fact } => {
                let fact = self.fact(fact)?;
                let reply = compose_fact(fact, knowledge, Visibility::Everyone);
                Shown::InPlace(with_fact_buttons(reply, fact, knowledge, on.asker.map(|asker| asker.0)))
            }
            Press::Related { fact } | Press::Read { fact } => {
                let fact = self.fact(fact)?;
                let reply = compose_fact(fact, knowledge, Visibility::AskerOnly);
                Shown::Apart(with_fact_buttons(reply, fact, knowledge, Some(by)))
            }
            Press::Passage { fact } => Shown::Apart(compose_passage(self.fact(fact)?, knowledge)),
            Press::OpenTopic { revision, topic } => {
                Shown::InPlace(compose_topic(knowledge, *revision, *topic, 0, lists)?)
            }
            Press::TopicPage { revision, topic, page } => {
                Shown::InPlace(compose_topic(knowledge, *revision, *topic, *page, lists)?)
            }
            Press::TimelinePage { page } => Shown::InPlace(compose_timeline(knowledge, *page, lists)),
            Press::SourcesPage { page } => Shown::InPlace(compose_sources(knowledge, *page, lists)),
            Press::Vote { .. } | Press::Remove { .. } => return None,
        })
    }

    fn fact(&self, id: &str) -> Option<&Fact> {
        let knowledge = self.engine.knowledge();
        knowledge.fact(knowledge.find(id)?)
    }
}
