//! What a button means, written into the text that Discord hands back when it is pressed. The text is versioned, because
//! buttons outlive the program that made them.

use crate::reply::{Press, Revision};

/// The longest custom id Discord takes, in characters.
const MAX_CUSTOM_ID_CHARS: usize = 100;

/// Marks our buttons and the way they are written; a new way of writing takes a new number.
const PREFIX: &str = "fd1";

/// Separates the parts; it occurs in no kebab-case id.
const SEPARATOR: char = ':';

/// A number of this base means a base's revision.
const REVISION_RADIX: u32 = 16;

/// The custom id for a press, or `None` for a fact whose id is not kebab-case or too long to travel in a button.
pub(super) fn encode(press: &Press) -> Option<String> {
    let (word, rest) = match press {
        Press::Choose { fact } => ("choose", id(fact)?),
        Press::Related { fact } => ("related", id(fact)?),
        Press::Read { fact } => ("read", id(fact)?),
        Press::Passage { fact } => ("passage", id(fact)?),
        Press::Vote { fact, is_helpful: true } => ("helpful", id(fact)?),
        Press::Vote { fact, is_helpful: false } => ("unhelpful", id(fact)?),
        Press::Remove { asker } => ("remove", asker.to_string()),
        Press::OpenTopic { revision, topic } => ("topic", format!("{revision}{SEPARATOR}{topic}")),
        Press::TopicPage { revision, topic, page } => {
            ("page", format!("{revision}{SEPARATOR}{topic}{SEPARATOR}{page}"))
        }
        Press::TimelinePage { page } => ("timeline", page.to_string()),
        Press::SourcesPage { page } => ("sources", page.to_string()),
    };
    let text = format!("{PREFIX}{SEPARATOR}{word}{SEPARATOR}{rest}");
    (text.len() <= MAX_CUSTOM_ID_CHARS).then_some(text)
}

/// What a custom id means, or `None` where this version did not write it.
pub(super) fn decode(text: &str) -> Option<Press> {
    let parts: Vec<&str> = text.split(SEPARATOR).collect();
    let (prefix, parts) = parts.split_first()?;
    if *prefix != PREFIX {
        return None;
    }
    Some(match parts {
        ["choose", fact] => Press::Choose { fact: id(fact)? },
        ["related", fact] => Press::Related { fact: id(fact)? },
        ["read", fact] => Press::Read { fact: id(fact)? },
        ["passage", fact] => Press::Passage { fact: id(fact)? },
        ["helpful", fact] => Press::Vote { fact: id(fact)?, is_helpful: true },
        ["unhelpful", fact] => Press::Vote { fact: id(fact)?, is_helpful: false },
        ["remove", asker] => Press::Remove { asker: asker.parse().ok()? },
        ["topic", revision, topic] => {
            Press::OpenTopic { revision: self::revision(revision)?, topic: topic.parse().ok()? }
        }
        ["page", revision, topic, page] => Press::TopicPage {
            revision: self::revision(revision)?,
            topic: topic.parse().ok()?,
            page: page.parse().ok()?,
        },
        ["timeline", page] => Press::TimelinePage { page: page.parse().ok()? },
        ["sources", page] => Press::SourcesPage { page: page.parse().ok()? },
        _ => return None,
    })
}

fn revision(text: &str) -> Option<Revision> {
    u32::from_str_radix(text, REVISION_RADIX).ok().map(Revision)
}

/// The id where it is kebab-case.
fn id(id: &str) -> Option<String> {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    id.split('-').all(is_word).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::limits::FACT_ID;
    use proptest::prelude::*;

    fn choose(fact: &str) -> Press {
        Press::Choose { fact: fact.to_owned() }
    }

    /// Every sort of press with these parts.
    fn presses(fact: &str, asker: u64, revision: u32, number: usize) -> Vec<Press> {
        let (fact, revision) = (|| fact.to_owned(), Revision(revision));
        vec![
            Press::Choose { fact: fact() },
            Press::Related { fact: fact() },
            Press::Read { fact: fact() },
            Press::Passage { fact: fact() },
            Press::Vote { fact: fact(), is_helpful: true },
            Press::Vote { fact: fact(), is_helpful: false },
            Press::Remove { asker },
            Press::OpenTopic { revision, topic: number },
            Press::TopicPage { revision, topic: number, page: number },
            Press::TimelinePage { page: number },
            Press::SourcesPage { page: number },
        ]
    }

    #[test]
    fn a_press_is_written_with_its_version() {
        assert_eq!(encode(&choose("contingent-size")).as_deref(), Some("fd1:choose:contingent-size"));
    }

    #[test]
    fn what_we_did_not_write_is_not_read() {
        for text in [
            "",
            "fd1",
            "fd1:choose",
            "fd1:choose:",
            "fd2:choose:a",
            "fd1:close:a",
            "fd1:choose:A",
            "fd1:choose:a:b",
            "fd1:remove:",
            "fd1:remove:-1",
            "fd1:topic:1",
            "fd1:topic:xyz:1",
            "fd1:timeline:last",
        ] {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_longest_id_that_the_check_lets_pass_fits_every_button() {
        for press in presses(&"a".repeat(FACT_ID), u64::MAX, u32::MAX, usize::MAX) {
            assert!(encode(&press).is_some(), "{press:?}");
        }
    }

    #[test]
    fn an_id_that_does_not_fit_is_not_written() {
        assert_eq!(encode(&choose(&"a".repeat(90))), None);
        assert_eq!(encode(&choose("not kebab")), None);
    }

    proptest! {
        #[test]
        fn every_press_survives_the_round_trip(
            fact in "[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,5}",
            asker in any::<u64>(),
            revision in any::<u32>(),
            number in any::<usize>(),
        ) {
            for press in presses(&fact, asker, revision, number) {
                let written = encode(&press);
                prop_assert!(written.as_ref().is_some_and(|text| text.chars().count() <= MAX_CUSTOM_ID_CHARS));
                prop_assert_eq!(written.as_deref().and_then(decode), Some(press));
            }
        }

        #[test]
        fn any_text_is_read_without_harm(text in ".{0,120}|fd1:[a-z]{1,9}(:[a-z0-9]{0,9}){0,3}") {
            let _ = decode(&text);
        }
    }
}
