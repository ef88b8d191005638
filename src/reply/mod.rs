//! What the asker sees, as plain data for any surface: cards, citations, buttons. Nothing here is markdown; the border
//! that shows a reply escapes it. Every reply composed here fits Discord's limits even after that; see `limits`.

mod asked;
mod browse;
mod buttons;
mod checked;
mod citation;
mod compose;
mod corrected;
mod desk_pages;
pub mod limits;
mod notes;
mod pages;
mod passage;
mod reasons;
mod renewal;
mod sources;
mod timeline;
mod why;
pub mod wording;
pub mod wording_desk;
pub mod wording_manners;
pub mod wording_pages;
pub mod wording_renewal;
pub mod wording_why;

pub use browse::{compose_topic, compose_topics_with_menu};
pub use buttons::{with_buttons, with_fact_buttons};
pub use checked::compose_checked;
pub use compose::{compose, compose_fact};
pub use corrected::compose_corrected;
pub use desk_pages::{AskedInVain, DeskPage, DeskStatistics, DeskTold, compose_desk_told};
pub use notes::{Note, compose_note};
pub use pages::{
    compose_about, compose_about_with_contact, compose_answered_there, compose_expired, compose_hidden,
    compose_not_yours, compose_topics, compose_unreadable, compose_voted, compose_welcome,
};
pub use passage::compose_passage;
pub use reasons::compose_reasons;
pub use renewal::{Renewal, RenewalEnd, compose_renewal};
pub use sources::compose_sources;
pub use timeline::compose_timeline;
pub use why::{compose_asked_again, compose_recalled, compose_why};

/// Named by presses, so that a surface can write them down.
pub use crate::knowledge::Revision;

/// One message of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What is said, in order; at least one card, at most ten.
    pub cards: Vec<Card>,
    /// What can be pressed below it; a surface may draw neighbours of one [`Press::list`] as a list to choose from.
    pub buttons: Vec<Button>,
    /// Who may read it.
    pub visibility: Visibility,
}

/// One box of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What sort of message it is; a surface may colour it.
    pub tone: Tone,
    /// The heading: for an answer, the question as it was understood.
    pub title: Option<String>,
    /// The text itself: for an answer, the curator's words, after a sentence that corrects the question where it must be.
    pub body: String,
    /// What the body rests on; empty for what is not an answer.
    pub citations: Vec<CitationLine>,
    /// Small print below everything: the receipt of an answer.
    pub footer: Option<String>,
}

/// What sort of message a card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A cited answer.
    Answer,
    /// "Did you mean".
    Choice,
    /// Not covered.
    Refusal,
    /// Anything else the desk says of its own: help, small talk, lists.
    Notice,
}

/// One citation, made readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationLine {
    /// The quoted words without quotation marks, where the curator gave a quote.
    pub quote: Option<String>,
    /// "title, paragraph 1, sentence 2"; without the title where the line before is from the same source.
    pub place: String,
    /// Address of the source, where it is known.
    pub url: Option<String>,
}

/// Something that can be pressed below a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What stands on it; fits Discord's 80 characters.
    pub label: String,
    /// What pressing it means.
    pub press: Press,
}

/// What a press means. It travels inside the button, so a press works for as long as its fact exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Press {
    /// "Did you mean": show this fact in place of the choice.
    Choose {
        /// [`crate::knowledge::Fact::id`].
        fact: String,
    },
    /// A question near the one that was answered: answer it to whoever pressed.
    Related {
        /// [`crate::knowledge::Fact::id`].
        fact: String,
    },
    /// A question in a list: answer it to whoever chose it.
    Read {
        /// [`crate::knowledge::Fact::id`].
        fact: String,
    },
    /// "Show the passage": the citation of this fact in full.
    Passage {
        /// [`crate::knowledge::Fact::id`].
        fact: String,
    },
    /// 👍 or 👎 for an answer.
    Vote {
        /// [`crate::knowledge::Fact::id`] of the first fact answered with.
        fact: String,
        /// Whether it helped.
        is_helpful: bool,
    },
    /// "Remove": take the reply back.
    Remove {
        /// The number of the member who asked; nobody else may.
        asker: u64,
    },
    /// A topic in the list of topics.
    OpenTopic {
        /// The base in which the topic has this position.
        revision: Revision,
        /// Its position in [`crate::knowledge::Knowledge::topics`].
        topic: usize,
    },
    /// Another page of a topic.
    TopicPage {
        /// The base in which the topic has this position.
        revision: Revision,
        /// Its position in [`crate::knowledge::Knowledge::topics`].
        topic: usize,
        /// The page, counted from 0.
        page: usize,
    },
    /// Another page of the timeline.
    TimelinePage {
        /// The page, counted from 0.
        page: usize,
    },
    /// Another page of the sources.
    SourcesPage {
        /// The page, counted from 0.
        page: usize,
    },
}

/// Choices that belong together, so many that a surface may rather draw a list than buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// The topics.
    Topics,
    /// The questions on a page.
    Questions,
}

impl Press {
    /// The list that it is a choice of.
    #[must_use]
    pub fn list(&self) -> Option<List> {
        match self {
            Self::OpenTopic { .. } => Some(List::Topics),
            Self::Read { .. } => Some(List::Questions),
            _ => None,
        }
    }

    /// Whether it offers another question, rather than doing something with the reply above it.
    #[must_use]
    pub fn is_offer(&self) -> bool {
        matches!(self, Self::Choose { .. } | Self::Related { .. })
    }
}

/// Who may read a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Everyone in the channel.
    Everyone,
    /// Only the person who asked.
    AskerOnly,
}
