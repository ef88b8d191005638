//! Characters become terms, in the order of the files below: markup is masked, words are cut and folded, numbers read,
//! stems taken, and each word classed by how much it can tell. Knows no facts.

mod analyzer;
mod asked_kind;
mod commonness;
mod entity;
mod markup;
mod number;
mod related;
mod tokenize;

pub use analyzer::{Analysis, Analyzer, Word};
pub use asked_kind::AskedKind;
pub use commonness::Commonness;
pub use entity::{Entity, EntityKind, Mention};
pub use markup::{has_quoted_lines, mask, mask_all_but_quotes};
pub use tokenize::{MAX_WORD_CHARS, Token, fold, tokenize};
