//! May the desk speak, to whom and where. What it says is composed in `reply`.

use super::{Asked, Author, Destination, Via};
use crate::answer::Verdict;
use crate::reply::Visibility;

/// Where the reply to a question goes and who may read it; `None` where the desk keeps silent.
#[must_use]
pub(super) fn way_back(asked: &Asked) -> Option<(Destination, Visibility)> {
    match asked.author {
        // Two bots that answer each other never stop.
        Author::Automatic => None,
        Author::Person(_) => Some(reply_to(&asked.via)),
    }
}

/// A command is shown as the asker chose, whatever becomes of the question: others may know what the desk does not.
fn reply_to(via: &Via) -> (Destination, Visibility) {
    match via {
        Via::Command { interaction, private } => {
            let visibility = if *private { Visibility::AskerOnly } else { Visibility::Everyone };
            (Destination::Interaction(interaction.clone()), visibility)
        }
        Via::CommandFor { interaction, .. } => (Destination::Interaction(interaction.clone()), Visibility::Everyone),
        Via::Mention(message) | Via::Reply(message) | Via::DirectMessage(message) => {
            (Destination::Message(*message), Visibility::Everyone)
        }
    }
}

/// Where the reply goes once its sort is known: only an answer is worth somebody's being called.
#[must_use]
pub(super) fn aimed(to: Destination, via: &Via, verdict: Verdict) -> Destination {
    match (to, via) {
        (Destination::Interaction(interaction), Via::CommandFor { member, .. }) if verdict == Verdict::Answered => {
            Destination::InteractionFor(interaction, *member)
        }
        (to, _) => to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{ChannelId, Interaction, MessageId, MessageRef, UserId};

    fn check(author: Author, via: Via, expected: Option<&(Destination, Visibility)>) {
        assert_eq!(way_back(&Asked { question: "why?".to_owned(), via, author }).as_ref(), expected);
    }

    #[test]
    fn a_machine_is_never_answered() {
        let message = MessageRef { channel: ChannelId(1), message: MessageId(2) };
        check(Author::Automatic, Via::Mention(message), None);
        check(Author::Automatic, Via::DirectMessage(message), None);
    }

    #[test]
    fn a_message_is_answered_where_it_stands() {
        let message = MessageRef { channel: ChannelId(1), message: MessageId(2) };
        let expected = (Destination::Message(message), Visibility::Everyone);
        check(Author::Person(UserId(3)), Via::Reply(message), Some(&expected));
    }

    #[test]
    fn a_command_is_shown_as_the_asker_chose() {
        let interaction = Interaction { id: 1, token: "token".to_owned(), user: UserId(3), channel: ChannelId(1) };
        for (private, visibility) in [(true, Visibility::AskerOnly), (false, Visibility::Everyone)] {
            let via = Via::Command { interaction: interaction.clone(), private };
            let expected = (Destination::Interaction(interaction.clone()), visibility);
            check(Author::Person(UserId(3)), via, Some(&expected));
        }
    }
}
