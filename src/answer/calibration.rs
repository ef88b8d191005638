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
            likelihood: -0.73,
            closest: 2.89,
            coverage: 0.52,
            lead: 1.21,
            lead_over_gaps: 3.86,
            heaviest_unexplained: 0.65,
            unseen: 0.71,
            other_kind: -2.85,
            other_figure: -1.13,
            substance: 0.79,
            explained: -0.61,
        };
        Self { intercept: -2.98, slopes }
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
