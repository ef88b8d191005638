//! Evidence becomes confidence: a logistic function whose coefficients were fitted once, on questions whose answers
//! are known. Where the confidence leads is decided in `engine`.

use super::evidence::Evidence;
use super::outcome::Confidence;

/// Coefficients of the logistic function, one for each part of [`Evidence`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// The log-odds of a candidate without any evidence.
    pub intercept: f32,
    /// For [`Evidence::total`].
    pub total: f32,
    /// For [`Evidence::closest`].
    pub closest: f32,
    /// For [`Evidence::coverage`].
    pub coverage: f32,
    /// For [`Evidence::lead`].
    pub lead: f32,
    /// For [`Evidence::lead_over_gaps`].
    pub lead_over_gaps: f32,
    /// For [`Evidence::heaviest_unexplained`].
    pub heaviest_unexplained: f32,
    /// For [`Evidence::unseen`].
    pub unseen: f32,
    /// For [`Evidence::contradiction`].
    pub contradiction: f32,
    /// For [`Evidence::substance`].
    pub substance: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            intercept: -4.0,
            total: 5.0,
            closest: 3.0,
            coverage: 2.0,
            lead: 4.0,
            lead_over_gaps: 5.0,
            heaviest_unexplained: -2.0,
            unseen: -2.0,
            contradiction: -3.0,
            substance: 1.0,
        }
    }
}

impl Calibration {
    /// The expected share of right answers among candidates with such evidence.
    #[must_use]
    pub fn confidence(&self, evidence: &Evidence) -> Confidence {
        let log_odds = self.intercept
            + self.total * evidence.total
            + self.closest * evidence.closest
            + self.coverage * evidence.coverage
            + self.lead * evidence.lead
            + self.lead_over_gaps * evidence.lead_over_gaps
            + self.heaviest_unexplained * evidence.heaviest_unexplained
            + self.unseen * evidence.unseen
            + self.contradiction * evidence.contradiction
            + self.substance * evidence.substance;
        Confidence(1.0 / (1.0 + (-log_odds).exp()))
    }
}
