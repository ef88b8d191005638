//! Evidence becomes confidence: a logistic function whose coefficients were fitted once, on questions whose answers
//! are known. Where the confidence leads is decided in `engine`.

use super::evidence::{Evidence, probability};
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
            likelihood: 0.97,
            closest: 2.67,
            coverage: -8.64,
            content_coverage: 4.31,
            missing: -1.12,
            coverage_over_gaps: 3.04,
            lead_over_gaps: 1.63,
            odds_over_gaps: 1.49,
            odds_over_facts: 5.00,
            other_kind: -1.11,
        };
        Self { intercept: -5.59, slopes }
    }
}

impl Calibration {
    /// The expected share of right answers among candidates with such evidence.
    #[must_use]
    pub fn confidence(&self, evidence: &Evidence) -> Confidence {
        let parts = evidence.parts().into_iter().zip(self.slopes.parts());
        let log_odds = self.intercept + parts.map(|(part, slope)| part * slope).sum::<f32>();
        Confidence(probability(log_odds))
    }
}
