//! The door to the core: a question goes in, an outcome comes out. Nothing here can fail, reads a clock or a disk.

mod calibration;
mod comparison;
mod correction;
mod decide;
mod digits;
mod engine;
mod evidence;
mod follow_up;
mod held;
mod id_order;
mod leaning;
mod meaning;
mod meant;
mod named_items;
mod near;
mod outcome;
mod recall;
mod receipt;
mod small_talk;
mod split;
mod teller;

pub use crate::search::MatchKind;
pub use calibration::{Calibration, Line, N_CELLS, N_SPLITS, Table, probability};
pub use comparison::{Claim, Compared, Comparison};
pub use correction::{Correction, Difference};
pub use engine::Engine;
pub use evidence::{Evidence, N_PARTS, PART_NAMES};
pub use follow_up::NEVER_BENT_FROM;
pub use meaning::Meaning;
pub use near::NearWording;
pub use outcome::{
    Confidence, Explanation, MAX_CANDIDATES, MAX_SUGGESTIONS, Outcome, Part, Ranked, Remark, SmallTalk, Verdict,
    WordMatch, share, thousandths,
};
pub use recall::{Recalled, recall};
pub use receipt::{NotAReceipt, Receipt, receipt, receipt_of_choice};

/// The longest message read as a question, in characters: Discord's own limit for a message.
pub const MAX_QUESTION_CHARS: usize = 2_000;

/// The version of matching, deciding and writing receipts. It goes up by one with every change by which an equal base
/// may answer otherwise or a receipt reads otherwise: weights, coefficients, word lists, the digits in `held.rs`. A
/// receipt names the version that gave it; another can tell only what it needs. 1: the first; its receipts held no
/// reasons. 2: confidences in whole thousandths, receipts with reasons and a check digit. 3: a word that
/// stands twice in a wording counts twice.
pub const ENGINE_VERSION: u32 = 3;

/// When an answer may be given, as calibrated confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// The least confidence at which an answer is given, 0 to 1.
    pub answer_floor: f32,
    /// The least confidence at which a fact is suggested, 0 to 1.
    pub suggest_floor: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { answer_floor: 0.6, suggest_floor: 0.1 }
    }
}

impl Thresholds {
    /// The most that may be suggested and not said: a thousandth below the floor, as confidence is told.
    fn below_answer(self) -> Confidence {
        Confidence(self.answer_floor - 0.001)
    }

    /// An explanation that holds nothing but these thresholds yet.
    fn explanation(self) -> Explanation {
        let Self { answer_floor, suggest_floor } = self;
        Explanation { answer_floor, suggest_floor, ..Explanation::default() }
    }
}
