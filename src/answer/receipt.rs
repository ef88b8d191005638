//! A receipt: a short code for what became of a message, such as `1px3kd7-44dd6d9b-2-000042y-mp333w`. It names the
//! facts, the state of the base and the version of the engine; what else it holds is in `held`, and `recall` reads it.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::digits::{Reader, WORD_DIGITS, Writer, check_digit, letter, value};
use super::held;
use super::{ENGINE_VERSION, Outcome};
use crate::knowledge::{Fact, Knowledge, Revision};

/// What a receipt says. The facts, the revision, the version and the check digit keep their places in every version, so
/// that any version can say what another's receipt needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Receipt {
    /// [`Fact::fingerprint`] of each fact that was answered with, in the order of the questions.
    pub facts: Vec<u32>,
    /// The state of the base.
    pub revision: Revision,
    /// [`ENGINE_VERSION`] of the engine that answered.
    pub engine_version: u32,
    /// The reasons, as digits that only this version of the engine understands.
    pub(super) held: Vec<u8>,
}

/// Why a text can't be read as a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAReceipt {
    /// It doesn't look like one.
    Unlike,
    /// It looks like one, but the check digit belongs to another.
    Miscopied,
}

/// Stands in place of a fact where nothing was answered; no fact's digits begin with "n".
const NO_FACT: &str = "none";
/// Digits of the revision, which is hexadecimal.
const REVISION_DIGITS: usize = 8;
/// Stands between the groups.
const HYPHEN: char = '-';
/// Digits in a group of what follows the version; as long as the others, so that it is copied as easily.
const GROUP_DIGITS: usize = 7;
/// The shortest body a check digit can follow: no fact, the revision, the version, and that there are no more facts.
const SHORTEST_BODY: usize = NO_FACT.len() + REVISION_DIGITS + 2;
/// The word that stands before a receipt below an answer, and is often copied with it.
const LABEL: &str = "receipt";
/// The version that wrote neither reasons nor a check digit.
const FIRST_VERSION: u32 = 1;

/// The receipt of an outcome on the base it was found in.
#[must_use]
pub fn receipt(outcome: &Outcome, knowledge: &Knowledge) -> Receipt {
    let (facts, held) = held::write(outcome, knowledge);
    Receipt { facts, revision: knowledge.revision, engine_version: ENGINE_VERSION, held }
}

/// The receipt of a fact that was chosen from a list.
#[must_use]
pub fn receipt_of_choice(fact: &Fact, knowledge: &Knowledge) -> Receipt {
    let (facts, held) = (vec![fact.fingerprint()], held::write_choice());
    Receipt { facts, revision: knowledge.revision, engine_version: ENGINE_VERSION, held }
}

impl Display for Receipt {
    /// In groups: the first fact or "none", the revision, the version, then the rest with its check digit.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let mut version = Writer::default();
        version.number(self.engine_version);
        let head = match self.facts.first() {
            Some(fact) => in_letters(&in_digits(*fact)),
            None => NO_FACT.to_owned(),
        };
        write!(formatter, "{head}{HYPHEN}{}{HYPHEN}{}", self.revision, in_letters(&version.digits))?;
        if self.engine_version == FIRST_VERSION {
            return Ok(());
        }
        let mut rest = self.rest();
        let all: Option<Vec<u8>> = format!("{head}{}", self.revision).chars().map(value).collect();
        let body = [all.unwrap_or_default(), version.digits, rest.clone()].concat();
        rest.push(check_digit(&body));
        rest.chunks(GROUP_DIGITS).try_for_each(|group| write!(formatter, "{HYPHEN}{}", in_letters(group)))
    }
}

impl Receipt {
    /// What follows the version: how many more facts, these, and the reasons.
    fn rest(&self) -> Vec<u8> {
        let others = self.facts.get(1..).unwrap_or_default();
        let mut writer = Writer::default();
        writer.number(u32::try_from(others.len()).unwrap_or_default());
        for fact in others {
            writer.fixed(*fact, WORD_DIGITS);
        }
        writer.digits.extend(&self.held);
        writer.digits
    }

    /// Everything before the check digit; of the first version, everything.
    fn read(body: &[u8]) -> Option<Self> {
        let none: Option<Vec<u8>> = NO_FACT.chars().map(value).collect();
        let after_none = body.strip_prefix(none?.as_slice());
        let mut reader = Reader::new(after_none.unwrap_or(body));
        let first = if after_none.is_some() { None } else { Some(reader.fixed(WORD_DIGITS)?) };
        let revision = (0..REVISION_DIGITS).try_fold(0_u32, |number, _| {
            let digit = reader.fixed(1).filter(|digit| *digit < 16)?;
            Some((number << 4) | digit)
        })?;
        let engine_version = reader.number()?;
        let mut facts = Vec::from_iter(first);
        if engine_version != FIRST_VERSION {
            let n_others = reader.number().filter(|number| *number == 0 || first.is_some())?;
            for _ in 0..n_others {
                facts.push(reader.fixed(WORD_DIGITS)?);
            }
        }
        Some(Self { facts, revision: Revision(revision), engine_version, held: reader.rest().to_vec() })
    }
}

impl FromStr for Receipt {
    type Err = NotAReceipt;

