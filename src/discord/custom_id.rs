//! What a button means, written into the text that Discord hands back when it is pressed. The text is versioned, because
//! buttons outlive the program that made them.

use crate::reply::Press;

/// The longest custom id Discord takes, in characters.
const MAX_CUSTOM_ID_CHARS: usize = 100;

/// Marks our buttons and the way they are written; a new way of writing takes a new number.
const PREFIX: &str = "fd1";

/// The word for [`Press::Choose`].
const CHOOSE: &str = "choose";

/// Separates the parts; it occurs in no kebab-case id.
const SEPARATOR: char = ':';

/// The custom id for a press, or `None` for a fact whose id is not kebab-case or too long to travel in a button.
pub(super) fn encode(press: &Press) -> Option<String> {
    let Press::Choose { fact } = press;
    let text = format!("{PREFIX}{SEPARATOR}{CHOOSE}{SEPARATOR}{fact}");
    (is_kebab_case(fact) && text.len() <= MAX_CUSTOM_ID_CHARS).then_some(text)
}

/// What a custom id means, or `None` where this version did not write it.
pub(super) fn decode(text: &str) -> Option<Press> {
    let mut parts = text.splitn(3, SEPARATOR);
    if parts.next()? != PREFIX || parts.next()? != CHOOSE {
        return None;
    }
    let fact = parts.next()?;
    is_kebab_case(fact).then(|| Press::Choose { fact: fact.to_owned() })
}

fn is_kebab_case(id: &str) -> bool {
    id.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn choose(fact: &str) -> Press {
        Press::Choose { fact: fact.to_owned() }
    }

    #[test]
    fn a_press_is_written_with_its_version() {
        assert_eq!(encode(&choose("contingent-size")).as_deref(), Some("fd1:choose:contingent-size"));
    }

    #[test]
    fn what_we_did_not_write_is_not_read() {
        for text in
            ["", "fd1", "fd1:choose", "fd1:choose:", "fd2:choose:a", "fd1:close:a", "fd1:choose:A", "fd1:choose:a:b"]
        {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_id_that_does_not_fit_is_not_written() {
        assert_eq!(encode(&choose(&"a".repeat(90))), None);
        assert_eq!(encode(&choose("not kebab")), None);
    }

    proptest! {
        #[test]
        fn every_press_survives_the_round_trip(fact in "[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,5}") {
            let press = choose(&fact);
            let written = encode(&press);
            prop_assert!(written.as_ref().is_some_and(|text| text.chars().count() <= MAX_CUSTOM_ID_CHARS));
            prop_assert_eq!(written.as_deref().and_then(decode), Some(press));
        }

        #[test]
        fn any_text_is_read_without_harm(text in ".{0,120}") {
            let _ = decode(&text);
        }
    }
}
