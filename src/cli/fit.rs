//! `factdesk eval --fit`: the fitted coefficients as the Rust they are pasted into.

use std::fmt::Write as _;

use super::columns::counted;
use crate::answer::Evidence;
use crate::check::Fitted;

/// The body of `Calibration::default`, below comments that say how good it is; quietly, the body alone.
pub(super) fn draw_fit(fitted: &Fitted, is_quiet: bool) -> String {
    let mut drawn = String::new();
    if !is_quiet {
        let (questions, candidates) = (counted(fitted.n_questions), counted(fitted.n_candidates));
        let (right, before, after) = (counted(fitted.n_right), fitted.before, fitted.after);
        let _ =
            writeln!(drawn, "// Fitted to {questions} questions with {candidates} candidates, {right} of them right.");
        let losses = [
            ("all candidates", before.of_all, after.of_all),
            ("the surest of each question", before.of_surest, after.of_surest),
        ];
        for (name, before, after) in losses {
            let _ = writeln!(drawn, "// Log-loss over {name}: {before:.4} before, {after:.4} after, ten-fold.");
        }
    }
    let _ = writeln!(drawn, "let slopes = Evidence {{");
    for (name, slope) in Evidence::NAMES.iter().zip(&fitted.function.slopes) {
        let _ = writeln!(drawn, "    {name}: {},", number(*slope));
    }
    let _ = writeln!(drawn, "}};\nSelf {{ intercept: {}, slopes }}", number(fitted.function.intercept));
    drawn
}

/// To a hundredth: more digits would promise what no fit gives.
fn number(coefficient: f64) -> String {
    let text = format!("{coefficient:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}
