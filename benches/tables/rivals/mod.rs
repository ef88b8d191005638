//! Engines that a desk could have been built on, each as a sensible user would set it up. All get the same texts: every
//! wording and answer of every fact, and each knows the same stop words where it knows any.

mod full_text;
mod ours;
mod scan;

use std::sync::Arc;

use factdesk::knowledge::Knowledge;
use serde::{Deserialize, Serialize};

use crate::generator::{Plan, knowledge};
use crate::judged::Given;
use crate::memory::{grown_for_each, resident};
use crate::spread::timed;
use full_text::{FullText, Spelling};
use ours::Ours;
use scan::{Rapidfuzz, Strsim};

/// An engine with a base in it.
pub trait Rival {
    /// The best fact for a question.
    fn ask(&self, question: &str) -> Given;

    /// Whether it compares the question with every wording, so that large bases are asked only a sample.
    fn reads_everything(&self) -> bool {
        false
    }
}

/// All engines, ours first.
pub const NAMES: [&str; 6] =
    ["factdesk", "tantivy BM25", "tantivy fuzzy", "tantivy BM25 + fuzzy", "rapidfuzz token sort", "strsim levenshtein"];
/// The one that the project measures itself against.
pub const FUZZY: &str = "tantivy fuzzy";

/// What an engine takes to have a base.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// The time to build it, in microseconds.
    pub build: f64,
    /// What it keeps in memory beside the records of the facts, for each fact, in bytes.
    pub bytes: f64,
}

/// Puts a base into the engine of this name.
pub fn rival(name: &str, base: &Arc<Knowledge>) -> Box<dyn Rival> {
    match name {
        "factdesk" => Box::new(Ours::new(base)),
        "tantivy BM25" => Box::new(FullText::new(base, Spelling::Exact)),
        "tantivy fuzzy" => Box::new(FullText::new(base, Spelling::Fuzzy)),
        "tantivy BM25 + fuzzy" => Box::new(FullText::new(base, Spelling::Both)),
        "rapidfuzz token sort" => Box::new(Rapidfuzz::new(base)),
        _ => Box::new(Strsim::new(base)),
    }
}

/// Puts a base into one engine and looks at the memory. The process must be a fresh one.
pub fn measure_kept(seed: u64, n_facts: usize, name: &str) -> Kept {
    // The plan stays, or the engine would move into the memory that it leaves.
    let plan = Plan::new(seed, n_facts);
    let base = Arc::new(knowledge(&plan));
    let before = resident();
    let (rival, build) = timed(|| rival(name, &base));
    let bytes = grown_for_each(before, n_facts);
    drop(rival);
    Kept { build, bytes }
}
