//! The rule for facts that want to be looked at again: the day that their curator set has not passed. Today is given, so
//! that a check of the same base on the same day says the same.

use crate::knowledge::{Loaded, Moment, Problem};

/// The rule's name.
const RULE: &str = "review";

/// Facts whose `review_by` is over. A month or a year is over with its last day.
pub(super) fn overdue_reviews(loaded: &Loaded, today: Moment) -> Vec<Problem> {
    let facts = loaded.knowledge.facts.iter().zip(&loaded.places.facts);
    let overdue = facts.filter_map(|(fact, places)| {
        let review_by = fact.review_by.filter(|review_by| is_over(*review_by, today))?;
        let message = format!(
            "fact `{}`: it was to be reviewed by {review_by}; see whether it still holds and set a later date",
            fact.id
        );
        Some(Problem::error(&fact.origin.file, places.review_by, message).of_rule(RULE))
    });
    overdue.collect()
}

fn is_over(moment: Moment, today: Moment) -> bool {
    /// Later than any month or day of a year.
    const END: u8 = u8::MAX;
    let last_day = |moment: Moment| (moment.year, moment.month.unwrap_or(END), moment.day.unwrap_or(END));
    last_day(moment) < last_day(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_over_on_the_next_day() {
        let check = |moment: &str, today: &str, expected: bool| {
            let read = |text: &str| text.parse::<Moment>().expect("a date");
            assert_eq!(is_over(read(moment), read(today)), expected, "{moment}");
        };
        check("2026-05-31", "2026-05-31", false);
        check("2026-05-31", "2026-06-01", true);
        check("2026-05", "2026-05-31", false);
        check("2026-05", "2026-06-01", true);
        check("2026", "2026-12-31", false);
        check("2025", "2026-01-01", true);
    }
}
