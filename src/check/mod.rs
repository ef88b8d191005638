//! What curators and CI run over a base: rules that a readable base should keep as well, and how well it answers
//! questions whose answers are known.

mod ablation;
mod abstention;
mod boosting;
mod comparison;
mod duplicates;
mod evaluation;
mod fit;
mod floors;
mod left_out;
mod lint;
mod measure;
mod misspelling;
mod question;
mod question_file;
mod reliability;
mod self_test;
mod tally;

pub use ablation::{Ablated, ablate};
pub use abstention::{STEPS, Step, abstention_curve};
pub use boosting::{Row, boost};
pub use comparison::{Change, ComparedKind, Comparison, Record};
pub use duplicates::{bare_words, wording_owner};
pub use evaluation::{ByFact, Evaluation, MeasuredSet};
pub use fit::{Asked, Fitted, fit};
pub use floors::{Bound, Floors, HeldFloor, Measures};
pub use lint::{MAX_QUOTE_WORDS, lint};
pub use measure::{Given, Judged, Judgement, judge};
pub use misspelling::misspelled;
pub use question::{Gold, Question, Wanted};
pub use question_file::read_questions;
pub use reliability::{Bin, N_BINS, Reliability, area_under_curve};
pub use self_test::{Margin, Round, SelfTest};
pub use tally::{Side, Tally, by_kind, share};
