//! What the asker sees, as plain data for any surface: cards, citations, buttons. Nothing here is markdown; the border
//! that shows a reply escapes it. Every reply composed here fits Discord's limits even after that; see `limits`.

mod asked;
mod citation;
mod compose;
pub mod limits;
mod notes;
mod pages;
mod reasons;
mod why;
pub mod wording;
pub mod wording_manners;
pub mod wording_why;

pub use compose::{compose, compose_fact};
pub use notes::{Note, compose_note};
pub use pages::{compose_about, compose_expired, compose_topics, compose_unreadable, compose_welcome};
pub use reasons::compose_reasons;
pub use why::{compose_asked_again, compose_recalled, compose_why};

/// One message of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What is said, in order; at least one card, at most ten.
    pub cards: Vec<Card>,
    /// What can be pressed below it; at most 25.
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
}

/// Who may read a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Everyone in the channel.
    Everyone,
    /// Only the person who asked.
    AskerOnly,
}
