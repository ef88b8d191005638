//! Bases of any size, drawn from a seed: the words are real, their frequencies follow Zipf's law, each fact has three
//! wordings and an answer with one citation, and one fact in fifty differs from another by a single word. Equal seeds
//! give equal bases. What is asked of them is in `questions`.

mod draft;
mod facts;
mod files;
mod frames;
mod questions;
mod random;
mod typo;
mod vocabulary;

#[allow(unused_imports, reason = "a draft is looked at by the tests alone")]
pub use draft::Draft;
pub use draft::Plan;
pub use facts::{knowledge, own_bytes};
pub use files::{write_lines, write_toml};
pub use questions::{Asked, KINDS, Kind, questions};
