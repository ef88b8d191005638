//! Settings and fact base, read and made ready for a command.

use std::path::PathBuf;
use std::sync::Arc;

use super::ExitCode;
use super::arguments::Global;
use super::failure::Failure;
use super::progress::Progress;
use crate::answer::Engine;
use crate::config::{Config, Environment, journal_file};
use crate::knowledge::{Knowledge, Loaded, Problem, load_changed};
use crate::reply::{Reply, Visibility, compose_about, compose_topics, compose_why};

/// What a command works with.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) engine: Engine,
    /// The settings.
    pub(super) config: Config,
    /// Where what is asked is recorded, if anywhere.
    pub(super) journal: Option<PathBuf>,
    /// What was odd, but no reason to stop; a running bot logs it.
    #[cfg(feature = "discord")]
    pub(super) warnings: Vec<Problem>,
}

impl Desk {
    /// Reads everything; every error of every file is told together.
    pub(super) fn open(global: &Global) -> Result<Self, Failure> {
        Self::open_and_look(global, |_| Vec::new())
    }

    /// The same, with a look at the base that was read; what is found there is told and stops nothing.
    pub(super) fn open_and_look(global: &Global, look: impl Fn(&Loaded) -> Vec<Problem>) -> Result<Self, Failure> {
        let environment = Environment::of_process();
        let (config, mut problems) = Config::load(global.config.as_deref(), &environment);
        let folder = global.knowledge.as_deref().unwrap_or(&config.knowledge_folder);
        let progress = Progress::start(global);
        let loaded = load_changed(folder, &[], progress.reading());
        progress.is_read();
        if let ([nothing], true) = (loaded.problems.as_slice(), loaded.is_new && problems.is_empty()) {
            return Err(Failure::Told(format!("{}: {}", nothing.file.display(), nothing.message), ExitCode::Unusable));
        }
        let found = look(&loaded);
        problems.extend(loaded.problems);
        if problems.iter().any(Problem::is_error) {
            return Err(Failure::Problems(problems));
        }
        problems.extend(found);
        let engine = Engine::new(Arc::new(loaded.knowledge), config.thresholds);
        Ok(Self {
            engine,
            journal: journal_file(&config, &environment),
            config,
            #[cfg(feature = "discord")]
            warnings: problems,
        })
    }

    pub(super) fn knowledge(&self) -> &Knowledge {
        self.engine.knowledge()
    }

    /// The pages that the desk's own sentences point to, by the names they have in Discord.
    pub(super) fn page(&self, typed: &str) -> Option<Reply> {
        let typed = typed.trim();
        match typed.split_once(' ').unwrap_or((typed, "")) {
            ("/topics", "") => Some(compose_topics(self.knowledge(), Visibility::Everyone)),
            ("/about", "") => Some(compose_about(self.knowledge(), Visibility::Everyone)),
            ("/why", code) => Some(compose_why(code, self.knowledge(), Visibility::Everyone)),
            _ => None,
        }
    }
}
