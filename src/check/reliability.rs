//! Does a confidence say what it promises, and does it tell what can be answered from what can't? Confidences are held
//! against what turned out to be right; where to stop answering is in `abstention`.

use super::measure::Given;
use super::tally::{as_number, share};

/// How many bins of equal width the confidences are sorted into.
pub const N_BINS: usize = 10;

/// How confidence and truth agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// The bins in order; one that holds nothing says so.
    pub bins: Vec<Bin>,
    /// How many confidences went in.
    pub count: usize,
    /// Expected calibration error: the distance between confidence and share of right ones, as a mean over all
    /// confidences; `None` where there are none.
    pub error: Option<f32>,
}

/// The confidences between two bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// The lower bound, which belongs to the bin.
    pub from: f32,
    /// The upper bound, which belongs to the next one.
    pub to: f32,
    /// How many there are.
    pub count: usize,
    /// Their mean; 0 where there are none.
    pub confidence: f32,
    /// The share of right ones among them; 0 where there are none.
    pub right: f32,
}

impl Bin {
    /// By how much the confidences promise less than was found; negative where they promise more.
    #[must_use]
    pub fn gap(&self) -> f32 {
        self.right - self.confidence
    }
}

impl Reliability {
    /// Sorts confidences into bins.
    #[must_use]
    pub fn of(given: &[Given]) -> Self {
        let bins: Vec<Bin> = (0..N_BINS).map(|number| bin(number, given)).collect();
        let distance: f32 = bins.iter().map(|bin| bin.gap().abs() * as_number(bin.count)).sum();
        let error = (!given.is_empty()).then(|| distance / as_number(given.len()));
        Self { bins, count: given.len(), error }
    }
}

fn bin(number: usize, given: &[Given]) -> Bin {
    let bound = |number: usize| as_number(number) / as_number(N_BINS);
    let (from, to) = (bound(number), bound(number + 1));
    // Certainty has no bin above it.
    let is_inside = |confidence: f32| confidence >= from && (confidence < to || number + 1 == N_BINS);
    let inside: Vec<&Given> = given.iter().filter(|given| is_inside(given.confidence)).collect();
    let count = inside.len();
    let n_right = inside.iter().filter(|given| given.is_right).count();
    let sum: f32 = inside.iter().map(|given| given.confidence).sum();
    let confidence = if count == 0 { 0.0 } else { sum / as_number(count) };
    Bin { from, to, count, confidence, right: share(n_right, count).unwrap_or_default() }
}

/// The area under the receiver operating characteristic: how often a right answer is surer than what is found for an
/// unanswerable question, ties counted half. 0.5 is chance; `None` where either side is empty.
#[must_use]
pub fn area_under_curve(right: &[f32], unanswerable: &[f32]) -> Option<f32> {
    let mut below = unanswerable.to_vec();
    below.sort_by(f32::total_cmp);
    let won = |confidence: &f32| {
        let n_less = below.partition_point(|other| other < confidence);
        let n_not_more = below.partition_point(|other| other <= confidence);
        as_number(n_less).midpoint(as_number(n_not_more))
    };
    let won: f32 = right.iter().map(|confidence| won(confidence) / as_number(below.len())).sum();
    (!right.is_empty() && !below.is_empty()).then(|| won / as_number(right.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::FactNumber;

    fn given(confidence: f32, is_right: bool) -> Given {
        Given { fact: FactNumber::new(0), confidence, is_right }
    }

    #[test]
    fn the_error_is_the_mean_distance_of_confidence_and_truth() {
        // 0.75 promised and 0.5 found for two, 1 promised and found for one, 0 promised and 1 found for one.
        let all = [given(0.75, true), given(0.75, false), given(1.0, true), given(0.0, true)];
        let reliability = Reliability::of(&all);
        assert_eq!((reliability.count, reliability.error), (4, Some((2.0 * 0.25 + 0.0 + 1.0) / 4.0)));
        let found: Vec<Bin> = reliability.bins.into_iter().filter(|bin| bin.count > 0).collect();
        let bins = [
            Bin { from: 0.0, to: 0.1, count: 1, confidence: 0.0, right: 1.0 },
            Bin { from: 0.7, to: 0.8, count: 2, confidence: 0.75, right: 0.5 },
            Bin { from: 0.9, to: 1.0, count: 1, confidence: 1.0, right: 1.0 },
        ];
        assert_eq!(found, bins);
    }

    #[test]
    fn a_bound_belongs_to_the_bin_above_it() {
        let bins = Reliability::of(&[given(0.1, true), given(0.3, true), given(0.6, true), given(0.9, true)]).bins;
        let filled: Vec<usize> = bins.iter().map(|bin| bin.count).collect();
        assert_eq!(filled, [0, 1, 0, 1, 0, 0, 1, 0, 0, 1]);
    }

    #[test]
    fn without_confidences_there_is_no_error() {
        assert_eq!(Reliability::of(&[]).error, None);
    }

    #[test]
    fn the_area_is_the_share_of_pairs_in_order() {
        assert_eq!(area_under_curve(&[0.9, 0.8], &[0.1, 0.2]), Some(1.0));
        assert_eq!(area_under_curve(&[0.1], &[0.9]), Some(0.0));
        assert_eq!(area_under_curve(&[0.5], &[0.5]), Some(0.5));
        // Of the six pairs four are in order and one is a tie.
        assert_eq!(area_under_curve(&[0.9, 0.5], &[0.5, 0.1, 0.7]), Some(4.5 / 6.0));
        assert_eq!(area_under_curve(&[], &[0.5]), None);
        assert_eq!(area_under_curve(&[0.5], &[]), None);
    }
}
