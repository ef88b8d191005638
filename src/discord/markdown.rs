//! Plain text made safe for the places where Discord reads markdown, and cut to Discord's limits. Footers and button
//! labels are no markdown and are only cut.

/// Signs that begin formatting, a mention or a masked link anywhere in a line.
const SPECIAL: &[char] = &['\\', '*', '_', '~', '`', '|', '[', ']', '<', '@'];

/// Signs that make a heading, small print, a list or a quote of a line when they open it.
const LINE_OPENERS: &[char] = &['#', '-', '+', '>'];

/// What follows the scheme in an address; Discord makes a link of any text that holds it.
const AFTER_SCHEME: &str = "://";

/// Shows that a text was cut; one UTF-16 unit.
const ELLIPSIS: char = '…';

/// The text with a backslash before every sign that Discord would take for markdown, so that it is shown as written.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut opening = Opening::Blank;
    for (position, sign) in text.char_indices() {
        let rest = text.get(position..).unwrap_or_default();
        let opens_line = match opening {
            Opening::Blank => LINE_OPENERS.contains(&sign),
            Opening::Digits => sign == '.' || sign == ')',
            Opening::Past => false,
        };
        if opens_line || SPECIAL.contains(&sign) || rest.starts_with(AFTER_SCHEME) {
            escaped.push('\\');
        }
        escaped.push(sign);
        opening = opening.after(sign);
    }
    escaped
}

/// How far into a line the reading has come.
#[derive(Clone, Copy)]
enum Opening {
    /// Nothing but white space yet.
    Blank,
    /// Digits only, which with a full stop would open a numbered list.
    Digits,
    /// Anything else.
    Past,
}

impl Opening {
    fn after(self, sign: char) -> Self {
        match (self, sign) {
            (_, '\n' | '\r' | '\u{2028}' | '\u{2029}') => Self::Blank,
            // Discord's apps count the byte order mark as white space; Rust doesn't.
            (Self::Blank, _) if sign.is_whitespace() || sign == '\u{feff}' => Self::Blank,
            (Self::Blank | Self::Digits, '0'..='9') => Self::Digits,
            _ => Self::Past,
        }
    }
}

/// The length by which Discord's apps count: UTF-16 units, never fewer than characters.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text where it fits, else its beginning with an ellipsis; never more than `most` UTF-16 units. An escape is not
/// cut in two.
pub(super) fn fit(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let mut used = 0;
    let mut kept: String = text
        .chars()
        .take_while(|sign| {
            used += sign.len_utf16();
            used <= room
        })
        .collect();
    let backslashes = kept.chars().rev().take_while(|sign| *sign == '\\').count();
    if backslashes % 2 == 1 {
        kept.pop();
    }
    kept.truncate(kept.trim_end().len());
    if most > 0 {
        kept.push(ELLIPSIS);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn normal_sentences_stay_as_they_are() {
        for text in
            ["The U.N. sent 139 service members (in 2024): \"a first\", it said; 50% more - really!", "2024. A year"]
        {
            assert_eq!(escape(text).replace("2024\\.", "2024."), text);
        }
    }

    #[test]
    fn each_sort_of_markdown_is_shown_as_written() {
        for (text, expected) in [
            ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
            ("`code` ||spoiler||", r"\`code\` \|\|spoiler\|\|"),
            ("[text](https://evil.example)", r"\[text\](https\://evil.example)"),
            ("<@1> <#2> <:a:3> @everyone", r"\<\@1> \<#2> \<:a:3> \@everyone"),
            ("# big\n-# small\n  - list\n> quote", "\\# big\n\\-# small\n  \\- list\n\\> quote"),
            ("1. one\n2) two\n12 three", "1\\. one\n2\\) two\n12 three"),
            (r"back\slash", r"back\\slash"),
        ] {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn a_cut_text_counts_as_discord_counts() {
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        assert_eq!(fit("🕊🕊", 3), "🕊…");
        assert_eq!(fit(r"ab\*c", 4), "ab…");
        assert_eq!(fit(r"ab\\c", 5), r"ab\\c");
        assert_eq!(fit("abc", 0), "");
    }

    /// What Discord shows of an escaped text: a backslash vanishes before punctuation.
    fn shown(escaped: &str) -> String {
        let mut rest = escaped.chars().peekable();
        let mut text = String::new();
        while let Some(sign) = rest.next() {
            let is_escaped = sign == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
            text.push(if is_escaped { rest.next().unwrap_or(sign) } else { sign });
        }
        text
    }

    /// The text with every escaped sign taken out, so that what remains is what could work as markdown.
    fn live(escaped: &str) -> String {
        let mut signs = escaped.chars();
        let mut live = String::new();
        while let Some(sign) = signs.next() {
            if sign == '\\' {
                signs.next();
                live.push('x');
            } else {
                live.push(sign);
            }
        }
        live
    }

    proptest! {
        #[test]
        fn what_is_shown_is_what_was_written(text in r"[ -~\n\t🕊é]{0,60}|\PC{0,40}") {
            prop_assert_eq!(shown(&escape(&text)), text);
        }

        #[test]
        fn nothing_breaks_out(text in r"([-#>+*_~`|<@:/\[\]().0-9 a\n\\]|everyone){0,60}") {
            let live = live(&escape(&text));
            prop_assert!(!live.contains(SPECIAL), "{}", live);
            prop_assert!(!live.contains("://"), "{}", live);
            for line in live.lines() {
                let line = line.trim_start();
                prop_assert!(!line.starts_with(LINE_OPENERS), "{}", live);
                let after_digits = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
                let numbered = after_digits.len() < line.len() && after_digits.starts_with(['.', ')']);
                prop_assert!(!numbered, "{}", live);
            }
        }

        #[test]
        fn a_fitted_text_fits_and_stays_safe(text in r"[*\\a🕊 ]{0,60}", most in 0usize..40) {
            let fitted = fit(&escape(&text), most);
            prop_assert!(length(&fitted) <= most);
            prop_assert!(!live(&fitted).contains(SPECIAL), "{}", fitted);
        }
    }
}
