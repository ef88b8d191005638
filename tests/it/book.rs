//! A journal in a folder of its own, with a clock that the test sets.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use factdesk::answer::{Engine, Thresholds};
use factdesk::journal::{Circumstances, Door, Entry, Error, Exported, Journal, Rules, Store};
use tempfile::TempDir;

use crate::support::lighthouse;

/// Longer than any write takes on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// When the tests' events happen, in seconds since the Unix epoch.
pub const NOW: u64 = 1_795_521_600;
/// A server.
pub const GUILD: Option<u64> = Some(1_300_000_000_000_000_002);

/// What answers: four facts about a lighthouse.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Arc::new(lighthouse()), Thresholds::default()));

/// A journal in a folder of its own, at a time that the test sets.
pub struct Book {
    /// Where it stands.
    pub folder: TempDir,
    now: Arc<AtomicU64>,
    retention_days: u32,
}

impl Book {
    /// An empty one that keeps words for 30 days.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        Self { folder, now: Arc::new(AtomicU64::new(NOW)), retention_days: 30 }
    }

    /// The same with another retention.
    pub fn keeping(self, retention_days: u32) -> Self {
        Self { retention_days, ..self }
    }

    /// Its file, in a folder that has to be made.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("not there yet").join("journal.sqlite")
    }

    /// Begins to write; trouble ends the test.
    pub fn start(&self) -> Journal {
        let now = Arc::clone(&self.now);
        let rules = Rules { retention_days: self.retention_days };
        Journal::start(self.file(), rules, move || now.load(Ordering::Relaxed), |trouble| panic!("{trouble}"))
    }

    /// Lets a journal write, from its start to its end.
    pub fn writes(&self, work: impl FnOnce(&Journal)) -> &Self {
        let journal = self.start();
        work(&journal);
        assert!(journal.close(PATIENCE), "all is written");
        assert_eq!(journal.lost(), 0);
        self
    }

    /// From here on it is this late.
    pub fn at(&self, time: u64) -> &Self {
        self.now.store(time, Ordering::Relaxed);
        self
    }

    /// What has been written.
    pub fn read(&self) -> Store {
        Store::open(&self.file()).expect("it can be read")
    }

    /// How many rows a table has.
    pub fn n_rows(&self, table: &str) -> i64 {
        let file = rusqlite::Connection::open(self.file()).expect("it can be opened");
        let count = file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
        count.expect("it can be read")
    }

    /// The words of every outcome, in order.
    pub fn words(&self) -> Vec<Option<String>> {
        let mut words = Vec::new();
        let taken = self.read().export(|record| {
            if let Exported::Outcome { question, .. } = record {
                words.push(question);
            }
            Ok::<(), Error>(())
        });
        taken.expect("it can be read");
        words
    }
}

/// Circumstances of a mention by somebody.
pub fn by(asker: u64, time: u64) -> Circumstances {
    let latency = Duration::from_micros(1_500);
    Circumstances { time, door: Door::Mention, guild: GUILD, latency, asker: Some(asker) }
}

/// The entry about a question.
pub fn asked(question: &str, at: Circumstances) -> Entry {
    Entry::of(&ENGINE.answer(question), ENGINE.knowledge(), at)
}

/// The entry about one question that came by a door.
pub fn through(door: Door, guild: Option<u64>) -> Entry {
    asked("How tall is the lighthouse?", Circumstances { door, guild, ..by(1, NOW) })
}

/// Whether bytes stand anywhere in the files of a journal.
pub fn holds(file: &Path, bytes: &[u8]) -> bool {
    let files = std::fs::read_dir(file.parent().expect("it stands in a folder")).expect("the folder is there");
    let files = files.map(|entry| std::fs::read(entry.expect("it can be listed").path()).expect("it can be read"));
    files.into_iter().any(|text| text.windows(bytes.len()).any(|window| window == bytes))
}
