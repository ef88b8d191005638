//! What the desk does about an event, in plain data. How it is written for Discord is told in `discord`.

use super::{ChannelId, Interaction, MessageId, MessageRef, ServerId, UserId};
use crate::reply::{DeskPage, Reply};

/// Something the desk does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Says something.
    Send {
        /// Where to.
        to: Destination,
        /// What.
        reply: Reply,
    },
    /// Offers choices for the question being typed.
    Choices {
        /// Whom.
        interaction: Interaction,
        /// At most 25, best first.
        choices: Vec<Choice>,
    },
    /// Takes note of a command whose answer takes a moment; only who used it sees that.
    Defer {
        /// The command.
        interaction: Interaction,
    },
    /// Puts an answer in place of the note of [`Action::Defer`].
    Complete {
        /// The command.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
        /// The answer; who sees it was decided by the note.
        reply: Reply,
    },
    /// Takes note of a press and shows nothing.
    Acknowledge {
        /// The press.
        interaction: Interaction,
    },
    /// Takes back the message whose button was pressed; the press was acknowledged before.
    Withdraw {
        /// The press.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
    },
    /// Puts another reply in place of an earlier one.
    Change {
        /// The earlier one.
        reply: MessageRef,
        /// The message it replies to.
        question: MessageId,
        /// The other.
        to: Reply,
    },
    /// Removes an earlier reply.
    Remove {
        /// Which.
        reply: MessageRef,
    },
    /// Puts a sign on somebody's message.
    Mark {
        /// The message.
        message: MessageRef,
        /// The sign.
        sign: Sign,
    },
    /// Reads the base anew and tells how that went by [`super::Event::Reloaded`].
    ReadAnew {
        /// The command that wished it.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
    },
    /// Looks up what was asked in a server; the note of [`Action::Defer`] came before.
    Consult {
        /// The command.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
        /// What is wanted.
        page: DeskPage,
        /// The server.
        server: ServerId,
    },
    /// Keeps the list of watched channels for the next start.
    KeepWatched {
        /// All of them, in order.
        channels: Vec<ChannelId>,
    },
}

/// A sign that says something without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// A cited answer is there for the taking.
    Offer,
    /// The asker is heard but has to wait.
    Wait,
}

/// Where a reply goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A reply to a message.
    Message(MessageRef),
    /// The same, for somebody who pointed at it and waits to hear how it went.
    MessageFor {
        /// The message.
        message: MessageRef,
        /// Where they wait.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
    },
    /// The first response to an interaction.
    Interaction(Interaction),
    /// The same, naming and pinging one member whom the asker chose.
    InteractionFor(Interaction, UserId),
    /// In place of the message whose button was pressed.
    InPlace(Interaction),
}

/// One line of the autocompletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is shown; fits Discord's 100 characters.
    pub name: String,
    /// What is sent as the question when it is taken; fits Discord's 100 characters.
    pub value: String,
}
