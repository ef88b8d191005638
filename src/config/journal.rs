//! The section [journal]: where what was asked is recorded, how long, and from where.

use std::path::PathBuf;

use super::{Config, Environment, state_folder};
use crate::knowledge::TableReader;

/// The file's name in the state folder.
const FILE_NAME: &str = "journal.sqlite";
/// How many days words are kept: long enough for a curator who looks once a month.
const RETENTION_DAYS: u32 = 30;

/// How the desk records what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalConfig {
    /// The file; without it, one in the folder that [`state_folder()`] says.
    pub file: Option<PathBuf>,
    /// For how many days the words of questions, hashes of people and numbers of messages are kept; 0 for none of them.
    pub retention_days: u32,
    /// Whether questions in the terminal are recorded too.
    pub terminal: bool,
}

impl Default for JournalConfig {
    fn default() -> Self {
        Self { file: None, retention_days: RETENTION_DAYS, terminal: true }
    }
}

/// The file of the journal; `None` where no folder is known for it.
#[must_use]
pub fn journal_file(config: &Config, environment: &Environment) -> Option<PathBuf> {
    let in_state = || Some(state_folder(config.discord.state.clone(), environment)?.join(FILE_NAME));
    config.journal.file.clone().or_else(in_state)
}

/// Reads the section; what is left out keeps its default.
pub(super) fn journal(table: &mut TableReader<'_>) -> JournalConfig {
    let default = JournalConfig::default();
    JournalConfig {
        file: table.text_or_empty("file").map(|text| PathBuf::from(text.value)),
        retention_days: table.count("retention_days").unwrap_or(default.retention_days),
        terminal: table.yes_or_no("terminal").unwrap_or(default.terminal),
    }
}
