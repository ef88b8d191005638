//! What happened, in plain data. Discord's objects appear here only as numbers.

use super::{ChannelId, MessageId, MessageRef, UserId};
use crate::reply::{DeskPage, DeskTold, Press, Renewal, Reply};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody put a question to the desk.
    Asked(Asked),
    /// Somebody mentioned the desk in a reply to somebody else's message.
    AskedInReply {
        /// What they wrote themselves.
        asked: Asked,
        /// The words of the message they replied to; empty where Discord hides them.
        replied_to: String,
    },
    /// Somebody wants a message answered.
    AnswerThis {
        /// Where the desk takes note.
        interaction: Interaction,
        /// The number of the desk's application, in whose name the note is completed.
        application: u64,
        /// The message.
        message: MessageRef,
        /// Its words.
        text: String,
        /// Whether the desk can reply to it there.
        may_reply: bool,
    },
    /// The answer to a message that somebody pointed at was posted below it, or could not be.
    AnsweredThis {
        /// Where they wait to hear of it.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
        /// The answer, where it could not be posted.
        unposted: Option<Reply>,
    },
    /// Somebody wants a message compared with the facts.
    CheckThis {
        /// Where the comparison goes.
        interaction: Interaction,
        /// The words of the message.
        text: String,
    },
    /// Somebody is typing a question into the command and wants choices.
    Typing {
        /// Where the choices go.
        interaction: Interaction,
        /// What has been typed so far.
        prefix: String,
    },
    /// Somebody pressed a button of ours.
    Pressed {
        /// Where the result goes.
        interaction: Interaction,
        /// What the button means; `None` where this version can no longer read it.
        press: Option<Press>,
        /// The message below which it stands.
        on: PressedMessage,
    },
    /// Somebody asked what the desk covers.
    Browsed {
        /// Where the list goes.
        interaction: Interaction,
        /// Which list.
        page: Page,
    },
    /// Somebody asked why an earlier answer was given.
    AskedWhy {
        /// Where the reasons go.
        interaction: Interaction,
        /// The receipt as it was typed.
        receipt: String,
    },
    /// A message was changed that may be a question to the desk.
    Edited {
        /// The message.
        message: MessageRef,
        /// Its words now, with the mention of the desk itself taken out.
        question: String,
        /// The words of somebody else's message that it replies to.
        replied_to: Option<String>,
        /// Whether it is for the desk.
        is_addressed: bool,
    },
    /// Messages were deleted.
    Deleted {
        /// Which.
        messages: Vec<MessageId>,
    },
    /// What the desk did about its reply to a message has been carried out.
    Delivered {
        /// The message replied to.
        question: MessageId,
        /// The reply, or `None` where it could not be.
        reply: Option<MessageId>,
    },
    /// Discord does not let the desk do something in a channel.
    Forbidden {
        /// The channel.
        channel: ChannelId,
        /// What.
        deed: Deed,
    },
    /// Somebody wrote a message that is not for the desk.
    Overheard {
        /// The message.
        message: MessageRef,
        /// Its words.
        words: String,
        /// Who wrote it.
        author: Author,
    },
    /// Somebody took the answer that was offered for a message.
    Taken {
        /// The message.
        message: MessageRef,
        /// Who took it.
        by: Author,
    },
    /// Somebody wants a channel to be watched, or no longer.
    Watch {
        /// Where the result goes.
        interaction: Interaction,
        /// Whether it shall be watched.
        watch: bool,
    },
    /// Somebody wants the base to be read anew.
    Reload {
        /// Where the report goes.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
    },
    /// The base was read anew, or could not be.
    Reloaded {
        /// Where somebody waits to hear of it.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
        /// What became of it.
        renewal: Renewal,
    },
    /// Somebody wants to know what was asked in a server.
    Consult {
        /// Where the result goes.
        interaction: Interaction,
        /// The number of the desk's application, in whose name it is completed.
        application: u64,
        /// What they want to know.
        page: DeskPage,
    },
    /// It was looked up.
    Consulted {
        /// Where they wait.
        interaction: Interaction,
        /// The number of the desk's application.
        application: u64,
        /// What there is to tell; `None` where nothing is recorded.
        told: Option<DeskTold>,
    },
    /// Somebody used a command or an option that this version does not know.
    Unreadable {
        /// Where the apology goes.
        interaction: Interaction,
    },
}

impl Event {
    /// The interaction that waits for a first response, where there is one.
    #[must_use]
    pub fn waiting(&self) -> Option<&Interaction> {
        match self {
            Self::Asked(Asked { via, .. }) | Self::AskedInReply { asked: Asked { via, .. }, .. } => match via {
                Via::Command { interaction, .. } | Via::CommandFor { interaction, .. } => Some(interaction),
                Via::Mention(_) | Via::Reply(_) | Via::DirectMessage(_) => None,
            },
            Self::AnswerThis { interaction, .. }
            | Self::CheckThis { interaction, .. }
            | Self::Typing { interaction, .. }
            | Self::Pressed { interaction, .. }
            | Self::Browsed { interaction, .. }
            | Self::AskedWhy { interaction, .. }
            | Self::Watch { interaction, .. }
            | Self::Reload { interaction, .. }
            | Self::Consult { interaction, .. }
            | Self::Unreadable { interaction } => Some(interaction),
            _ => None,
        }
    }
}

/// What the desk does in a channel by a request of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Posts and changes messages.
    Speak,
    /// Reacts to the messages of others.
    React,
}

/// A list the desk can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// Every topic with some of its questions.
    Topics,
    /// The dated facts in order.
    Timeline,
    /// What is cited, and how often.
    Sources,
    /// What the desk is, covers and keeps.
    About,
}

/// A message of the desk whose button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PressedMessage {
    /// The message.
    pub message: MessageId,
    /// Who had asked what it replies to, where its own "Remove" tells.
    pub asker: Option<UserId>,
    /// The number of the desk's application, in whose name the message can be taken back.
    pub application: u64,
}

/// A question put to the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The words, with the mention of the desk itself taken out.
    pub question: String,
    /// Through which door it came.
    pub via: Via,
    /// Who asked.
    pub author: Author,
}

/// The doors by which a question comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// The slash command.
    Command {
        /// Where the answer goes.
        interaction: Interaction,
        /// Whether only the asker shall see it.
        private: bool,
    },
    /// The slash command, with the answer aimed at somebody.
    CommandFor {
        /// Where the answer goes.
        interaction: Interaction,
        /// At whom.
        member: UserId,
    },
    /// A message that mentions the desk.
    Mention(MessageRef),
    /// A reply to a message of the desk.
    Reply(MessageRef),
    /// A direct message.
    DirectMessage(MessageRef),
}

impl Via {
    /// The channel, thread or direct conversation in which the question was asked.
    #[must_use]
    pub fn channel(&self) -> ChannelId {
        match self {
            Self::Command { interaction, .. } | Self::CommandFor { interaction, .. } => interaction.channel,
            Self::Mention(message) | Self::Reply(message) | Self::DirectMessage(message) => message.channel,
        }
    }
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Author {
    /// A person.
    Person(UserId),
    /// A bot, a webhook or the desk itself: never answered.
    Automatic,
}

/// An interaction that waits for a response; Discord gives three seconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interaction {
    /// Its number.
    pub id: u64,
    /// Its token, valid for fifteen minutes.
    pub token: String,
    /// Who caused it.
    pub user: UserId,
    /// Where.
    pub channel: ChannelId,
}
