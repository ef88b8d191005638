//! What the observer is told of a question: the door it came by and what became of it. Read from the event and the
//! actions, so that the core counts nothing.

use crate::conversation::{Action, Event, Via};
use crate::observe::{Outcome, Way};
use crate::reply::Tone;

/// The door of a question; `None` for any other event.
pub(super) fn way(event: &Event) -> Option<Way> {
    let asked = match event {
        Event::Asked(asked) | Event::AskedInReply { asked, .. } => asked,
        Event::AnswerThis { .. } => return Some(Way::Command),
        Event::Taken { .. } => return Some(Way::Offer),
        _ => return None,
    };
    Some(match asked.via {
        Via::Command { .. } | Via::CommandFor { .. } => Way::Command,
        Via::Mention(_) => Way::Mention,
        Via::Reply(_) => Way::Reply,
        Via::DirectMessage(_) => Way::DirectMessage,
    })
}

/// What became of a question: the best that is said of it.
pub(super) fn outcome(actions: &[Action]) -> Outcome {
    let said = actions.iter().filter_map(|action| match action {
        Action::Send { reply, .. } => Some(&reply.cards),
        _ => None,
    });
    let tones: Vec<Tone> = said.flatten().map(|card| card.tone).collect();
    let ranked = [
        (Tone::Answer, Outcome::Answered),
        (Tone::Choice, Outcome::Unsure),
        (Tone::Refusal, Outcome::Unknown),
        (Tone::Notice, Outcome::Notice),
    ];
    ranked.into_iter().find(|(tone, _)| tones.contains(tone)).map_or(Outcome::Silent, |(_, outcome)| outcome)
}

/// Whether an action is something that somebody waits for.
pub(super) fn is_reply(action: &Action) -> bool {
    matches!(action, Action::Send { .. } | Action::Change { .. } | Action::Choices { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{ChannelId, Destination, MessageId, MessageRef};
    use crate::reply::{Card, Reply, Visibility};

    fn check(tones: &[Tone], expected: Outcome) {
        let card =
            |tone: &Tone| Card { tone: *tone, title: None, body: String::new(), citations: Vec::new(), footer: None };
        let cards = tones.iter().map(card).collect();
        let to = Destination::Message(MessageRef { channel: ChannelId(1), message: MessageId(2) });
        let reply = Reply { cards, buttons: Vec::new(), visibility: Visibility::Everyone };
        assert_eq!(outcome(&[Action::Send { to, reply }]), expected);
    }

    #[test]
    fn the_best_that_is_said_is_the_outcome() {
        check(&[Tone::Refusal, Tone::Answer], Outcome::Answered);
        check(&[Tone::Refusal, Tone::Choice], Outcome::Unsure);
        check(&[Tone::Refusal], Outcome::Unknown);
        check(&[Tone::Notice], Outcome::Notice);
        assert_eq!(outcome(&[]), Outcome::Silent);
    }
}
