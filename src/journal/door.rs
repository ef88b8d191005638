//! The doors by which a question comes, and through which of them its words may be kept.

use std::fmt::{self, Display, Formatter};

/// By which way somebody reached the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Door {
    /// The slash command.
    Slash,
    /// A message that mentions the desk.
    Mention,
    /// A reply to a message of the desk.
    Reply,
    /// A direct message.
    Direct,
    /// The menu of somebody's message.
    Menu,
    /// A watched channel.
    Watched,
    /// A button: one of several questions was chosen.
    Button,
    /// A person in the terminal.
    Terminal,
    /// A program.
    Script,
}

impl Door {
    /// All doors.
    pub const ALL: [Self; 9] = [
        Self::Slash,
        Self::Mention,
        Self::Reply,
        Self::Direct,
        Self::Menu,
        Self::Watched,
        Self::Button,
        Self::Terminal,
        Self::Script,
    ];

    /// The name that is kept and shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Slash => "slash",
            Self::Mention => "mention",
            Self::Reply => "reply",
            Self::Direct => "direct",
            Self::Menu => "menu",
            Self::Watched => "watched",
            Self::Button => "button",
            Self::Terminal => "terminal",
            Self::Script => "script",
        }
    }

    /// Whether the words of a question may be kept: only where somebody addressed them to the desk, and in a server not
    /// elsewhere than before everybody's eyes. The words of a message that others pointed at are not for the desk.
    pub(super) fn keeps_words(self, guild: Option<u64>) -> bool {
        match self {
            Self::Slash | Self::Mention | Self::Reply => guild.is_some(),
            Self::Terminal | Self::Script => true,
            Self::Direct | Self::Menu | Self::Watched | Self::Button => false,
        }
    }
}

impl Display for Door {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
