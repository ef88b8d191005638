//! The day of a check: as it was named, or as the system's clock has it in UTC. Nothing below the command line asks what
//! day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use super::ExitCode;
use super::failure::Failure;
use crate::knowledge::Moment;

const SECONDS_A_DAY: u64 = 86_400;

/// The day that was named, or today.
pub(super) fn day(named: Option<&str>) -> Result<Moment, Failure> {
    match named {
        Some(text) => {
            let moment = text.parse::<Moment>().ok().filter(|moment| moment.day.is_some());
            let message = format!("--today {text} is not a day; write it as 2026-12-31");
            moment.ok_or(Failure::Told(message, ExitCode::Unusable))
        }
        None => {
            Ok(date(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()) / SECONDS_A_DAY))
        }
    }
}

/// The date so many days after 1 January 1970.
fn date(days: u64) -> Moment {
    let (mut year, mut left) = (1970_u16, days);
    while left >= days_in_year(year) {
        left -= days_in_year(year);
        year += 1;
    }
    let mut month = 1_u8;
    while left >= days_in_month(year, month) {
        left -= days_in_month(year, month);
        month += 1;
    }
    let day = u8::try_from(left + 1).unwrap_or(1);
    Moment { year, month: Some(month), day: Some(day) }
}

fn days_in_year(year: u16) -> u64 {
    (1..=12).map(|month| days_in_month(year, month)).sum()
}

fn days_in_month(year: u16, month: u8) -> u64 {
    let is_leap_year = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_counted_from_1970() {
        let check = |days: u64, expected: &str| assert_eq!(date(days).to_string(), expected);
        check(0, "1970-01-01");
        check(58, "1970-02-28");
        check(59, "1970-03-01");
        check(19_782, "2024-02-29");
        check(20_453, "2025-12-31");
        check(20_454, "2026-01-01");
    }
}
