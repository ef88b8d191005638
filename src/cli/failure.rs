//! Why a command could not do its work: what, where and what to do, with the exit status that goes with it.

use std::fmt::{self, Display, Formatter};
use std::io;

use super::ExitCode;
use crate::knowledge::Problem;

/// What ends a command before its time.
#[derive(Debug)]
pub(super) enum Failure {
    /// Reading from stdin or writing to stdout broke.
    Stream(io::Error),
    /// Files can't be used as they are.
    Problems(Vec<Problem>),
    /// Question files can't be used as they are.
    QuestionFiles(Vec<Problem>),
    /// Texts of sources can't be used as they are.
    SourceTexts(Vec<Problem>),
    /// Anything else, told in a sentence.
    Told(String, ExitCode),
    /// Two at once, so that the operator needn't start again to learn of the second.
    #[cfg(feature = "discord")]
    Both(Box<Failure>, Box<Failure>),
}

impl Failure {
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Stream(reason) if reason.kind() == io::ErrorKind::BrokenPipe)
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Told(_, code) => *code,
            Self::Stream(_) | Self::Problems(_) | Self::QuestionFiles(_) | Self::SourceTexts(_) => ExitCode::Unusable,
            #[cfg(feature = "discord")]
            Self::Both(first, _) => first.exit_code(),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(reason: io::Error) -> Self {
        Self::Stream(reason)
    }
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stream(reason) => write!(formatter, "error: reading or writing failed: {reason}; try again"),
            Self::Problems(problems) => {
                for problem in problems {
                    writeln!(formatter, "{problem}")?;
                }
                write!(formatter, "error: put this right first; factdesk check shows everything there is to say")
            }
            Self::QuestionFiles(problems) => {
                for problem in problems {
                    writeln!(formatter, "{problem}")?;
                }
                write!(formatter, "error: put this right first; nothing was measured")
            }
            Self::SourceTexts(problems) => {
                for problem in problems {
                    writeln!(formatter, "{problem}")?;
                }
                write!(formatter, "error: put this right first; nothing was checked")
            }
            Self::Told(message, _) => write!(formatter, "error: {message}"),
            #[cfg(feature = "discord")]
            Self::Both(first, second) => write!(formatter, "{first}\n{second}"),
        }
    }
}
