//! Cuts a message into tokens, each with its span in the original and its folded spelling: no case, no accents, no
//! invisible characters, no possessive, abbreviations joined. What a token means is decided in `analyzer`.

use std::ops::Range;

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One written word or number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes of the original message.
    pub span: Range<usize>,
    /// The folded spelling; never empty.
    pub folded: SmolStr,
    /// Whether a sentence or clause mark stands between this token and the one before.
    pub after_break: bool,
}

/// The longest word that is looked at, in characters. Longer ones are cut there: no word of a language is longer, and
/// comparing spellings costs the square of the length.
pub const MAX_WORD_CHARS: usize = 40;

/// About how many bytes of a message make a word, its blank included; only memory is set aside by it.
const BYTES_OF_A_WORD: usize = 5;

/// The tokens of a message in order.
#[must_use]
pub fn tokenize(message: &str) -> Vec<Token> {
    if message.is_ascii() {
        return join_initials(message, plain_tokens(message));
    }
    join_initials(message, tokens(message))
}

/// The tokens of a message in ASCII, as nearly all are: no character needs to be looked up.
fn plain_tokens(message: &str) -> Vec<Token> {
    let bytes = message.as_bytes();
    let is = |at: usize, test: fn(&u8) -> bool| bytes.get(at).is_some_and(test);
    let mut tokens: Vec<Token> = Vec::with_capacity(message.len() / BYTES_OF_A_WORD + 1);
    let mut after_break = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        if !byte.is_ascii_alphanumeric() {
            after_break |= is_break(message, start, char::from(*byte));
            continue;
        }
        while let Some(byte) = bytes.get(at) {
            let goes_on = match byte {
                b'\'' | b'`' => is(at + 1, u8::is_ascii_alphabetic),
                b',' | b'.' => is(at - 1, u8::is_ascii_digit) && is(at + 1, u8::is_ascii_digit),
                _ => byte.is_ascii_alphanumeric(),
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        let folded = fold(&message[start..at]);
        if !folded.is_empty() {
            tokens.push(Token { span: start..at, folded, after_break });
            after_break = false;
        }
    }
    tokens
}

fn tokens(message: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(message.len() / BYTES_OF_A_WORD + 1);
    let mut after_break = false;
    let mut rest = message.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if !first.is_alphanumeric() {
            after_break |= is_break(message, start, first);
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = rest.peek() {
            if !continues_word(message, at, c) {
                break;
            }
            end = at + c.len_utf8();
            rest.next();
        }
        let folded = fold(&message[start..end]);
        if !folded.is_empty() {
            tokens.push(Token { span: start..end, folded, after_break });
            after_break = false;
        }
    }
    tokens
}

/// Up to this many letters, a capitalised word before a full stop is taken for an abbreviation: "U.N.", "Maj.", "Lt.".
const ABBREVIATION_MAX_CHARS: usize = 3;

/// A mark that ends a clause. A full stop counts only before a blank or at the end, and not behind an abbreviation.
fn is_break(message: &str, at: usize, mark: char) -> bool {
    let next = message[at + mark.len_utf8()..].chars().next();
    match mark {
        '?' | '!' | ';' | '\n' | ',' | ':' => true,
        '.' => next.is_none_or(char::is_whitespace) && !ends_abbreviation(&message[..at]),
        _ => false,
    }
}

fn ends_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.starts_with(char::is_uppercase) && word.chars().count() <= ABBREVIATION_MAX_CHARS
}

fn continues_word(message: &str, at: usize, c: char) -> bool {
    if c.is_ascii_alphanumeric() {
        return true;
    }
    let next_is = |test: fn(char) -> bool| message[at + c.len_utf8()..].chars().next().is_some_and(test);
    let previous_is_digit = message[..at].chars().next_back().is_some_and(|p| p.is_ascii_digit());
    match c {
        '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{02bc}' => next_is(char::is_alphabetic),
        ',' | '.' => previous_is_digit && next_is(|n| n.is_ascii_digit()),
        _ => c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c),
    }
}

