//! Discord's numbers, and cutting a text to them. Lengths are UTF-16 code units: Discord counts characters, which are
//! never more. What is cut and what is left out is decided by the composing files.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Card, CitationLine};

/// Title of an embed. Source of all limits here: Discord's developer documentation, "Embed Limits", "Message
/// Components" and "Application Commands".
pub const EMBED_TITLE: usize = 256;
/// Description of an embed.
pub const EMBED_DESCRIPTION: usize = 4_096;
/// Name of an embed's field.
pub const EMBED_FIELD_NAME: usize = 256;
/// Value of an embed's field.
pub const EMBED_FIELD_VALUE: usize = 1_024;
/// Footer of an embed.
pub const EMBED_FOOTER: usize = 2_048;
/// Titles, descriptions, fields and footers of all embeds of one message together.
pub const EMBED_TOTAL: usize = 6_000;
/// Embeds of one message.
pub const EMBEDS: usize = 10;
/// Fields of one embed.
pub const EMBED_FIELDS: usize = 25;
/// Plain content of a message.
pub const MESSAGE_CONTENT: usize = 2_000;
/// Label of a button.
pub const BUTTON_LABEL: usize = 80;
/// The text a button carries unseen.
pub const CUSTOM_ID: usize = 100;
/// Rows of buttons below one message.
pub const BUTTON_ROWS: usize = 5;
/// Buttons in one row.
pub const BUTTONS_A_ROW: usize = 5;
/// Buttons below one message.
pub const BUTTONS: usize = BUTTON_ROWS * BUTTONS_A_ROW;
/// Choices of one list.
pub const LIST_CHOICES: usize = 25;
/// Text of a list's choice.
pub const LIST_LABEL: usize = 100;
/// Choices of one autocompletion.
pub const CHOICES: usize = 25;
/// Shown name of an autocompletion's choice.
pub const CHOICE_NAME: usize = 100;
/// Sent value of an autocompletion's choice.
pub const CHOICE_VALUE: usize = 100;
/// A text option of a slash command, such as the question of `/ask`.
pub const TEXT_OPTION: usize = 6_000;

/// Units of [`CUSTOM_ID`] left to the surface for saying what a press means.
pub const PRESS_NAME: usize = 20;
/// The longest fact id that can travel in a button.
pub const FACT_ID: usize = CUSTOM_ID - PRESS_NAME;

/// Kept free in each card for what a surface adds: the name of a field, line breaks.
pub const CARD_MARKUP: usize = 32;
/// Kept free in each citation for what a surface adds: quotation marks, a link's brackets, a line break.
pub const CITATION_MARKUP: usize = 16;

/// What stands where a text was cut; one unit.
const ELLIPSIS: &str = "…";

/// The length of a text as it is, in UTF-16 code units.
#[must_use]
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The length a text may have once a surface has put a backslash before each mark that means something in markdown:
/// every ASCII punctuation mark counts twice.
#[must_use]
pub fn units_escaped(text: &str) -> usize {
    units(text) + text.bytes().filter(u8::is_ascii_punctuation).count()
}

/// The text itself where it has at most `most` units, else as much of it as fits with "…" after it. It ends after a
/// word where one ends in the second half, else after a whole character as readers see it.
#[must_use]
pub fn fit(text: &str, most: usize) -> String {
    fit_measured(text, most, units)
}

/// As [`fit`], counting with [`units_escaped`].
#[must_use]
pub fn fit_escaped(text: &str, most: usize) -> String {
    fit_measured(text, most, units_escaped)
}

/// The most a card can take of [`EMBED_TOTAL`], whatever a surface escapes and adds within its allowance.
#[must_use]
pub fn card_units(card: &Card) -> usize {
    let texts = card.title.iter().chain(&card.footer).map(|text| units_escaped(text)).sum::<usize>();
    let citations = card.citations.iter().map(citation_units).sum::<usize>();
    texts + units_escaped(&card.body) + citations + CARD_MARKUP
}

/// The most a citation can take of [`EMBED_FIELD_VALUE`].
#[must_use]
pub fn citation_units(citation: &CitationLine) -> usize {
    let quote = citation.quote.as_deref().map_or(0, units_escaped);
    let url = citation.url.as_deref().map_or(0, units_escaped);
    quote + url + units_escaped(&citation.place) + CITATION_MARKUP
}

fn fit_measured(text: &str, most: usize, measure: fn(&str) -> usize) -> String {
    if measure(text) <= most {
        return text.to_owned();
    }
    let Some(room) = most.checked_sub(measure(ELLIPSIS)) else {
        return String::new();
    };
    let (kept, _) = text.split_at(cut_position(text, room, measure));
    format!("{kept}{ELLIPSIS}")
}

/// Where a text that is longer than `room` is cut, in bytes; always between two graphemes.
fn cut_position(text: &str, room: usize, measure: fn(&str) -> usize) -> usize {
    let mut used = 0;
    let mut grapheme_end = 0;
    let mut word_end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        used += measure(grapheme);
        let is_space = grapheme.chars().all(char::is_whitespace);
        if is_space {
            word_end = grapheme_end;
        }
        if used > room {
            break;
        }
        if !is_space {
            grapheme_end = start + grapheme.len();
        }
    }
    if word_end * 2 >= grapheme_end { word_end } else { grapheme_end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(fit("Who built it?", 13), "Who built it?");
        assert_eq!(fit("", 0), "");
    }

    #[test]
    fn a_cut_text_ends_after_a_word() {
        assert_eq!(fit("The lighthouse keeper lit the lamp", 20), "The lighthouse…");
        assert_eq!(fit("The lighthouse keeper lit the lamp", 22), "The lighthouse keeper…");
        assert_eq!(fit("The lighthouse keeper lit the lamp", 23), "The lighthouse keeper…");
    }

    #[test]
    fn a_single_long_word_is_cut_within() {
        assert_eq!(fit(&"a".repeat(50), 5), "aaaa…");
        assert_eq!(fit(&format!("to {}", "a".repeat(50)), 9), "to aaaaa…");
    }

    #[test]
    fn a_family_is_not_separated() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(units(family), 8);
        assert_eq!(fit(&format!("{family}{family}"), 10), format!("{family}…"));
        assert_eq!(fit(&format!("{family}{family}"), 8), "…");
    }

    #[test]
    fn nothing_fits_into_nothing() {
        assert_eq!(fit("word", 0), "");
        assert_eq!(fit("word", 1), "…");
    }

    #[test]
    fn a_mark_that_may_be_escaped_counts_twice() {
        assert_eq!(units_escaped("a*b"), 4);
        assert_eq!(fit_escaped("**bold** move", 8), "**bol…");
    }

    proptest! {
        #[test]
        fn a_fitted_text_keeps_the_limit_and_whole_characters(text in "\\PC{0,60}|.{0,60}", most in 0_usize..70) {
            for (fitted, measure) in [(fit(&text, most), units as fn(&str) -> usize), (fit_escaped(&text, most), units_escaped)] {
                prop_assert!(measure(&fitted) <= most);
                if measure(&text) <= most {
                    prop_assert_eq!(&fitted, &text);
                } else if let Some(kept) = fitted.strip_suffix(ELLIPSIS) {
                    prop_assert!(text.starts_with(kept));
                    let ends = text.grapheme_indices(true).map(|(start, grapheme)| start + grapheme.len());
                    prop_assert!(kept.is_empty() || ends.into_iter().any(|end| end == kept.len()));
                } else {
                    prop_assert_eq!(most, 0);
                }
            }
        }
    }
}
