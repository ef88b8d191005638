//! The watched channels, kept on disk from one start to the next. Nothing else about a channel is written down.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serenity::all::{ChannelId as DiscordChannelId, UserId};
use tracing::{info, warn};

use super::kept_file;
use crate::conversation::ChannelId;

/// The file of one bot.
#[derive(Debug)]
pub(super) struct WatchedFile {
    file: Option<PathBuf>,
}

/// What stands in the file.
#[derive(Default, Deserialize, Serialize)]
struct Written {
    channels: Vec<DiscordChannelId>,
}

impl WatchedFile {
    /// The file of this bot in a folder; without one, what is watched is forgotten at the end.
    pub(super) fn new(folder: Option<&Path>, me: UserId) -> Self {
        Self { file: folder.map(|folder| folder.join(format!("watched-{me}.json"))) }
    }

    /// The channels that stand in it.
    pub(super) fn read(&self) -> Vec<ChannelId> {
        let Some(file) = &self.file else { return Vec::new() };
        let written = kept_file::read::<Written>(file);
        let written = written.unwrap_or_else(|error| {
            if error.kind() != ErrorKind::NotFound {
                warn!(file = %file.display(), %error, "the watched channels can't be read, so none is watched");
            }
            Written::default()
        });
        written.channels.iter().map(|channel| ChannelId(channel.get())).collect()
    }

    /// Puts these channels in place of those before.
    pub(super) fn keep(&self, channels: &[ChannelId]) {
        let Some(file) = &self.file else {
            warn!("no folder is known for the watched channels, so a restart forgets them; set [discord] state");
            return;
        };
        let numbers = channels.iter().filter(|channel| channel.0 > 0).map(|channel| DiscordChannelId::new(channel.0));
        match kept_file::replace(file, &Written { channels: numbers.collect() }) {
            Ok(()) => info!(watched = channels.len(), "the watched channels are kept"),
            Err(error) => {
                warn!(file = %file.display(), %error, "the watched channels can't be kept; make the folder writable");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const ME: UserId = UserId::new(900);

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let nested = folder.path().join("not").join("there yet");
        let file = WatchedFile::new(Some(&nested), ME);
        assert_eq!(file.read(), []);
        file.keep(&[ChannelId(5), ChannelId(7)]);
        file.keep(&[ChannelId(7), ChannelId(u64::MAX - 1)]);
        assert_eq!(WatchedFile::new(Some(&nested), ME).read(), [ChannelId(7), ChannelId(u64::MAX - 1)]);
        assert_eq!(WatchedFile::new(Some(&nested), UserId::new(901)).read(), [], "another bot's are its own");
        assert_eq!(fs::read_dir(&nested).expect("the folder is there").count(), 1, "nothing is left over");
    }

    #[test]
    fn a_broken_file_watches_nothing() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("watched-900.json"), b"{").expect("it can be written");
        assert_eq!(WatchedFile::new(Some(folder.path()), ME).read(), []);
        WatchedFile::new(None, ME).keep(&[ChannelId(1)]);
    }
}
