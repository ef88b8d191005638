//! Facts as a table for a spreadsheet: a column for each key, and in a cell one entry on each line. Reading turns each row
//! into an object, whose rules are known elsewhere.

use csv::{ByteRecord, ReaderBuilder, Terminator, WriterBuilder};
use serde_json::{Map, Value, json};

use super::citation::{cited, shown_citation};
use super::draft::Draft;

/// The columns that a table may have, in the order in which they are written.
pub const COLUMNS: [&str; 9] =
    ["topic", "id", "question", "answer", "also_asked", "keywords", "cites", "when", "related"];

/// The columns that hold one entry on each line.
const LISTS: [&str; 3] = ["also_asked", "keywords", "related"];

/// What may stand between two cells; a spreadsheet takes what its country does.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The number of the first row below the heading.
const FIRST_ROW: usize = 2;

/// A row as a JSON object, or what is wrong with it.
pub(super) type Object = Result<String, String>;

/// The rows with their numbers; empty rows are passed over.
pub(super) fn records(bytes: &[u8]) -> Result<Vec<(usize, Object)>, String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(bytes)).flexible(true).has_headers(false).from_reader(bytes);
    let mut rows = reader.byte_records();
    let heading = rows.next().transpose().map_err(|reason| format!("is no table: {reason}"))?.unwrap_or_default();
    let columns = columns(&heading)?;
    let mut records = Vec::new();
    for (row, number) in rows.zip(FIRST_ROW..) {
        let row = row.map_err(|reason| format!("is no table from row {number} on: {reason}"))?;
        if row.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            records.push((number, object(&columns, &row)));
        }
    }
    Ok(records)
}

/// The mark that stands oftenest in the heading.
fn delimiter(bytes: &[u8]) -> u8 {
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let heading = String::from_utf8_lossy(heading);
    let count = |mark: &u8| heading.matches(char::from(*mark)).count();
    // The comma wins where nothing is there to be counted: `max_by_key` takes the last of equals.
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn columns(heading: &ByteRecord) -> Result<Vec<&'static str>, String> {
    let known = COLUMNS.join(", ");
    let mut columns: Vec<&'static str> = Vec::new();
    for cell in heading {
        let name = String::from_utf8_lossy(cell).trim().to_lowercase().replace(' ', "_");
        let Some(column) = COLUMNS.into_iter().find(|column| *column == name) else {
            return Err(format!("has an unknown column “{name}” in row 1; the columns are {known}"));
        };
        if columns.contains(&column) {
            return Err(format!("has the column “{name}” twice in row 1; take one out"));
        }
        columns.push(column);
    }
    if columns.is_empty() {
        return Err(format!("is empty; row 1 must name its columns: {known}"));
    }
    Ok(columns)
}

fn object(columns: &[&'static str], row: &ByteRecord) -> Object {
    if row.iter().skip(columns.len()).any(|cell| !cell.trim_ascii().is_empty()) {
        return Err(format!(
            "the row has more cells than the heading, which has {}; put texts with commas in quotes",
            columns.len()
        ));
    }
    let mut object = Map::new();
    for (column, cell) in columns.iter().zip(row) {
        let text = std::str::from_utf8(cell).map_err(|_| "not UTF-8 text; save the file as UTF-8".to_owned())?;
        let text = text.replace("\r\n", "\n");
        if text.trim().is_empty() {
            continue;
        }
        let value = match *column {
            "cites" => Value::Array(entries(&text).map(|text| citation(&text)).collect::<Result<_, _>>()?),
            column if LISTS.contains(&column) => Value::Array(entries(&text).map(Value::String).collect()),
            _ => Value::String(text.trim().to_owned()),
        };
        object.insert((*column).to_owned(), value);
    }
    Ok(Value::Object(object).to_string())
}

fn citation(text: &str) -> Result<Value, String> {
    let citation = cited(text)?;
    let mut value =
        json!({ "source": citation.source, "paragraph": citation.paragraph, "sentence": citation.sentence });
    if let (Some(object), Some(quote)) = (value.as_object_mut(), citation.quote) {
        object.insert("quote".to_owned(), Value::String(quote));
    }
    Ok(value)
}

/// The entries of a cell, one on each line.
fn entries(cell: &str) -> impl Iterator<Item = String> {
    cell.split('\n').map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| entry.replace("\\n", "\n"))
}

/// A base's facts as a table, ready to be opened in a spreadsheet.
///
/// # Errors
///
/// None that memory can give; the writer's own.
pub fn to_table(drafts: impl Iterator<Item = Draft>, output: impl std::io::Write) -> Result<(), csv::Error> {
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(output);
    writer.write_record(COLUMNS)?;
    for draft in drafts {
        let list = |entries: &[String]| {
            let entries: Vec<String> = entries.iter().map(|entry| entry.replace('\n', "\\n")).collect();
            entries.join("\n")
        };
        let cites: Vec<String> = draft.cites.iter().map(shown_citation).collect();
        let (also_asked, keywords, related) = (list(&draft.also_asked), list(&draft.keywords), list(&draft.related));
        let cites = list(&cites);
        let when = draft.when.as_deref().unwrap_or_default();
        writer.write_record([
            &draft.topic,
            &draft.id,
            &draft.question,
            &draft.answer,
            &also_asked,
            &keywords,
            &cites,
            when,
            &related,
        ])?;
    }
    writer.flush()?;
    Ok(())
}
