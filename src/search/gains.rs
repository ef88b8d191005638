//! What each feature says about the entries that have it, packed: a model is learned only where entries are few, and what a
//! feature gains is far from needing all the digits of an `f32`.

use super::grouped::{Grouped, place};

/// Gains by feature.
#[derive(Debug, Default)]
pub(super) struct Gains(Grouped<Gain>);

/// A gain and its entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Gain {
    entry: u16,
    /// In steps of [`STEP`].
    steps: u16,
}

/// The gains of entries one after another, on their way to be sorted by feature.
#[derive(Debug, Default)]
pub(super) struct GainsOfEntries {
    features: Vec<u32>,
    gains: Vec<Gain>,
}

/// One step of a packed gain, in nats: the greatest gain is about 7, and a ten-thousandth decides nothing.
const STEP: f32 = 1.0 / 8_192.0;

impl GainsOfEntries {
    /// Adds a gain in nats, at least 0; features come once in an entry, and entries in order.
    pub(super) fn push(&mut self, feature: u32, entry: usize, nats: f32) {
        let entry = u16::try_from(entry).unwrap_or(u16::MAX);
        self.features.push(feature);
        self.gains.push(Gain { entry, steps: steps(nats) });
    }

    /// Sorts them by feature.
    pub(super) fn sorted(self, n_features: usize) -> Gains {
        Gains(Grouped::new(n_features, self.features.iter().copied(), &self.gains))
    }
}

impl Gains {
    /// The entries that have a feature, with what it gains them in nats.
    pub(super) fn of(&self, feature: u32) -> impl ExactSizeIterator<Item = (usize, f32)> + '_ {
        self.0.of(feature).iter().map(|gain| (usize::from(gain.entry), f32::from(gain.steps) * STEP))
    }

    /// How many features there are.
    pub(super) fn n_features(&self) -> u32 {
        place(self.0.len())
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a u16 holds")]
fn steps(nats: f32) -> u16 {
    (nats / STEP).round().clamp(1.0, f32::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::GainsOfEntries;

    #[test]
    fn gains_are_sorted_by_feature_and_kept_to_a_ten_thousandth() {
        let mut gains = GainsOfEntries::default();
        for (feature, entry, nats) in [(2, 0, 1.5), (0, 0, 0.25), (2, 3, 3.0), (2, 9, 99.0)] {
            gains.push(feature, entry, nats);
        }
        let gains = gains.sorted(4);
        let check = |feature: u32, expected: &[(usize, f32)]| {
            let found: Vec<(usize, f32)> = gains.of(feature).collect();
            assert_eq!(found.len(), expected.len(), "{feature}");
            for ((entry, nats), (expected_entry, expected_nats)) in found.iter().zip(expected) {
                assert_eq!(entry, expected_entry);
                assert!((nats - expected_nats).abs() < 1e-4, "{nats} {expected_nats}");
            }
        };
        check(0, &[(0, 0.25)]);
        check(1, &[]);
        check(2, &[(0, 1.5), (3, 3.0), (9, 7.999_878)]);
        check(3, &[]);
        check(9, &[]);
    }
}
