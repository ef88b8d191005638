//! How good a base must be, as its curator wrote in config.toml, held against how good it is.

/// The least and the most that is put up with; what is left out is not checked. All are shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Floors {
    /// The least share of right answers among answerable questions.
    pub right: Option<f32>,
    /// The most wrong answers among them.
    pub wrong: Option<f32>,
    /// The most answers among unanswerable questions, corrections apart.
    pub false_answers: Option<f32>,
    /// The least share of stored wordings that find their own fact.
    pub wordings: Option<f32>,
    /// The same with one letter mistyped in each.
    pub typos: Option<f32>,
    /// The greatest expected calibration error.
    pub calibration_error: Option<f32>,
}

/// What was found of each; `None` where nothing was asked that could tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Share of right answers among answerable questions.
    pub right: Option<f32>,
    /// Share of wrong answers among them.
    pub wrong: Option<f32>,
    /// Share of answers among unanswerable questions, corrections apart.
    pub false_answers: Option<f32>,
    /// Share of stored wordings that find their own fact.
    pub wordings: Option<f32>,
    /// The same with one letter mistyped in each.
    pub typos: Option<f32>,
    /// Expected calibration error of the best candidates.
    pub calibration_error: Option<f32>,
}

/// Whether a floor keeps from below or from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At least as much is asked for.
    Least,
    /// At most as much is put up with.
    Most,
}

/// A floor with what was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldFloor {
    /// Its key in config.toml.
    pub name: &'static str,
    /// Which side is right.
    pub bound: Bound,
    /// What was asked for.
    pub floor: f32,
    /// What was found.
    pub found: f32,
}

impl HeldFloor {
    /// How much is missing, 0 where nothing is.
    #[must_use]
    pub fn missed_by(&self) -> f32 {
        let short = match self.bound {
            Bound::Least => self.floor - self.found,
            Bound::Most => self.found - self.floor,
        };
        short.max(0.0)
    }

    /// Whether it was kept.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.missed_by() <= 0.0
    }
}

impl Floors {
    /// Holds every floor that was set against what was found.
    #[must_use]
    pub fn hold(&self, found: &Measures) -> Vec<HeldFloor> {
        let all = [
            ("right", Bound::Least, self.right, found.right),
            ("wrong", Bound::Most, self.wrong, found.wrong),
            ("false_answers", Bound::Most, self.false_answers, found.false_answers),
            ("wordings", Bound::Least, self.wordings, found.wordings),
            ("typos", Bound::Least, self.typos, found.typos),
            ("calibration_error", Bound::Most, self.calibration_error, found.calibration_error),
        ];
        let held = all.into_iter().filter_map(|(name, bound, floor, found)| {
            let (floor, found) = (floor?, found?);
            Some(HeldFloor { name, bound, floor, found })
        });
        held.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tally::share;

    #[test]
    fn only_what_was_set_and_found_is_held() {
        let floors = Floors { right: Some(0.8), wrong: Some(0.25), typos: Some(0.9), ..Floors::default() };
        let found = Measures { right: share(3, 4), wrong: share(1, 4), wordings: Some(0.0), ..Measures::default() };
        let held = floors.hold(&found);
        let right = HeldFloor { name: "right", bound: Bound::Least, floor: 0.8, found: 0.75 };
        let wrong = HeldFloor { name: "wrong", bound: Bound::Most, floor: 0.25, found: 0.25 };
        assert_eq!(held, [right, wrong]);
        assert_eq!(held.iter().map(HeldFloor::holds).collect::<Vec<_>>(), [false, true]);
        assert!((right.missed_by() - 0.05).abs() < 1e-6, "{}", right.missed_by());
    }

    #[test]
    fn a_share_that_is_the_floor_keeps_it() {
        for whole in 1..200 {
            for part in 0..=whole {
                let found = share(part, whole).unwrap();
                let written: f32 = found.to_string().parse().unwrap();
                let held = HeldFloor { name: "right", bound: Bound::Least, floor: written, found };
                assert!(held.holds(), "{part} of {whole}");
            }
        }
    }
}
