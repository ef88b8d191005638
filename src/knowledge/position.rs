//! Where a text begins in a file that people write, and from there where each of its words stands. What is wrong there
//! is told by `problem`.

/// The place where a text begins, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line: of a text, its opening quotation mark.
    pub column: usize,
    /// Whether the text stands there letter for letter between single marks, so that its words have places of their own.
    pub is_plain: bool,
}

impl Position {
    /// The place of a byte of the text that begins here, or of the text itself where that can't be told.
    #[must_use]
    pub fn within(self, text: &str, byte: usize) -> Self {
        match text.get(..byte) {
            Some(before) if self.is_plain => Self { column: self.column + 1 + before.chars().count(), ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn a_word_of_a_plain_text_has_its_own_place() {
        let check = |is_plain, byte, column| {
            let text = Position { line: 3, column: 10, is_plain };
            assert_eq!(text.within("Côte d’Ivoire", byte), Position { line: 3, column, is_plain });
        };
        check(true, 0, 11);
        check(true, 6, 16);
        check(false, 6, 10);
        check(true, 99, 10);
    }
}
