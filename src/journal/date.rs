//! A moment as people read it: the day in UTC.

use super::DAY;

/// The day of a time in seconds since the Unix epoch, as "2026-11-24". By Howard Hinnant's days-to-civil computation, in
/// which a year begins in March so that the leap day is its last.
#[must_use]
pub fn date(time: u64) -> String {
    /// Days from the first of March of the year 0 to the Unix epoch.
    const DAYS_BEFORE_EPOCH: u64 = 719_468;
    /// Days in the 400 years after which the calendar repeats.
    const DAYS_IN_ERA: u64 = 146_097;
    let days = time / DAY + DAYS_BEFORE_EPOCH;
    let (era, day_of_era) = (days / DAYS_IN_ERA, days % DAYS_IN_ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_kept() {
        for (time, expected) in [
            (0, "1970-01-01"),
            (58 * DAY, "1970-02-28"),
            (59 * DAY, "1970-03-01"),
            (19_782 * DAY, "2024-02-29"),
            (20_453 * DAY, "2025-12-31"),
            (20_454 * DAY, "2026-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_795_564_800, "2026-11-25"),
            (1_795_564_799, "2026-11-24"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(date(time), expected, "{time}");
        }
    }
}
