//! The logins of the last day, kept on disk so that a loop of restarts is seen, and the pace they are held to. Discord
//! resets the token of a bot that logs in a thousand times a day; at this pace there are at most 50 + 288.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serenity::all::UserId;
use tracing::warn;

use super::kept_file;

/// Discord's period, in seconds.
const DAY: u64 = 24 * 60 * 60;
/// How often a day each connection may log in at once: enough for somebody who tries things out, for a supervisor that
/// starts the bot anew now and then, and for the sessions that Discord ends.
const FREE_LOGINS: usize = 50;
/// The most for all connections together: with the pace that follows, a day stays below Discord's thousand.
const MAX_FREE_LOGINS: usize = 500;
/// The seconds between two logins of a connection after that: 288 a day, and no wait that an operator would feel.
const PACE: u64 = 5 * 60;

/// The logins of the last day.
#[derive(Debug)]
pub(super) struct LoginRecord {
    file: Option<PathBuf>,
    /// When they were, in seconds since the Unix epoch, in the order in which they were noted.
    logins: Vec<u64>,
    connections: u32,
}

/// What stands in the file.
#[derive(Default, Deserialize, Serialize)]
struct Written {
    logins: Vec<u64>,
}

impl LoginRecord {
    /// The record of this bot in a folder; without one it lasts as long as the process.
    pub(super) fn open(folder: Option<&Path>, me: UserId, connections: u32) -> Self {
        let file = folder.map(|folder| folder.join(format!("logins-{me}.json")));
        if file.is_none() {
            warn!("no folder is known for the count of logins, so a restart forgets it; set [discord] state");
        }
        let logins = file.as_deref().map(read).unwrap_or_default();
        Self { file, logins, connections }
    }

    /// How long all connections wait before they may log in; `None` where they may now.
    pub(super) fn wait(&self, now: u64) -> Option<Duration> {
        let n_free = FREE_LOGINS.saturating_mul(self.connections as usize).min(MAX_FREE_LOGINS);
        if self.number(now) + self.connections as usize <= n_free {
            return None;
        }
        let last = self.logins.iter().copied().filter(|&login| is_of_last_day(login, now)).max()?;
        // A clock that was set back must not make the wait longer.
        let since = now.saturating_sub(last);
        let pace = PACE.saturating_mul(self.connections.into());
        Some(Duration::from_secs(pace.saturating_sub(since))).filter(|wait| !wait.is_zero())
    }

    /// Notes the first login of every connection. It is done before they are made: whatever ends the process, they count.
    pub(super) fn note_start(&mut self, now: u64) {
        self.add(self.connections, now);
    }

    /// Notes another login of a connection; where it was one too many, how long no other should follow.
    pub(super) fn note(&mut self, now: u64) -> Result<(), Duration> {
        let wait = self.wait(now);
        self.add(1, now);
        wait.map_or(Ok(()), Err)
    }

    /// How many logins the last day saw.
    pub(super) fn number(&self, now: u64) -> usize {
        self.logins.iter().filter(|&&login| is_of_last_day(login, now)).count()
    }

    fn add(&mut self, number: u32, now: u64) {
        self.logins.retain(|&login| is_of_last_day(login, now));
        self.logins.extend((0..number).map(|_| now));
        let Some(file) = &self.file else { return };
        if let Err(error) = kept_file::replace(file, &Written { logins: self.logins.clone() }) {
            warn!(file = %file.display(), %error, "the count of logins can't be kept; make its folder writable");
        }
    }
}

/// Whether a login counts; one from the future counts as well, for somebody set the clock back.
fn is_of_last_day(login: u64, now: u64) -> bool {
    now.abs_diff(login) < DAY
}

fn read(file: &Path) -> Vec<u64> {
    let logins = kept_file::read::<Written>(file).map(|written| written.logins);
    logins.unwrap_or_else(|error| {
        if error.kind() != ErrorKind::NotFound {
            warn!(file = %file.display(), %error, "the count of logins can't be read and begins anew");
        }
        Vec::new()
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const NOON: u64 = 1_700_000_000;

    fn record(connections: u32) -> LoginRecord {
        LoginRecord { file: None, logins: Vec::new(), connections }
    }

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// A bot that is started again the moment it may be, for a day.
    fn logins_of_a_loop(connections: u32) -> usize {
        let mut record = record(connections);
        let (mut now, mut n_logins) = (NOON, 0);
        while now < NOON + DAY {
            if let Some(wait) = record.wait(now) {
                now += wait.as_secs();
                continue;
            }
            record.note_start(now);
            n_logins += connections as usize;
            now += 1;
        }
        n_logins
    }

    #[test]
    fn a_loop_of_restarts_is_slowed_down_well_before_discord_minds() {
        // Fifty, one a second, and then one every five minutes.
        assert_eq!(logins_of_a_loop(1), 50 + 287);
        for connections in [2, 4, 16, 64] {
            let n_logins = logins_of_a_loop(connections);
            assert!(n_logins < 800, "{connections} connections log in {n_logins} times");
        }
    }

    #[test]
    fn the_pace_begins_when_the_free_logins_are_spent() {
        let mut record = record(1);
        for _ in 0..FREE_LOGINS {
            assert_eq!(record.wait(NOON), None);
            assert_eq!(record.note(NOON), Ok(()));
        }
        assert_eq!(record.wait(NOON + 20), Some(seconds(280)));
        assert_eq!(record.note(NOON + 20), Err(seconds(280)));
        assert_eq!(record.wait(NOON + 20), Some(seconds(300)));
        assert_eq!(record.wait(NOON + 320), None);
        assert_eq!(record.wait(NOON + DAY), None);
        assert_eq!(record.number(NOON + DAY), 1);
    }

    #[test]
    fn a_clock_set_wrong_makes_no_long_wait() {
        let mut record = record(1);
        for _ in 0..60 {
            record.add(1, NOON);
        }
        assert_eq!(record.wait(NOON - 3_600), Some(seconds(300)));
        assert_eq!(record.wait(NOON - DAY), None);
        assert_eq!(record.wait(0), None);
    }

    #[test]
    fn a_restart_finds_what_was_noted() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let below = folder.path().join("made/when/needed");
        let open = |me| LoginRecord::open(Some(&below), UserId::new(me), 1);
        open(7).note_start(NOON);
        open(7).note_start(NOON + 1);
        assert_eq!(open(7).logins, [NOON, NOON + 1]);
        assert_eq!(open(8).number(NOON), 0, "another bot has its own");
        let names: Vec<_> = fs::read_dir(&below).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(names, ["logins-7.json"], "nothing else is left behind");
    }

    #[test]
    fn a_damaged_file_begins_anew() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let open = || LoginRecord::open(Some(folder.path()), UserId::new(7), 1);
        for text in ["", "{\"logins\": [1, 2", "[]", "{\"logins\": [-1]}"] {
            fs::write(folder.path().join("logins-7.json"), text).expect("a file");
            assert!(open().logins.is_empty(), "{text}");
        }
        open().note_start(NOON);
        assert_eq!(open().number(NOON), 1);
    }
}
