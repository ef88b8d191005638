//! Numbers written one behind the other as digits that people can copy: Crockford's base 32, which has no letters that
//! look like digits. What the numbers mean is in `receipt` and `held`.

/// The digits by their value.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Bits in one digit.
const DIGIT_BITS: u32 = 5;
/// The bits of a digit.
const DIGIT_MASK: u32 = (1 << DIGIT_BITS) - 1;
/// Digits that hold any 32 bits.
pub(super) const WORD_DIGITS: u32 = 32_u32.div_ceil(DIGIT_BITS);

/// Bits of a number that one digit holds where the number may be of any length.
const STEP_BITS: u32 = DIGIT_BITS - 1;
/// Set in each digit of such a number but the last.
const GOES_ON: u32 = 1 << STEP_BITS;

/// What a doubled value is reduced by: x⁵ + x² + 1, which makes the 32 values a field with 2 as a generator.
const FIELD: u32 = 0b10_0101;

/// The letter for a value.
#[must_use]
pub(super) fn letter(value: u8) -> char {
    DIGITS.get(usize::from(value)).map_or('0', |&digit| char::from(digit))
}

/// The value of a letter in either case; "o" is read as 0, "i" and "l" as 1. `None` for what is no digit.
#[must_use]
pub(super) fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    let place = DIGITS.iter().position(|&digit| char::from(digit) == letter)?;
    u8::try_from(place).ok()
}

/// A digit that changes with any single digit and with any two neighbours that change places: each digit is added in
/// the field after all before it were doubled. The sum begins with 1, so that a zero left out at the front shows.
#[must_use]
pub(super) fn check_digit(digits: &[u8]) -> u8 {
    let sum = digits.iter().fold(1, |sum, digit| doubled(sum) ^ u32::from(*digit));
    low_digit(doubled(sum))
}

fn doubled(value: u32) -> u32 {
    let doubled = value << 1;
    if doubled > DIGIT_MASK { doubled ^ FIELD } else { doubled }
}

/// The lowest five bits.
fn low_digit(number: u32) -> u8 {
    u8::try_from(number & DIGIT_MASK).unwrap_or_default()
}

/// Writes numbers as digits.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) digits: Vec<u8>,
}

impl Writer {
    /// The lowest bits of a number in so many digits, the highest first.
    pub(super) fn fixed(&mut self, number: u32, n_digits: u32) {
        let shifts = (0..n_digits).rev().map(|position| position * DIGIT_BITS);
        self.digits.extend(shifts.map(|shift| low_digit(number.checked_shr(shift).unwrap_or_default())));
    }

    /// A number that is mostly small, the lowest bits first; below 16 it takes one digit.
    pub(super) fn number(&mut self, number: u32) {
        let mut rest = number;
        while rest >= GOES_ON {
            self.digits.push(low_digit((rest % GOES_ON) | GOES_ON));
            rest >>= STEP_BITS;
        }
        self.digits.push(low_digit(rest));
    }
}

/// Reads what [`Writer`] wrote; `None` where the digits end too soon or hold too large a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    digits: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins at the first digit.
    #[must_use]
    pub(super) fn new(digits: &'a [u8]) -> Self {
        Self { digits }
    }

    /// What has not been read yet.
    #[must_use]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.digits
    }

    /// A number in so many digits.
    pub(super) fn fixed(&mut self, n_digits: u32) -> Option<u32> {
        let number = (0..n_digits).try_fold(0_u64, |number, _| Some((number << DIGIT_BITS) | u64::from(self.digit()?)));
        u32::try_from(number?).ok()
    }

    /// A number of any length.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut number = 0_u64;
        let mut shift = 0;
        loop {
            let digit = u64::from(self.digit()?);
            number |= (digit % u64::from(GOES_ON)) << shift;
            if digit < u64::from(GOES_ON) {
                return u32::try_from(number).ok();
            }
            shift += STEP_BITS;
            if shift >= u32::BITS {
                return None;
            }
        }
    }

    fn digit(&mut self) -> Option<u8> {
        let (first, rest) = self.digits.split_first()?;
        self.digits = rest;
        Some(*first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_that_look_like_digits_are_read_as_such() {
        let check = |letters: &str, expected: [Option<u8>; 4]| {
            assert_eq!(letters.chars().map(value).collect::<Vec<_>>(), expected, "{letters}");
        };
        check("oOiL", [Some(0), Some(0), Some(1), Some(1)]);
        check("09aZ", [Some(0), Some(9), Some(10), Some(31)]);
        check("uU-é", [None; 4]);
    }

    #[test]
    fn a_number_takes_as_many_digits_as_it_needs() {
        let check = |number: u32, expected: &str| {
            let mut writer = Writer::default();
            writer.number(number);
            assert_eq!(writer.digits.into_iter().map(letter).collect::<String>(), expected, "{number}");
        };
        check(0, "0");
        check(15, "f");
        check(16, "g1");
        check(u32::MAX, "zzzzzzzf");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(numbers in prop::collection::vec(any::<u32>(), 0..6)) {
            let mut writer = Writer::default();
            for number in &numbers {
                writer.number(*number);
                writer.fixed(*number, WORD_DIGITS);
            }
            let mut reader = Reader::new(&writer.digits);
            for number in &numbers {
                prop_assert_eq!((reader.number(), reader.fixed(WORD_DIGITS)), (Some(*number), Some(*number)));
            }
            prop_assert!(reader.rest().is_empty());
            prop_assert_eq!(reader.number(), None);
        }

        #[test]
        fn any_digits_are_read_without_harm(digits in prop::collection::vec(0_u8..32, 0..20)) {
            let mut reader = Reader::new(&digits);
            while reader.number().is_some() || reader.fixed(WORD_DIGITS).is_some() {}
        }

        #[test]
        fn the_check_digit_finds_a_changed_digit_and_changed_places(
            digits in prop::collection::vec(0_u8..32, 2..80),
            at in any::<prop::sample::Index>(),
            other in 0_u8..32,
        ) {
            let mut changed = digits.clone();
            let at = at.index(digits.len());
            changed[at] = other;
            prop_assert_eq!(check_digit(&changed) == check_digit(&digits), changed == digits);
            let mut swapped = digits.clone();
            swapped.swap(at, (at + 1) % digits.len());
            let are_neighbours = at + 1 < digits.len();
            prop_assert!(!are_neighbours || (check_digit(&swapped) == check_digit(&digits)) == (swapped == digits));
        }
    }
}
