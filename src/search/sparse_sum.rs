//! Sums by number where few of many numbers occur: adding costs no look-up, and emptying costs what was added.

/// Sums by number.
#[derive(Debug, Default)]
pub(super) struct SparseSum {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl SparseSum {
    /// Adds to the sum of a number. Nothing that is added is 0.
    pub(super) fn add(&mut self, number: u32, value: f32) {
        let at = number as usize;
        if self.sums.len() <= at {
            self.sums.resize(at + 1, 0.0);
        }
        if let Some(sum) = self.sums.get_mut(at) {
            if *sum == 0.0 {
                self.touched.push(number);
            }
            *sum += value;
        }
    }

    /// The numbers that occur with their sums, in the order in which they first came.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.touched.iter().map(|number| (*number, self.sums.get(*number as usize).copied().unwrap_or_default()))
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        for number in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(number as usize) {
                *sum = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SparseSum;

    #[test]
    fn what_is_added_is_summed_until_it_is_cleared() {
        let mut sum = SparseSum::default();
        for (number, value) in [(7, 1.0), (2, 0.5), (7, 2.0)] {
            sum.add(number, value);
        }
        assert_eq!(sum.iter().collect::<Vec<_>>(), [(7, 3.0), (2, 0.5)]);
        sum.clear();
        sum.add(2, 1.0);
        assert_eq!(sum.iter().collect::<Vec<_>>(), [(2, 1.0)]);
    }
}
