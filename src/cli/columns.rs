//! Numbers in columns, and texts cut to one line, for a terminal. What the numbers mean is not known here.

use textwrap::core::display_width;

use super::terminal::{Look, harmless};

/// The first column is at least this wide, in characters, so that tables below one another line up.
const LEAST_FIRST: usize = 22;
/// The other columns are at least this wide: "100.0 %" and a heading such as "corrected".
const LEAST_OTHER: usize = 9;
/// Between two columns.
const GAP: &str = "  ";
/// Stands before every row but the heading.
const INDENT: &str = "  ";
/// Stands where there is nothing to count.
pub(super) const NOTHING: &str = "–";

/// A heading and rows below it. The first column holds names, the others numbers; a last one without a heading holds
/// words.
#[derive(Debug)]
pub(super) struct Columns {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Columns {
    /// A table without rows.
    pub(super) fn new(heading: &[&str]) -> Self {
        Self { heading: heading.iter().map(|&name| harmless(name)).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, name: &str, numbers: impl IntoIterator<Item = String>) {
        let name = format!("{INDENT}{}", harmless(name));
        self.rows.push(std::iter::once(name).chain(numbers).collect());
    }

    /// All lines of it.
    pub(super) fn draw(&self, look: &Look) -> String {
        let rows = || std::iter::once(&self.heading).chain(&self.rows);
        let width = |column: usize| {
            let cells = rows().filter_map(|row| row.get(column));
            let least = if column == 0 { LEAST_FIRST } else { LEAST_OTHER };
            // Words begin at the column's left, so nothing stands before them.
            if self.heading.get(column).is_some_and(String::is_empty) {
                return 0;
            }
            cells.map(|cell| display_width(cell)).max().unwrap_or_default().max(least)
        };
        let others: Vec<usize> = (1..self.heading.len()).map(width).collect();
        let taken: usize = others.iter().map(|width| width + GAP.len()).sum();
        let first = width(0).min(look.width.saturating_sub(taken)).max(LEAST_FIRST);
        let lines = rows().zip(0..).map(|(row, number)| {
            let line = line(row, first, &others);
            if number == 0 { look.bold(&line) } else { line }
        });
        lines.map(|line| line + "\n").collect()
    }
}

fn line(row: &[String], first: usize, others: &[usize]) -> String {
    let (name, numbers) = row.split_first().map_or(("", row), |(name, numbers)| (name.as_str(), numbers));
    let name = cut(name, first);
    let mut line = format!("{name}{}", blanks(first, &name));
    for (number, width) in numbers.iter().zip(others) {
        line.push_str(GAP);
        line.push_str(&blanks(*width, number));
        line.push_str(number);
    }
    line.trim_end().to_owned()
}

/// What is missing to a width.
fn blanks(width: usize, text: &str) -> String {
    " ".repeat(width.saturating_sub(display_width(text)))
}

/// The text on one line of at most this many columns.
pub(super) fn cut(text: &str, width: usize) -> String {
    let text = harmless(text).replace('\n', " ");
    if display_width(&text) <= width {
        return text;
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if display_width(&kept) >= width {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

/// A share in per cent.
pub(super) fn percent(share: Option<f32>) -> String {
    share.map_or(NOTHING.to_owned(), |share| format!("{:.1} %", share * 100.0))
}

/// A difference of shares, in points with its sign.
pub(super) fn points(difference: f32) -> String {
    let points = format!("{:+.1}", difference * 100.0);
    if points == "-0.0" || points == "+0.0" { "0.0".to_owned() } else { points }
}

/// A count with a comma between thousands.
pub(super) fn counted(count: usize) -> String {
    let digits = count.to_string();
    let is_first_of_three = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits
        .char_indices()
        .flat_map(|(at, digit)| is_first_of_three(at).then_some(',').into_iter().chain([digit]))
        .collect()
}

/// A count with its noun.
pub(super) fn many(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", counted(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_left_and_numbers_right() {
        let mut table = Columns::new(&["Birds", "seen", "a long heading"]);
        table.row("wren", ["1,024".to_owned(), percent(Some(0.5))]);
        table.row("a bird with a name that fills more than its column", ["7".to_owned(), percent(None)]);
        let drawn = "\
Birds                                seen  a long heading
  wren                              1,024          50.0 %
  a bird with a name that fil…          7               –
";
        assert_eq!(table.draw(&Look { width: 57, has_colour: false }), drawn);
    }

    #[test]
    fn a_cut_text_stays_on_one_line() {
        let check = |text: &str, expected: &str| assert_eq!(cut(text, 6), expected, "{text}");
        check("wren", "wren");
        check("wrens!", "wrens!");
        check("wrens!!", "wrens…");
        check("wren\nowl", "wren…");
        check("鳥鳥鳥鳥", "鳥鳥…");
        check("\u{1b}[1m", "�[1m");
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(counted), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0, 1, 1_000].map(|count| many(count, "fact")), ["0 facts", "1 fact", "1,000 facts"]);
        assert_eq!([0.125, -0.0004, 0.0, -0.02].map(points), ["+12.5", "0.0", "0.0", "-2.0"]);
    }
}
