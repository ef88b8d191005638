//! The best few of many, kept while the many go by.

use std::cmp::Ordering;

/// So many items at most, the best first.
#[derive(Debug)]
pub(super) struct Best<Item> {
    items: Vec<Item>,
    most: usize,
}

impl<Item> Best<Item> {
    /// Nothing yet, and never more than `most`.
    pub(super) fn new(most: usize) -> Self {
        Self { items: Vec::with_capacity(most + 1), most }
    }

    /// The last of the best, where there are enough.
    pub(super) fn last(&self) -> Option<&Item> {
        if self.items.len() < self.most { None } else { self.items.last() }
    }

    /// Takes an item in if it is among the best. `order` puts the better first; of equals the earlier stays ahead.
    pub(super) fn offer(&mut self, item: Item, order: impl Fn(&Item, &Item) -> Ordering) {
        if self.last().is_some_and(|last| order(last, &item) != Ordering::Greater) {
            return;
        }
        let at = self.items.iter().rposition(|other| order(other, &item) != Ordering::Greater).map_or(0, |at| at + 1);
        self.items.insert(at, item);
        self.items.truncate(self.most);
    }

    /// The best, in order.
    pub(super) fn into_items(self) -> Vec<Item> {
        self.items
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Best;

    proptest! {
        #[test]
        fn what_is_kept_is_what_sorting_puts_first(numbers in proptest::collection::vec(0_u8..20, 0..40)) {
            let all: Vec<(usize, u8)> = numbers.into_iter().enumerate().collect();
            let mut best = Best::new(5);
            for item in &all {
                best.offer(*item, |(_, a), (_, b)| b.cmp(a));
            }
            let mut sorted = all;
            sorted.sort_by(|(_, a), (_, b)| b.cmp(a));
            sorted.truncate(5);
            prop_assert_eq!(best.into_items(), sorted);
        }
    }
}
