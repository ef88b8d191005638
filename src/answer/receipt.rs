//! A receipt: a short code that names the fact an answer gave, the state of the base and the version of the engine, for
//! instance `0q7x2mk-1a2b3c4d-1`. Whether a base still holds that fact is not known here.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::{ENGINE_VERSION, Outcome};
use crate::knowledge::{Knowledge, Revision};

/// The digits of the fact's part: Crockford's base 32, without the letters that look like digits.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Bits in one digit of [`DIGITS`].
const DIGIT_BITS: u32 = 5;
/// Digits that hold 32 bits.
const FACT_DIGITS: u32 = 32_u32.div_ceil(DIGIT_BITS);
/// Stands in place of a fact where nothing was answered.
const NO_FACT: &str = "none";

/// What a receipt says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Receipt {
    /// [`crate::knowledge::Fact::fingerprint`] of the first fact that was answered with.
    pub fact: Option<u32>,
    /// The state of the base.
    pub revision: Revision,
    /// [`ENGINE_VERSION`] of the engine that answered.
    pub engine_version: u32,
}

/// The receipt of an outcome on the base it was found in.
#[must_use]
pub fn receipt(outcome: &Outcome, knowledge: &Knowledge) -> Receipt {
    let first = outcome.answers().find_map(|(_, ranked)| knowledge.fact(ranked.fact));
    let fact = first.map(crate::knowledge::Fact::fingerprint);
    Receipt { fact, revision: knowledge.revision, engine_version: ENGINE_VERSION }
}

impl Display for Receipt {
    /// `fact-revision-engine`, with "none" for the fact where nothing was answered.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.fact {
            Some(fact) => formatter.write_str(&in_digits(fact))?,
            None => formatter.write_str(NO_FACT)?,
        }
        write!(formatter, "-{}-{}", self.revision, self.engine_version)
    }
}

/// A text that is not a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReceipt;

impl Display for NotAReceipt {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a receipt; it looks like 0q7x2mk-1a2b3c4d-1 and stands below an answer")
    }
}

impl std::error::Error for NotAReceipt {}

impl FromStr for Receipt {
    type Err = NotAReceipt;

    /// Capital letters and blanks around it are forgiven: people copy receipts by hand.
    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let text = text.trim().to_ascii_lowercase();
        let mut parts = text.split('-');
        let (Some(fact), Some(revision), Some(engine_version), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotAReceipt);
        };
        let fact = if fact == NO_FACT { None } else { Some(from_digits(fact).ok_or(NotAReceipt)?) };
        let is_hexadecimal = revision.len() == 8 && revision.bytes().all(|digit| digit.is_ascii_hexdigit());
        let revision = u32::from_str_radix(revision, 16).ok().filter(|_| is_hexadecimal).ok_or(NotAReceipt)?;
        let is_decimal = engine_version.bytes().all(|digit| digit.is_ascii_digit());
        let engine_version = engine_version.parse().ok().filter(|_| is_decimal).ok_or(NotAReceipt)?;
        Ok(Self { fact, revision: Revision(revision), engine_version })
    }
}

fn in_digits(number: u32) -> String {
    let shifts = (0..FACT_DIGITS).rev().map(|position| position * DIGIT_BITS);
    let digit = |shift: u32| DIGITS.get(((number >> shift) & 31) as usize).map_or('0', |&digit| char::from(digit));
    shifts.map(digit).collect()
}

fn from_digits(text: &str) -> Option<u32> {
    if text.len() != FACT_DIGITS as usize {
        return None;
    }
    let number = text.bytes().try_fold(0_u64, |number, byte| {
        let digit = DIGITS.iter().position(|&digit| digit == byte)?;
        Some((number << DIGIT_BITS) | digit as u64)
    })?;
    u32::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_receipt_reads_as_fact_revision_engine() {
        let receipt = Receipt { fact: Some(u32::MAX), revision: Revision(0x1a2b), engine_version: 1 };
        assert_eq!(receipt.to_string(), "3zzzzzz-00001a2b-1");
        assert_eq!(Receipt { fact: None, ..receipt }.to_string(), "none-00001a2b-1");
        assert_eq!(" 3ZZZZZZ-00001A2B-1 ".parse(), Ok(receipt));
    }

    #[test]
    fn other_texts_are_no_receipts() {
        for text in [
            "",
            "-",
            "none",
            "none-00001a2b",
            "none-1a2b-1",
            "4000000-00001a2b-1",
            "none-00001a2b-+1",
            "none-00001a2b-1-1",
            "nonu-00001a2b-",
            "000000é-00001a2b-1",
        ] {
            assert_eq!(text.parse::<Receipt>(), Err(NotAReceipt), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_receipt_reads_back(fact in any::<Option<u32>>(), revision in any::<u32>(), engine_version in any::<u32>()) {
            let receipt = Receipt { fact, revision: Revision(revision), engine_version };
            prop_assert_eq!(receipt.to_string().parse(), Ok(receipt));
        }
    }
}
