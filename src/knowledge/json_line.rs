//! One line of JSON as a TOML table, so that a record keeps the same rules in both and each mistake its place. What the
//! keys mean is not known here.

use std::borrow::Cow;
use std::fmt::{self, Formatter};

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use toml::Spanned;
use toml::de::{DeArray, DeFloat, DeTable, DeValue};

/// How deep lists and objects may stand in each other: a fact needs two. What is deeper is read as empty.
const MAX_DEPTH: usize = 4;

/// Why a line is no JSON object: the byte and the reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotAnObject {
    pub(super) offset: usize,
    pub(super) reason: String,
}

/// The object on a line. A key whose value is `null` counts as left out.
pub(super) fn table(line: &str) -> Result<DeTable<'_>, NotAnObject> {
    let raw: &RawValue = serde_json::from_str(line).map_err(|error| not_an_object(0, &error))?;
    table_of(raw, line, 0)
}

fn not_an_object(start: usize, error: &serde_json::Error) -> NotAnObject {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default().to_owned();
    NotAnObject { offset: start + error.column().saturating_sub(1), reason }
}

fn table_of<'line>(raw: &'line RawValue, line: &str, depth: usize) -> Result<DeTable<'line>, NotAnObject> {
    let start = offset(raw.get(), line);
    let Pairs(pairs) = serde_json::from_str(raw.get()).map_err(|error| not_an_object(start, &error))?;
    let mut table = DeTable::new();
    for (key, raw) in pairs {
        if let Some(value) = value(raw, line, depth)? {
            // A key's own place is not kept by the reader; its value's is next to it.
            let at = value.span();
            table.insert(Spanned::new(at, key), value);
        }
    }
    Ok(table)
}

fn value<'line>(
    raw: &'line RawValue,
    line: &str,
    depth: usize,
) -> Result<Option<Spanned<DeValue<'line>>>, NotAnObject> {
    let text = raw.get();
    let start = offset(text, line);
    let is_too_deep = depth >= MAX_DEPTH;
    let value = match text.as_bytes().first() {
        Some(b'"') => DeValue::String(
            serde_json::from_str(text).map_err(|error| not_an_object(start, &error)).map(|Text(text)| text)?,
        ),
        Some(b'{') if is_too_deep => DeValue::Table(DeTable::new()),
        Some(b'[') if is_too_deep => DeValue::Array(DeArray::new()),
        Some(b'{') => DeValue::Table(table_of(raw, line, depth + 1)?),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| not_an_object(start, &error))?;
            let items = items.into_iter().filter_map(|item| self::value(item, line, depth + 1).transpose());
            DeValue::Array(items.collect::<Result<_, _>>()?)
        }
        Some(b't') => DeValue::Boolean(true),
        Some(b'f') => DeValue::Boolean(false),
        Some(b'n') => return Ok(None),
        _ => DeValue::parse(text).map_or_else(|_| DeValue::Float(DeFloat::default()), Spanned::into_inner),
    };
    Ok(Some(Spanned::new(start..start + text.len(), value)))
}

/// Where a piece of the line begins in it, in bytes.
fn offset(piece: &str, line: &str) -> usize {
    piece.as_ptr().addr().saturating_sub(line.as_ptr().addr())
}

/// A text that borrows from the line where nothing in it is escaped.
#[derive(Deserialize)]
struct Text<'line>(#[serde(borrow)] Cow<'line, str>);

/// The pairs of an object in their order; no key stands there twice.
struct Pairs<'line>(Vec<(Cow<'line, str>, &'line RawValue)>);

impl<'line> Deserialize<'line> for Pairs<'line> {
    fn deserialize<From: Deserializer<'line>>(from: From) -> Result<Self, From::Error> {
        from.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'line> Visitor<'line> for PairsVisitor {
    type Value = Pairs<'line>;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object in braces")
    }

    fn visit_map<Map: MapAccess<'line>>(self, mut map: Map) -> Result<Self::Value, Map::Error> {
        let mut pairs: Vec<(Cow<'line, str>, &'line RawValue)> = Vec::new();
        while let Some(Text(key)) = map.next_key()? {
            if pairs.iter().any(|(earlier, _)| *earlier == key) {
                return Err(Map::Error::custom(format!("the key `{key}` stands there twice")));
            }
            pairs.push((key, map.next_value()?));
        }
        Ok(Pairs(pairs))
    }
}

/// A message with its examples as JSON: `id = "…"` becomes `"id": "…"`.
pub(super) fn in_json(message: &str) -> String {
    let is_key_part = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let mut pieces: Vec<String> = message.split(" = ").map(str::to_owned).collect();
    let n_pieces = pieces.len();
    for piece in pieces.iter_mut().take(n_pieces - 1) {
        let key = piece.trim_end_matches(is_key_part).len();
        let (before, key) = piece.split_at(key);
        *piece = if key.is_empty() { format!("{before} = ") } else { format!("{before}\"{key}\": ") };
    }
    pieces.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, shown: &str) {
        let found = match table(line) {
            Ok(table) => {
                let pairs = table
                    .iter()
                    .map(|(key, value)| format!("{}@{}: {:?}", key.get_ref(), value.span().start, value.get_ref()));
                pairs.collect::<Vec<_>>().join(", ")
            }
            Err(mistake) => format!("{}: {}", mistake.offset, mistake.reason),
        };
        assert_eq!(found, shown, "{line}");
    }

    #[test]
    fn an_object_is_read_with_places() {
        check(r#"{"a": "x\n", "b": true, "c": null}"#, r#"a@6: String("x\n"), b@18: Boolean(true)"#);
        check(r#"{"a": [], "b": {}}"#, "a@6: Array([]), b@15: Table({})");
    }

    #[test]
    fn what_is_no_object_is_told_with_its_place() {
        check("[1]", "0: invalid type: sequence, expected an object in braces");
        check(r#"{"a": 1"#, "6: EOF while parsing an object");
        check(r#"{"a": 1, "a": 2}"#, "11: the key `a` stands there twice");
        check(r#"{"a": x}"#, "6: expected value");
        check("", "0: EOF while parsing a value");
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!("{{\"a\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(table(&deep).is_ok());
    }
}
