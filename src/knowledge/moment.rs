//! A date as exact as the source has it: how it is written and read.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::fact::Moment;

/// A text that is not "2024", "2024-12" or "2024-12-31".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMoment;

impl Display for NotAMoment {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a date; write \"2024\", \"2024-12\" or \"2024-12-31\"")
    }
}

impl std::error::Error for NotAMoment {}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let mut parts = text.split('-');
        let year = number(parts.next(), 4)?.filter(|&year| year > 0).ok_or(NotAMoment)?;
        let month = number(parts.next(), 2)?.map(small).transpose()?;
        let day = number(parts.next(), 2)?.map(small).transpose()?;
        let month_is_right = month.is_none_or(|month| (1..=12).contains(&month));
        let day_is_right = day.is_none_or(|day| (1..=days_in(year, month)).contains(&day));
        if month_is_right && day_is_right && parts.next().is_none() {
            Ok(Self { year, month, day })
        } else {
            Err(NotAMoment)
        }
    }
}

impl Display for Moment {
    /// As the curator writes it: "2024", "2024-12" or "2024-12-31".
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

fn number(part: Option<&str>, digits: usize) -> Result<Option<u16>, NotAMoment> {
    match part {
        None => Ok(None),
        Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            part.parse().map(Some).map_err(|_| NotAMoment)
        }
        Some(_) => Err(NotAMoment),
    }
}

fn small(number: u16) -> Result<u8, NotAMoment> {
    u8::try_from(number).map_err(|_| NotAMoment)
}

fn days_in(year: u16, month: Option<u8>) -> u8 {
    let is_leap_year = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        Some(2) if is_leap_year => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, is_a_moment: bool) {
        let moment: Result<Moment, NotAMoment> = text.parse();
        assert_eq!(moment.is_ok(), is_a_moment, "{text}");
        if let Ok(moment) = moment {
            assert_eq!(moment.to_string(), text);
        }
    }

    #[test]
    fn a_moment_is_a_year_a_month_or_a_day_that_exists() {
        for text in ["2024", "2024-12", "2024-12-31", "2024-02-29", "0988"] {
            check(text, true);
        }
        for text in [
            "",
            "24",
            "0000",
            "2024-",
            "2024-13",
            "2024-00",
            "2023-02-29",
            "2024-1-1",
            "2024-12-31-1",
            "+024",
            "2024/12",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn the_vaguer_moment_comes_first() {
        let moments: Vec<Moment> =
            ["2024", "2024-12", "2024-12-31", "2025"].iter().flat_map(|text| text.parse()).collect();
        assert!(moments.is_sorted());
        assert_eq!(moments.len(), 4);
    }
}
