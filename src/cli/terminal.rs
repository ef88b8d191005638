//! A reply as lines for a terminal: wrapped, the citation set off, colour where it is wanted. The words come from
//! `reply`; nothing that is printed can steer the terminal.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use anstyle::{Effects, Style};
use textwrap::{Options, WordSplitter};

use super::arguments::Color;
use crate::reply::{Card, CitationLine, Reply, Tone};

/// The widest text that reads well, in columns.
const MAX_WIDTH: usize = 88;
/// Below this, in columns, wrapping does more harm than a line that runs over.
const MIN_WIDTH: usize = 24;
/// Stands before each line of a citation.
const CITATION_BAR: &str = "  │ ";

/// Begins a line of a list.
const BULLET: &str = "• ";

const BOLD: Style = Style::new().effects(Effects::BOLD);
const DIM: Style = Style::new().effects(Effects::DIMMED);

/// How text is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Columns to fill.
    pub(super) width: usize,
    /// Whether text may be bold or dim.
    pub(super) has_colour: bool,
}

impl Look {
    /// The look that suits this process's stdout.
    pub(super) fn of_stdout(color: Color) -> Self {
        let is_terminal = std::io::stdout().is_terminal();
        let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let has_colour = match color {
            Color::Auto => is_terminal && !is_unwanted,
            Color::Always => true,
            Color::Never => false,
        };
        let width = if is_terminal { textwrap::termwidth().clamp(MIN_WIDTH, MAX_WIDTH) } else { MAX_WIDTH };
        Self { width, has_colour }
    }

    /// One line in bold.
    pub(super) fn bold(&self, line: &str) -> String {
        self.styled(BOLD, line)
    }

    /// One line in the background.
    pub(super) fn dim(&self, line: &str) -> String {
        self.styled(DIM, line)
    }

    /// Wrapped lines, each after the same indent.
    pub(super) fn wrap(&self, text: &str, indent: &str) -> Vec<String> {
        self.hang(text, indent, indent)
    }

    /// Wrapped lines, the first after another indent.
    pub(super) fn hang(&self, text: &str, first: &str, others: &str) -> Vec<String> {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(others)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(&harmless(text), options).into_iter().map(std::borrow::Cow::into_owned).collect()
    }

    fn styled(&self, style: Style, line: &str) -> String {
        if self.has_colour { format!("{style}{line}{style:#}") } else { line.to_owned() }
    }
}

/// The whole reply; quietly, only what answers.
pub(super) fn render(reply: &Reply, look: &Look, is_quiet: bool) -> String {
    let mut blocks: Vec<String> = reply.cards.iter().map(|card| render_card(card, look, is_quiet)).collect();
    // A choice numbers its questions in its own text.
    let are_listed = reply.cards.iter().any(|card| card.tone == Tone::Choice);
    if !reply.buttons.is_empty() && !are_listed {
        let lines = reply
            .buttons
            .iter()
            .zip(1..)
            .flat_map(|(button, number)| look.hang(&button.label, &format!("  {number}  "), &" ".repeat(5)));
        blocks.push(joined(lines));
    }
    blocks.join("\n")
}

fn render_card(card: &Card, look: &Look, is_quiet: bool) -> String {
    let mut blocks = Vec::new();
    if let Some(title) = card.title.as_deref().filter(|_| !is_quiet) {
        blocks.push(joined(look.wrap(title, "").iter().map(|line| look.bold(line))));
    }
    if !card.body.is_empty() {
        blocks.push(joined(card.body.lines().flat_map(|line| render_line(line, look))));
    }
    if !card.citations.is_empty() {
        blocks.push(joined(card.citations.iter().flat_map(|citation| render_citation(citation, look))));
    }
    if let Some(footer) = card.footer.as_deref().filter(|_| !is_quiet) {
        blocks.push(joined(look.wrap(footer, "").iter().map(|line| look.dim(line))));
    }
    blocks.join("\n")
}

/// A line of a list hangs from its bullet.
fn render_line(line: &str, look: &Look) -> Vec<String> {
    let indent = if line.starts_with(BULLET) { " ".repeat(BULLET.chars().count()) } else { String::new() };
    look.hang(line, "", &indent)
}

fn render_citation(citation: &CitationLine, look: &Look) -> Vec<String> {
    let quote = citation.quote.as_ref().map(|quote| format!("“{quote}”"));
    let barred = |text: &str| look.wrap(text, CITATION_BAR);
    let mut lines = quote.map(|quote| barred(&quote)).unwrap_or_default();
    lines.extend(barred(&citation.place));
    lines.extend(citation.url.as_deref().map(barred).unwrap_or_default());
    let bar = look.dim(CITATION_BAR);
    lines.into_iter().map(|line| line.replacen(CITATION_BAR, &bar, 1)).collect()
}

/// Lines below each other, without blanks at their ends.
pub(super) fn joined(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().fold(String::new(), |mut text, line| {
        // Writing into a String can't fail.
        let _ = writeln!(text, "{}", line.trim_end());
        text
    })
}

/// The text without anything a terminal would obey: escape sequences, and marks that turn the direction of writing.
pub(super) fn harmless(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\n' => '\n',
        '\t' => ' ',
        _ if letter.is_control() => char::REPLACEMENT_CHARACTER,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ => letter,
    };
    text.replace("\r\n", "\n").chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::{Button, Press, Visibility};

    fn check(look: Look, is_quiet: bool, text: &str) {
        let card = Card {
            tone: Tone::Answer,
            title: Some("How many went?".to_owned()),
            body: "About a hundred \u{1b}[31mwent\nthere.".to_owned(),
            citations: vec![CitationLine {
                quote: Some("a hundred went".to_owned()),
                place: "The source, paragraph 1".to_owned(),
                url: None,
            }],
            footer: Some("receipt x".to_owned()),
        };
        let button = Button { label: "Another question?".to_owned(), press: Press::Choose { fact: "x".to_owned() } };
        let reply = Reply { cards: vec![card], buttons: vec![button], visibility: Visibility::Everyone };
        assert_eq!(render(&reply, &look, is_quiet), text);
    }

    #[test]
    fn a_reply_is_wrapped_with_its_citation_set_off() {
        check(
            Look { width: 24, has_colour: false },
            false,
            "How many went?\n\nAbout a hundred\n�[31mwent\nthere.\n\n  │ “a hundred went”\n  │ The source,\n  │ paragraph 1\n\nreceipt x\n\n  1  Another question?\n",
        );
    }

    #[test]
    fn quietly_only_what_answers_is_shown() {
        check(
            Look { width: 80, has_colour: false },
            true,
            "About a hundred �[31mwent\nthere.\n\n  │ “a hundred went”\n  │ The source, paragraph 1\n\n  1  Another question?\n",
        );
    }

    #[test]
    fn colour_is_only_bold_and_dim() {
        check(
            Look { width: 80, has_colour: true },
            false,
            "\u{1b}[1mHow many went?\u{1b}[0m\n\nAbout a hundred �[31mwent\nthere.\n\n\u{1b}[2m  │ \u{1b}[0m“a hundred went”\n\u{1b}[2m  │ \u{1b}[0mThe source, paragraph 1\n\n\u{1b}[2mreceipt x\u{1b}[0m\n\n  1  Another question?\n",
        );
    }
}
