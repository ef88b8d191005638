//! What is measured, from the environment, and on which state of the project.

use std::process::Command;

/// The seed where none is given.
const SEED: u64 = 6;
/// The sizes of generated bases, in facts.
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// The sizes at which other engines stand beside ours.
const SIDE_SIZES: [usize; 2] = [1_000, 100_000];

/// What the environment asks for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `FACTDESK_BENCH_SEED`: where everything random comes from.
    pub seed: u64,
    /// `FACTDESK_BENCH_MOST`: the largest base, in facts.
    most: usize,
    /// `FACTDESK_BENCH_PARTS`: only these of shipped, growth, side and process.
    parts: Option<String>,
}

impl Settings {
    /// Reads them.
    pub fn from_environment() -> Self {
        let number = |name: &str| {
            let text = std::env::var(name).ok()?;
            Some(text.replace('_', "").parse().unwrap_or_else(|_| panic!("{name} is a whole number, not {text:?}")))
        };
        let most = number("FACTDESK_BENCH_MOST").and_then(|most: u64| usize::try_from(most).ok());
        Self {
            seed: number("FACTDESK_BENCH_SEED").unwrap_or(SEED),
            most: most.unwrap_or(usize::MAX),
            parts: std::env::var("FACTDESK_BENCH_PARTS").ok(),
        }
    }

    /// Whether a part is to be measured.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.as_ref().is_none_or(|parts| parts.split(',').any(|wanted| wanted.trim() == part))
    }

    /// The sizes of bases that grow.
    pub fn sizes(&self) -> impl Iterator<Item = usize> + '_ {
        SIZES.into_iter().filter(|size| *size <= self.most)
    }

    /// The sizes of bases on which engines stand side by side.
    pub fn side_sizes(&self) -> impl Iterator<Item = usize> + '_ {
        SIDE_SIZES.into_iter().filter(|size| *size <= self.most)
    }
}

/// The commit that is measured, as far as git tells.
pub fn state() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let commit = git(&["log", "-1", "--format=%h %s"]).unwrap_or_else(|| "no commit known".to_owned());
    let changed = git(&["status", "--porcelain", "--untracked-files=no", "src", "knowledge"]);
    if changed.is_some_and(|changed| !changed.is_empty()) { format!("{commit}, with changes") } else { commit }
}
