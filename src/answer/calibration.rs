//! Evidence becomes confidence: a logistic function whose coefficients were fitted once, on questions whose answers
//! are known. Where the confidence leads is decided in `engine`.

use super::evidence::Evidence;
use super::outcome::Confidence;

/// Coefficients of the logistic function, one for each part of [`Evidence`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// The log-odds of a candidate without any evidence.
    pub intercept: f32,
    /// What one unit of each part adds to the log-odds.
    pub slopes: Evidence,
}

impl Default for Calibration {
    fn default() -> Self {
        let slopes = Evidence {
            likelihood: 1.0,
            closest: 1.0,
            coverage: 1.0,
            lead: 1.0,
            lead_over_gaps: 1.0,
            heaviest_unexplained: -1.0,
            unseen: 0.0,
            other_kind: -1.0,
            other_figure: -1.0,
            substance: 0.0,
            explained: 0.0,
        };
        Self { intercept: -3.0, slopes }
    }
}

impl Calibration {
    /// The expected share of right answers among candidates with such evidence.
    #[must_use]
    pub fn confidence(&self, evidence: &Evidence) -> Confidence {
        let parts = evidence.parts().into_iter().zip(self.slopes.parts());
        let log_odds = self.intercept + parts.map(|(part, slope)| part * slope).sum::<f32>();
        Confidence(1.0 / (1.0 + (-log_odds).exp()))
    }
}
