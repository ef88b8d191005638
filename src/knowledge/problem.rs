//! One thing wrong in a file that people write, with its place and what to do about it. Finding problems is the work
//! of `load`, `check` and `config`.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

/// Something a curator or operator should know of a file. Problems sort by file, line and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file or folder, as it was named when it was read.
    pub file: PathBuf,
    /// The line, counted from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// The character in the line, counted from 1, where it helps: only for broken TOML.
    pub column: Option<usize>,
    /// Whether the file can be used all the same.
    pub severity: Severity,
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
}

impl Problem {
    /// Something that must be put right.
    pub fn error(file: &Path, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        let (line, message) = (line.into(), message.into());
        Self { file: file.to_owned(), line, column: None, severity: Severity::Error, message }
    }

    /// Something that should be looked at.
    pub fn warning(file: &Path, line: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, line, message) }
    }

    /// Whether it must be put right before the file can be used.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Display for Problem {
    /// `knowledge/10-contingent.toml:14: error: what is wrong, and what to do`
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
        })
    }
}
