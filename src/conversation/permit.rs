//! May somebody be answered? One decision for every door: where the desk may speak, to whom and how often, and what is
//! done instead.

use super::cooldown::Pace;
use super::courtesy::Courtesy;
use super::{Action, Asked, Author, Deed, Destination, Event, Interaction, MessageRef, Now, Scene, Sign, Via};
use crate::reply::{Note, Press, compose_note};

/// The door by which something is asked for, in so far as manners depend on it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Door<'a> {
    /// A message, answered by a reply to it.
    Message {
        /// The message.
        place: MessageRef,
        /// Whether nobody else is there.
        is_direct: bool,
    },
    /// A command.
    Command {
        /// Where its answer goes.
        interaction: &'a Interaction,
        /// Whether others see the answer.
        is_open: bool,
    },
    /// Something pressed or chosen below a message of the desk.
    Press(&'a Interaction),
}

/// May it be answered?
pub(super) enum Permit {
    /// It may.
    Answer,
    /// It may not; at most this is done instead.
    Instead(Option<Action>),
}

impl<'a> Door<'a> {
    /// Who asks for something by an event, and by which door; `None` where nothing of the base is asked for. To take back
    /// or to judge an answer is open to everybody at any time.
    pub(super) fn of(event: &'a Event) -> Option<(Author, Self)> {
        let command = |interaction: &'a Interaction, is_open| {
            (Author::Person(interaction.user), Door::Command { interaction, is_open })
        };
        match event {
            Event::Asked(asked) | Event::AskedInReply { asked, .. } => Some((asked.author, Self::of_question(asked))),
            Event::AnswerThis { interaction, .. } => Some(command(interaction, true)),
            Event::CheckThis { interaction, .. }
            | Event::Browsed { interaction, .. }
            | Event::AskedWhy { interaction, .. } => Some(command(interaction, false)),
            Event::Pressed { press: Some(Press::Remove { .. } | Press::Vote { .. }), .. } => None,
            Event::Pressed { interaction, .. } => Some((Author::Person(interaction.user), Door::Press(interaction))),
            _ => None,
        }
    }

    fn of_question(asked: &'a Asked) -> Self {
        match &asked.via {
            Via::Command { interaction, private } => Door::Command { interaction, is_open: !private },
            Via::CommandFor { interaction, .. } => Door::Command { interaction, is_open: true },
            Via::Mention(place) | Via::Reply(place) => Door::Message { place: *place, is_direct: false },
            Via::DirectMessage(place) => Door::Message { place: *place, is_direct: true },
        }
    }

    /// A note to who came by this door; only where a message was written in public do others read it too.
    fn tell(self, note: Note) -> Action {
        let to = match self {
            Door::Message { place, .. } => Destination::Message(place),
            Door::Command { interaction, .. } | Door::Press(interaction) => {
                Destination::Interaction(interaction.clone())
            }
        };
        Action::Send { to, reply: compose_note(note) }
    }
}

impl Courtesy {
    /// Whether somebody may be answered, and what is done instead. An interaction always gets a response, for Discord
    /// would else show a failure; in a channel an excuse would only add to the noise, so the asker gets a sign there.
    pub(super) fn permit(&mut self, by: Author, door: Door<'_>, scene: &Scene, now: Now) -> Permit {
        let Author::Person(user) = by else { return Permit::Instead(None) };
        let message = match door {
            Door::Message { place, .. } => Some(place),
            Door::Command { .. } | Door::Press(_) => None,
        };
        if message.is_some_and(|message| self.is_muted(message.channel, Deed::Speak, now)) {
            return Permit::Instead(None);
        }
        if !self.manners.lists.admit(scene) {
            return Permit::Instead(message.is_none().then(|| door.tell(Note::NotHere)));
        }
        let of_person = self.people.spend(user, now);
        // Who is held back uses up nothing of what the others in the channel may ask.
        let (pace, excuse) = match of_person {
            Pace::Free => (self.channel_pace(door, scene, now), Note::BusyChannel),
            held_back => (held_back, Note::SlowDown),
        };
        Permit::Instead(match (pace, door) {
            (Pace::Free, _) => return Permit::Answer,
            (Pace::HeldBack, Door::Message { place, is_direct: false }) => self.mark(place, Sign::Wait, now),
            (Pace::HeldBackAgain, Door::Message { .. }) => None,
            (Pace::HeldBackAgain, Door::Press(interaction)) => {
                Some(Action::Acknowledge { interaction: interaction.clone() })
            }
            (Pace::HeldBack | Pace::HeldBackAgain, door) => Some(door.tell(excuse)),
        })
    }

    /// What is seen by one person only crowds no channel.
    fn channel_pace(&mut self, door: Door<'_>, scene: &Scene, now: Now) -> Pace {
        let is_open = matches!(door, Door::Message { .. } | Door::Command { is_open: true, .. });
        match scene.channel.filter(|_| scene.server.is_some() && is_open) {
            Some(channel) => self.channels.spend(channel, now),
            None => Pace::Free,
        }
    }
}
