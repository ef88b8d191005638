//! Things by number, one behind the other in one flat array, so that a question touches little memory: what stands where
//! is told by where each number's things end.

use std::ops::Range;

/// Things by number.
#[derive(Debug)]
pub(super) struct Grouped<Thing> {
    ends: Vec<u32>,
    things: Vec<Thing>,
}

impl<Thing> Default for Grouped<Thing> {
    fn default() -> Self {
        Self { ends: Vec::new(), things: Vec::new() }
    }
}

impl<Thing: Copy + Default> Grouped<Thing> {
    /// Sorts things by their numbers, of which there are so many; those of one number keep their order.
    pub(super) fn new(n_numbers: usize, numbers: impl Iterator<Item = u32> + Clone, things: &[Thing]) -> Self {
        let mut ends = vec![0_u32; n_numbers + 1];
        for number in numbers.clone() {
            if let Some(count) = ends.get_mut(number as usize + 1) {
                *count += 1;
            }
        }
        let mut begin = 0;
        for end in &mut ends {
            begin += *end;
            *end = begin;
        }
        let mut sorted = vec![Thing::default(); things.len()];
        // Each number's begin moves on with what is put there, and is its end when all is.
        for (number, thing) in numbers.zip(things) {
            if let Some(at) = ends.get_mut(number as usize) {
                if let Some(place) = sorted.get_mut(*at as usize) {
                    *place = *thing;
                }
                *at += 1;
            }
        }
        ends.truncate(n_numbers);
        Self { ends, things: sorted }
    }
}

impl<Thing> Grouped<Thing> {
    /// Those of one number, in order.
    pub(super) fn of(&self, number: u32) -> &[Thing] {
        self.things.get(span(&self.ends, number as usize)).unwrap_or_default()
    }

    /// The same, to be changed; nothing where there is no such number.
    pub(super) fn of_mut(&mut self, number: u32) -> &mut [Thing] {
        self.things.get_mut(span(&self.ends, number as usize)).unwrap_or_default()
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds the things of the next number.
    pub(super) fn push(&mut self, things: impl Iterator<Item = Thing>) {
        self.things.extend(things);
        self.ends.push(place(self.things.len()));
    }

    /// Gives back what was set aside for more.
    pub(super) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.things.shrink_to_fit();
    }
}

/// Where something stands in a flat array, by where each ends.
pub(super) fn span(ends: &[u32], at: usize) -> Range<usize> {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    start as usize..ends.get(at).copied().unwrap_or(start) as usize
}

/// A position as it is stored; a base holds fewer than `u32::MAX` of anything.
pub(super) fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Grouped;

    #[test]
    fn things_are_grouped_by_number_and_keep_their_order() {
        let numbers = [2, 0, 2, 2];
        let mut grouped = Grouped::new(4, numbers.into_iter(), &['a', 'b', 'c', 'd']);
        grouped.push("ef".chars());
        let of = |number: u32| grouped.of(number).iter().collect::<String>();
        assert_eq!([0, 1, 2, 3, 4, 9].map(of), ["b", "", "acd", "", "ef", ""]);
        assert_eq!(grouped.len(), 5);
    }
}
