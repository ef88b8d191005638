//! One thing wrong in a file that people write, with its place and what to do about it. Finding problems is the work
//! of `load`, `check` and `config`.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use super::position::Position;

/// Something a curator or operator should know of a file. Problems sort by file, line and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file or folder, as it was named when it was read.
    pub file: PathBuf,
    /// The line, counted from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// The character in the line, counted from 1, where one is meant.
    pub column: Option<usize>,
    /// Whether the file can be used all the same.
    pub severity: Severity,
    /// Which rule is broken, by one word for tools: "quote", "margin".
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file can't be used as it is.
    Error,
    /// The file works, but probably not as it was meant.
    Warning,
    /// Nothing is wrong; something may be worth knowing.
    Note,
}

/// A place in a file, as exact as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The character in the line, counted from 1.
    pub column: Option<usize>,
}

impl From<Option<usize>> for Place {
    fn from(line: Option<usize>) -> Self {
        Self { line, column: None }
    }
}

impl From<usize> for Place {
    fn from(line: usize) -> Self {
        Some(line).into()
    }
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { line: Some(position.line), column: Some(position.column) }
    }
}

/// The rule of what nobody named more closely: a file that is not as it should be.
pub const RULE_OF_FILES: &str = "file";

impl Problem {
    /// Something that must be put right.
    pub fn error(file: &Path, place: impl Into<Place>, message: impl Into<String>) -> Self {
        let Place { line, column } = place.into();
        let message = message.into();
        Self { file: file.to_owned(), line, column, severity: Severity::Error, rule: RULE_OF_FILES, message }
    }

    /// Something that should be looked at.
    pub fn warning(file: &Path, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, place, message) }
    }

    /// Something worth knowing.
    pub fn note(file: &Path, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(file, place, message) }
    }

    /// The same problem under the name of a rule.
    #[must_use]
    pub fn of_rule(self, rule: &'static str) -> Self {
        Self { rule, ..self }
    }

    /// Whether it must be put right before the file can be used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Display for Problem {
    /// `knowledge/10-contingent.toml:14:10: error: what is wrong, and what to do`
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:", self.file.display())?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(formatter, "{number}:")?;
        }
        write!(formatter, " {}: {}", self.severity, self.message)
    }
}

impl Display for Severity {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}
