//! Reads one TOML table key by key and notes everything wrong with it, instead of stopping at the first mistake.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, Form, Segment};
use super::json_line::in_json;
use super::problem::Problem;

/// How alike two keys must be for "did you mean", 0 to 1 (Jaro-Winkler): one or two slips in a word.
const KEY_LIKENESS: f64 = 0.8;

/// A text with the line it begins on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) line: usize,
}

/// One table, being read. [`TableReader::finish`] must be called to learn what was wrong with it.
#[derive(Debug)]
pub(crate) struct TableReader<'doc> {
    document: &'doc Document<'doc>,
    segment: &'doc Segment<'doc>,
    table: &'doc DeTable<'doc>,
    /// The line of the table's heading or brace.
    pub(crate) line: usize,
    /// How problems name the table: "fact `contingent-size`".
    pub(crate) subject: String,
    known_keys: Vec<&'static str>,
    problems: Vec<Problem>,
}

impl<'doc> TableReader<'doc> {
    /// The keys before the first heading of a segment, and its headings.
    pub(crate) fn top(document: &'doc Document<'doc>, segment: &'doc Segment<'doc>) -> Self {
        Self::new(document, segment, &segment.table, segment.offset, "this file")
    }

    fn new(
        document: &'doc Document<'doc>,
        segment: &'doc Segment<'doc>,
        table: &'doc DeTable<'doc>,
        offset: usize,
        subject: &str,
    ) -> Self {
        let line = document.line_at(offset);
        Self {
            document,
            segment,
            table,
            line,
            subject: subject.to_owned(),
            known_keys: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Whether the table stands in a stretch that doesn't parse; its problems are then not worth telling.
    pub(crate) fn is_broken(&self) -> bool {
        self.segment.is_broken
    }

    /// A text that may be left out, but not left empty.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        self.text_of(key, value)
    }

    /// A text where an empty one means the same as none.
    pub(crate) fn text_or_empty(&mut self, key: &'static str) -> Option<Text> {
        let is_empty = self.find(key).is_some_and(|value| value.get_ref().as_str() == Some(""));
        if is_empty {
            self.value(key);
            return None;
        }
        self.text(key)
    }

    /// A text that must be there.
    pub(crate) fn required_text(&mut self, key: &'static str, example: &str) -> Option<Text> {
        if self.find(key).is_none() {
            self.missing(key, example);
        }
        self.text(key)
    }

    /// A list of texts; empty where it is left out.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let items = self.items(key, "a list of texts, such as [\"…\", \"…\"]");
        items.into_iter().filter_map(|item| self.text_of(key, item)).collect()
    }

    /// A whole number, at least 1, that must be there.
    pub(crate) fn counted_from_one(&mut self, key: &'static str) -> Option<u32> {
        if self.find(key).is_none() {
            self.missing(key, &format!("{key} = 1"));
        }
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none_or(|number| number == 0) {
            self.problem(self.line_of(value), format!("`{key}` must be a whole number from 1 on"));
            return None;
        }
        number
    }