/// Zero-width characters, soft hyphens and direction marks: they change nothing that a reader sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Folds one word: compatibility forms, accents, case, digit commas, and everything from an apostrophe on that is not
/// a negation ("Kazakhstan's" → "kazakhstan", "they've" → "they", "don't" → "dont").
#[must_use]
pub fn fold(word: &str) -> SmolStr {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return fold_plain(word);
    }
    let decomposed = word.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c));
    let lowered: String = decomposed.flat_map(char::to_lowercase).filter(|c| *c != ',').take(MAX_WORD_CHARS).collect();
    let plain = lowered.replace(['\u{2019}', '\u{2018}', '`', '\u{02bc}'], "'");
    match plain.split_once('\'') {
        None => plain.into(),
        Some((head, "t")) => format!("{head}t").into(),
        Some((head, _)) if head.chars().count() == 1 && !matches!(head, "i") => plain.replace('\'', "").into(),
        Some((head, _)) => head.into(),
    }
}

/// The same for letters and digits of ASCII alone, as nearly all words are: nothing but their case can differ.
fn fold_plain(word: &str) -> SmolStr {
    let cut = word.get(..MAX_WORD_CHARS).unwrap_or(word);
    if !cut.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return cut.into();
    }
    let mut letters = [0_u8; MAX_WORD_CHARS];
    let folded = letters.iter_mut().zip(cut.bytes());
    for (folded, letter) in folded {
        *folded = letter.to_ascii_lowercase();
    }
    let folded = letters.get(..cut.len()).and_then(|folded| std::str::from_utf8(folded).ok());
    folded.unwrap_or(cut).into()
}

/// Joins "U", "N" of "U.N." into "un".
fn join_initials(message: &str, tokens: Vec<Token>) -> Vec<Token> {
    if !message.contains('.') {
        return tokens;
    }
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let follows_initial = joined.last().is_some_and(|last| {
            is_initials(message, last)
                && token.folded.chars().count() == 1
                && token.folded.chars().all(char::is_alphabetic)
                && message.get(last.span.end..token.span.start) == Some(".")
        });
        match joined.last_mut() {
            Some(last) if follows_initial => {
                last.folded = [last.folded.as_str(), token.folded.as_str()].concat().into();
                last.span.end = token.span.end;
            }
            _ => joined.push(token),
        }
    }
    joined
}

fn is_initials(message: &str, token: &Token) -> bool {
    let written = message.get(token.span.clone()).unwrap_or_default();
    written.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::tokenize;

    fn words(message: &str) -> String {
        let folded: Vec<String> = tokenize(message).into_iter().map(|token| token.folded.to_string()).collect();
        folded.join(" ")
    }

    #[test]
    fn words_are_folded_alike_however_they_are_written() {
        let check = |message: &str, expected: &str| assert_eq!(words(message), expected, "{message:?}");
        check("What's the U.N. doing?", "what the un doing");
        check("Côte d’Ivoire", "cote divoire");
        check("Kazakhstan's soldiers' medals", "kazakhstan soldiers medals");
        check("they've, don't, isn’t", "they dont isnt");
        check("1,000 or 3.5", "1000 or 3.5");
        check("full-fledged", "full fledged");
        check("g\u{200b}ol\u{202e}an", "golan");
        check("Ｆｕｌｌ ﬁne", "full fine");
        check("h̩̲͓e̮c̷o", "heco");
        check("a.b c", "ab c");
        check("end. Begin", "end begin");
        check("🇰🇿 ??? ...", "");
    }

    #[test]
    fn a_clause_mark_is_remembered_by_the_next_token() {
        let breaks: Vec<bool> = tokenize("Who, in U.N. terms? Where").iter().map(|token| token.after_break).collect();
        assert_eq!(breaks, [false, true, false, false, true]);
    }

    proptest! {
        #[test]
        fn a_plain_word_is_folded_like_any_other(word in "[a-zA-Z0-9]{1,50}") {
            let mut folded: String = word.to_lowercase();
            folded.truncate(super::MAX_WORD_CHARS);
            prop_assert_eq!(super::fold(&word), folded);
        }

        #[test]
        fn plain_text_is_cut_like_any_other(message in "[a-cA-C0-2 .,'`?!:\\-]{0,40}") {
            prop_assert_eq!(super::plain_tokens(&message), super::tokens(&message));
        }

        #[test]
        fn every_span_is_a_piece_of_the_message(message in "\\PC{0,80}") {
            for token in tokenize(&message) {
                prop_assert!(message.get(token.span.clone()).is_some_and(|written| !written.is_empty()));
                prop_assert!(!token.folded.is_empty());
            }
        }
    }
}