    /// Forgives what people do when they copy by hand: capital letters, blanks, hyphens left out, "o" for 0, "i" and "l"
    /// for 1, the word before it.
    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let bare: String = text.chars().filter(|letter| !is_between_digits(*letter)).collect();
        let bare = bare.to_ascii_lowercase();
        let digits: Option<Vec<u8>> = bare.strip_prefix(LABEL).unwrap_or(&bare).chars().map(value).collect();
        let digits = digits.ok_or(NotAReceipt::Unlike)?;
        let is_first = |read: &Self| read.engine_version == FIRST_VERSION && read.held.is_empty();
        if let Some(first) = Self::read(&digits).filter(is_first) {
            return Ok(first);
        }
        let Some((check, body)) = digits.split_last().filter(|(_, body)| body.len() >= SHORTEST_BODY) else {
            return Err(NotAReceipt::Unlike);
        };
        if *check != check_digit(body) {
            // Some sentences are made of these digits alone; a receipt always has figures in it.
            let has_figures = bare.contains(|letter: char| letter.is_ascii_digit());
            return Err(if has_figures { NotAReceipt::Miscopied } else { NotAReceipt::Unlike });
        }
        Self::read(body).ok_or(NotAReceipt::Unlike)
    }
}

/// White space and marks, among them the dashes that programs put in place of a hyphen.
fn is_between_digits(letter: char) -> bool {
    letter.is_whitespace() || letter.is_ascii_punctuation() || matches!(letter, '\u{2010}'..='\u{2015}')
}

fn in_digits(fact: u32) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.fixed(fact, WORD_DIGITS);
    writer.digits
}

fn in_letters(digits: &[u8]) -> String {
    digits.iter().map(|digit| letter(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn receipt(facts: &[u32], engine_version: u32, held: &[u8]) -> Receipt {
        Receipt { facts: facts.to_vec(), revision: Revision(0x1a2b), engine_version, held: held.to_vec() }
    }

    #[test]
    fn a_receipt_reads_as_fact_revision_engine_and_reasons() {
        let check = |receipt: Receipt, text: &str| assert_eq!(receipt.to_string(), text);
        check(receipt(&[u32::MAX], 2, &[1, 2, 3, 4]), "3zzzzzz-00001a2b-2-01234s");
        check(receipt(&[1, 2], 2, &[]), "0000001-00001a2b-2-1000000-2s");
        check(receipt(&[], 17, &[31]), "none-00001a2b-h1-0zj");
        check(receipt(&[1], 1, &[]), "0000001-00001a2b-1");
    }

    #[test]
    fn slips_of_copying_are_forgiven() {
        let expected = Ok(receipt(&[1, 2], 2, &[]));
        for text in [
            " 0000001-00001A2B-2-1000000-2s ",
            "Receipt: `oOO0ool-OOOOlA2B-2-IO00000-2s`",
            "0000001 00001a2b 2\n10000 002s",
            "0000001–00001a2b—2-1000000-2s.",
        ] {
            assert_eq!(text.parse(), expected, "{text}");
        }
        assert_eq!("NONE-00001a2b-H1-0ZJ".parse(), Ok(receipt(&[], 17, &[31])));
    }

    #[test]
    fn the_first_version_wrote_no_check_digit() {
        assert_eq!("3zzzzzz-00001a2b-1".parse(), Ok(receipt(&[u32::MAX], 1, &[])));
        assert_eq!("none-00001a2b-1".parse(), Ok(receipt(&[], 1, &[])));
    }

    #[test]
    fn other_texts_are_no_receipts() {
        let check = |text: &str, reason: NotAReceipt| assert_eq!(text.parse::<Receipt>(), Err(reason), "{text}");
        for text in ["", "-", "none", "none-00001a2b", "none-1a2b-1", "none-00001a2b-1-1", "000000é-00001a2b-1"] {
            check(text, NotAReceipt::Unlike);
        }
        check("what is the size of it", NotAReceipt::Unlike);
        check("4000000-00001a2b-1", NotAReceipt::Miscopied);
        check("0000001-00001a2b-2-1000000-21", NotAReceipt::Miscopied);
        check("000001-00001a2b-2-1000000-2s", NotAReceipt::Miscopied);
    }

    prop_compose! {
        fn any_receipt()(
            facts in prop::collection::vec(any::<u32>(), 0..7),
            revision in any::<u32>(),
            engine_version in 2..u32::MAX,
            held in prop::collection::vec(0_u8..32, 0..60),
        ) -> Receipt {
            Receipt { facts, revision: Revision(revision), engine_version, held }
        }
    }

    proptest! {
        #[test]
        fn every_receipt_reads_back(receipt in any_receipt()) {
            prop_assert_eq!(receipt.to_string().parse(), Ok(receipt.clone()));
            prop_assert_eq!(receipt.to_string().to_uppercase().replace('-', " ").parse(), Ok(receipt));
        }

        #[test]
        fn a_slip_never_makes_another_receipt(receipt in any_receipt(), at in any::<prop::sample::Index>(), other in 0_u8..32) {
            let code = receipt.to_string();
            let mut letters: Vec<char> = code.chars().collect();
            let at = at.index(letters.len());
            letters[at] = letter(other);
            let changed = letters.into_iter().collect::<String>().parse::<Receipt>();
            // A hyphen that became a digit is one digit more; only then chance decides.
            if code.chars().nth(at) != Some(HYPHEN) {
                prop_assert!(changed.is_err() || changed == Ok(receipt));
            }
        }

        #[test]
        fn any_text_is_read_without_harm(text in "\\PC{0,40}|[0-9a-z-]{0,40}") {
            let _ = text.parse::<Receipt>();
        }
    }
}
