//! What a curator's hands do to a base: facts are drafted, held against the rules of the loader and of `check`, and
//! written into their files without touching what stands there. What is asked and shown is in `cli`.

mod base;
mod citation;
mod draft;
mod plan;
mod replacing;
mod row;
mod stub;
mod table_file;
mod toml_record;
mod whereabouts;

pub use base::Base;
pub use citation::{cited, shown_citation};
pub use draft::Draft;
pub use plan::{Found, Plan, Planned, plan, plan_wordings};
pub use row::{Row, rows_of_lines, rows_of_table, to_line};
pub use stub::stub;
pub use table_file::{COLUMNS, to_table};
pub use whereabouts::{propose_id, slug};
