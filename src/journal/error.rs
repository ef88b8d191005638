//! Why a journal can't be used: what, where and what to do.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What is wrong with the file.
#[derive(Debug)]
pub struct Error {
    file: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    /// A later version of the program has written it.
    Newer { found: i64, known: usize },
    /// Its folder can't be made.
    Folder(io::Error),
    /// SQLite says no.
    Sqlite(rusqlite::Error),
}

impl Error {
    pub(super) fn newer(file: &Path, found: i64, known: usize) -> Self {
        Self { file: file.to_owned(), reason: Reason::Newer { found, known } }
    }

    pub(super) fn folder(file: &Path, reason: io::Error) -> Self {
        Self { file: file.to_owned(), reason: Reason::Folder(reason) }
    }

    pub(super) fn sqlite(file: &Path, reason: rusqlite::Error) -> Self {
        Self { file: file.to_owned(), reason: Reason::Sqlite(reason) }
    }

    /// Whether the same may well go better in a while: the disk is full, or somebody else holds the file.
    pub(super) fn may_pass(&self) -> bool {
        match &self.reason {
            Reason::Newer { .. } => false,
            Reason::Folder(_) => true,
            Reason::Sqlite(reason) => matches!(
                reason.sqlite_error_code(),
                Some(
                    ErrorCode::DatabaseBusy
                        | ErrorCode::DatabaseLocked
                        | ErrorCode::DiskFull
                        | ErrorCode::SystemIoFailure
                        | ErrorCode::ReadOnly
                        | ErrorCode::CannotOpen
                        | ErrorCode::PermissionDenied
                        | ErrorCode::OutOfMemory
                )
            ),
        }
    }
}

impl Display for Error {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match &self.reason {
            Reason::Newer { found, known } => write!(
                formatter,
                "{file}: the journal has version {found} and this factdesk knows only up to {known}; use the newer \
                 factdesk, or name another file in [journal] file"
            ),
            Reason::Folder(reason) => write!(
                formatter,
                "{file}: the folder or file of the journal can't be made: {reason}; see to the folder, or name another file in [journal] file"
            ),
            Reason::Sqlite(reason) => write!(
                formatter,
                "{file}: the journal can't be used: {reason}; see that the file is a journal, that it can be written and \
                 that the disk has room"
            ),
        }
    }
}

impl std::error::Error for Error {}