    /// A whole number from 0 on.
    pub(crate) fn count(&mut self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.problem(self.line_of(value), format!("`{key}` must be a whole number from 0 on, such as 20"));
        }
        number
    }

    /// `true` or `false`.
    pub(crate) fn yes_or_no(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let DeValue::Boolean(is_so) = value.get_ref() else {
            self.wrong_type(key, "true or false", value);
            return None;
        };
        Some(*is_so)
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self, key: &'static str) -> Option<(f32, usize)> {
        let value = self.value(key)?;
        let number: Option<f32> = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let line = self.line_of(value);
        if !number.is_some_and(|number| (0.0..=1.0).contains(&number)) {
            self.problem(line, format!("`{key}` must be a number from 0 to 1, such as 0.6"));
            return None;
        }
        number.map(|number| (number, line))
    }

    /// A list of tables, `[[key]]` or `key = [{ … }]`; empty where it is left out.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<TableReader<'doc>> {
        let mut tables = Vec::new();
        let expected = format!("a list of tables, [[{key}]] or {key} = [{{ … }}]");
        for item in self.items(key, &expected) {
            if let DeValue::Table(table) = item.get_ref() {
                tables.push(self.inner(key, table, item));
            } else {
                self.wrong_type(key, &expected, item);
            }
        }
        tables
    }

    /// A table that may be left out.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<TableReader<'doc>> {
        let value = self.value(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(self.inner(key, table, value));
        }
        self.wrong_type(key, "a table", value);
        None
    }

    /// Whether a list was wanted at the key and something else stands there, which was told already.
    pub(crate) fn has_value_of_wrong_type(&self, key: &str) -> bool {
        self.find(key).is_some_and(|value| !value.get_ref().is_array())
    }

    /// Notes something wrong with what was read.
    pub(crate) fn problem(&mut self, line: usize, message: impl AsRef<str>) {
        let message = match self.document.form {
            Form::Toml => message.as_ref().to_owned(),
            Form::JsonLines => in_json(message.as_ref()),
            Form::Columns => message.as_ref().split("; add ").next().unwrap_or_default().to_owned(),
        };
        let message = format!("{}: {message}", self.subject);
        self.problems.push(Problem::error(&self.document.file, line, message));
    }

    /// Takes over what was wrong with an inner table.
    pub(crate) fn take_problems(&mut self, inner: TableReader<'_>) {
        self.problems.extend(inner.finish());
    }

    /// Everything that was wrong with the table; keys nobody asked for are unknown.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        if self.is_broken() {
            return Vec::new();
        }
        let table = self.table;
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if !self.known_keys.contains(&name) {
                let message = format!("unknown key `{name}`; {}", self.advice(name));
                let line = self.document.line_at(self.segment.offset + key.span().start);
                self.problem(line, message);
            }
        }
        self.problems
    }

    fn advice(&self, name: &str) -> String {
        let likeness = |key: &&&'static str| strsim::jaro_winkler(name, key);
        let nearest = self.known_keys.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        match nearest {
            Some(key) if likeness(&key) >= KEY_LIKENESS => format!("did you mean `{key}`?"),
            _ => format!("the keys here are {}", self.known_keys.join(", ")),
        }
    }

    fn inner(&self, key: &str, table: &'doc DeTable<'doc>, value: &Spanned<DeValue<'_>>) -> TableReader<'doc> {
        Self::new(self.document, self.segment, table, self.segment.offset + value.span().start, key)
    }

    fn find(&self, key: &str) -> Option<&'doc Spanned<DeValue<'doc>>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn value(&mut self, key: &'static str) -> Option<&'doc Spanned<DeValue<'doc>>> {
        if !self.known_keys.contains(&key) {
            self.known_keys.push(key);
        }
        self.find(key)
    }

    fn items(&mut self, key: &'static str, expected: &str) -> Vec<&'doc Spanned<DeValue<'doc>>> {
        match self.value(key) {
            None => Vec::new(),
            Some(value) => {
                if let DeValue::Array(array) = value.get_ref() {
                    return array.iter().collect();
                }
                self.wrong_type(key, expected, value);
                Vec::new()
            }
        }
    }

    fn text_of(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let line = self.line_of(value);
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, "text in quotes", value);
            return None;
        };
        if text.trim().is_empty() {
            self.problem(line, format!("empty text in `{key}`; write it or take it out"));
            return None;
        }
        Some(Text { value: text.clone().into_owned(), line })
    }

    fn missing(&mut self, key: &str, example: &str) {
        self.problem(self.line, format!("`{key}` is missing; add {example}"));
    }

    fn wrong_type(&mut self, key: &str, expected: &str, value: &Spanned<DeValue<'_>>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.problem(self.line_of(value), format!("`{key}` must be {expected}, but it is {found}"));
    }

    fn line_of(&self, value: &Spanned<DeValue<'_>>) -> usize {
        self.document.line_at(self.segment.offset + value.span().start)
    }
}
