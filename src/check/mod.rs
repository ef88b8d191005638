//! What curators and CI run over a base: rules that a readable base should keep as well.

mod duplicates;
pub mod fit;
mod lint;

pub use lint::{MAX_QUOTE_WORDS, lint};
