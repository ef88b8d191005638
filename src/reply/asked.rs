//! The asker's words as they may be shown back: on one line, without what hides or reverses text, shortened. Escaping
//! markdown is the surface's business.

use super::limits;

/// How much of a question is shown back, in units after escaping: enough to recognise it, so short that several fit.
pub(super) const SHOWN_QUESTION: usize = 120;

/// How much of a single word is shown back: more than any word has.
const SHOWN_WORD: usize = 40;

/// A question fit to be quoted in a sentence.
#[must_use]
pub(super) fn shown(question: &str) -> String {
    limits::fit_escaped(&in_one_line(question), SHOWN_QUESTION)
}

/// A word of a question fit to be quoted in a list.
#[must_use]
pub(super) fn shown_word(word: &str) -> String {
    limits::fit_escaped(&in_one_line(word), SHOWN_WORD)
}

fn in_one_line(question: &str) -> String {
    let visible: String =
        question.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| is_harmless(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// False for the marks that turn the direction of what stands after them, which would reach beyond the quotation.
fn is_harmless(character: char) -> bool {
    !matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_shown_on_one_line() {
        assert_eq!(shown(" who\n\tbuilt\u{0}it? "), "who built it?");
    }

    #[test]
    fn a_question_cannot_reverse_the_sentence_around_it() {
        assert_eq!(shown("who \u{202e}tliub it?"), "who tliub it?");
    }

    #[test]
    fn a_long_question_is_shortened() {
        assert!(limits::units_escaped(&shown(&"why ".repeat(500))) <= SHOWN_QUESTION);
        assert_eq!(shown(&format!("a{}", "\u{301}".repeat(2_000))), "…");
    }
}
