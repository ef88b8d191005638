//! Takes out of a message what is not language: Discord's mentions and emoji, links, code fences, quoted lines and
//! terminal escapes. Every byte keeps its place, so that spans still point into the original. Words are cut in
//! `tokenize`.

/// The message with everything that is not language overwritten by blanks, byte for byte. Quoted lines are blanked
/// only where something else is said beside them.
#[must_use]
pub fn mask(message: &str) -> String {
    if !may_hold_markup(message) {
        return message.to_owned();
    }
    let masked = mask_all_but_quotes(message);
    let unquoted = without_quoted_lines(&masked);
    if unquoted.chars().any(char::is_alphanumeric) { unquoted } else { masked }
}

/// Whether any character stands there that markup needs. Few questions have one.
fn may_hold_markup(message: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'<' | b'>' | b'@' | b':' | b'\x1b');
    // Every byte is looked at, because that is quicker than asking each time whether to stop.
    let has_sign = message.bytes().fold(false, |found, byte| found | is_sign(byte));
    has_sign || message.as_bytes().windows(2).any(|pair| pair == b"ww")
}

/// The same with quoted lines left standing.
#[must_use]
pub fn mask_all_but_quotes(message: &str) -> String {
    if !may_hold_markup(message) {
        return message.to_owned();
    }
    let mut masked = message.as_bytes().to_vec();
    blank_terminal_escapes(message, &mut masked);
    blank_tags(message, &mut masked);
    blank_links(message, &mut masked);
    String::from_utf8(masked).unwrap_or_else(|_| message.to_owned())
}

/// Whether a line quotes an earlier message.
#[must_use]
pub fn has_quoted_lines(message: &str) -> bool {
    message.lines().any(is_quoted)
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with("> ")
}

/// Characters between `<` and `>` that Discord reads as a mention, emoji, time or command; the longest are commands
/// with their id.
const TAG_MAX_BYTES: usize = 100;

fn blank(masked: &mut [u8], from: usize, to: usize) {
    if let Some(bytes) = masked.get_mut(from..to) {
        for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }
}

/// Blanks `<@1>`, `<@&1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `<t:1:R>`, `</ask:1>`, and the words `@everyone` and
/// `@here`.
fn blank_tags(message: &str, masked: &mut [u8]) {
    for (start, _) in message.match_indices('<') {
        let tail = &message[start + 1..];
        let is_tag = ["@", "#", ":", "a:", "t:", "/", "id:"].iter().any(|opening| tail.starts_with(opening));
        let end = tail.char_indices().take_while(|(at, c)| *at < TAG_MAX_BYTES && *c != '\n').find(|(_, c)| *c == '>');
        if let (true, Some((length, _))) = (is_tag, end) {
            blank(masked, start, start + 1 + length + 1);
        }
    }
    for call in ["@everyone", "@here"] {
        for (start, found) in message.match_indices(call) {
            blank(masked, start, start + found.len());
        }
    }
}

/// Blanks bare addresses and the target of `[text](address)`, whose text stays.
fn blank_links(message: &str, masked: &mut [u8]) {
    for scheme in ["http://", "https://", "discord://", "www."] {
        for (start, _) in message.match_indices(scheme) {
            let tail = &message[start..];
            let length =
                tail.find(|c: char| c.is_whitespace() || matches!(c, '>' | ')' | ']' | '"')).unwrap_or(tail.len());
            blank(masked, start, start + length);
        }
    }
}

/// Blanks `ESC [ … letter` and `ESC ] … BEL`, which colour or rename a terminal.
fn blank_terminal_escapes(message: &str, masked: &mut [u8]) {
    for (start, _) in message.match_indices('\u{1b}') {
        let tail = &message[start + 1..];
        let length = match tail.chars().next() {
            Some('[') => tail[1..].find(|c: char| c.is_ascii_alphabetic()).map(|at| at + 2),
            Some(']') => tail.find(['\u{7}', '\u{1b}']),
            _ => None,
        };
        blank(masked, start, start + 1 + length.unwrap_or(0));
    }
}

fn without_quoted_lines(masked: &str) -> String {
    let lines = masked.split_inclusive('\n');
    lines.map(|line| if is_quoted(line) { " ".repeat(line.len()) } else { line.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mask;

    #[test]
    fn what_is_not_language_is_blanked_in_place() {
        let check = |message: &str, words: &str| {
            let masked = mask(message);
            assert_eq!(masked.len(), message.len(), "{message:?}");
            assert_eq!(masked.split_whitespace().collect::<Vec<_>>().join(" "), words, "{message:?}");
        };
        check("<@123456789> how many?", "how many?");
        check("hey <:golan:12> <a:wave:3> see <#44> <t:170:R> </ask:9>", "hey see");
        check("is 3 < 4 and 5 > 4?", "is 3 < 4 and 5 > 4?");
        check("read https://example.org/a?b=c now", "read now");
        check("[the text](https://evil.example) stays", "[the text]( ) stays");
        check("> they left\nwhen did they leave?", "when did they leave?");
        check("> only a quote", "> only a quote");
        check("@everyone @here wake up", "wake up");
        check("\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}", "red \u{7}");
    }

    proptest! {
        #[test]
        fn masking_never_moves_a_byte(message in "\\PC{0,60}|[<>@#:a-z\u{1b}\\[\\]();/ \n]{0,60}") {
            prop_assert_eq!(mask(&message).len(), message.len());
        }
    }
}
