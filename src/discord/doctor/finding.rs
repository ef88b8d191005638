//! One thing that the doctor has looked at, in words for the operator.

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub subject: String,
    /// How it is.
    pub state: State,
    /// What there is, or what to do.
    pub text: String,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Fine,
    /// Something is to be done about it.
    ToDo,
    /// It can be looked at when something else is done.
    Later,
}

impl State {
    /// The state in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::ToDo => "to do",
            Self::Later => "later",
        }
    }
}

impl Finding {
    /// Something as it should be.
    pub fn fine(subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self { subject: subject.into(), state: State::Fine, text: text.into() }
    }

    /// Something to be done.
    pub fn to_do(subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self { subject: subject.into(), state: State::ToDo, text: text.into() }
    }

    /// Something that could not be looked at yet.
    pub fn later(subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self { subject: subject.into(), state: State::Later, text: text.into() }
    }
}
