//! Records as TOML in the style of the shipped base, and the one change made inside a record: further wordings.

use toml_edit::{Array, DocumentMut, Item, Table, Value};

use super::draft::Draft;
use crate::knowledge::{Citation, Source};

/// The widest list that stays on one line, in characters: what is wider is easier to read and to change with an entry on
/// each line.
const MAX_LIST_CHARS: usize = 100;

/// A `[[fact]]`.
#[must_use]
pub(super) fn fact_record(draft: &Draft) -> String {
    let mut lines = vec!["[[fact]]".to_owned()];
    lines.push(format!("id = {}", quoted(&draft.id)));
    lines.push(format!("question = {}", quoted(&draft.question)));
    lines.push(format!("answer = {}", quoted(&draft.answer)));
    let all_quoted = |texts: &[String]| texts.iter().map(|text| quoted(text)).collect::<Vec<String>>();
    lines.extend(list("also_asked", &all_quoted(&draft.also_asked)));
    lines.extend(list("keywords", &all_quoted(&draft.keywords)));
    lines.extend(list("cites", &draft.cites.iter().map(citation).collect::<Vec<String>>()));
    lines.extend(draft.when.as_deref().map(|when| format!("when = {}", quoted(when))));
    lines.extend(draft.review_by.as_deref().map(|day| format!("review_by = {}", quoted(day))));
    lines.extend(list("related", &all_quoted(&draft.related)));
    lines.join("\n") + "\n"
}

/// A `[[source]]`.
#[must_use]
pub(super) fn source_record(source: &Source) -> String {
    let mut lines = vec!["[[source]]".to_owned()];
    lines.push(format!("id = {}", quoted(&source.id)));
    lines.push(format!("title = {}", quoted(&source.title)));
    let optional = [("credit", &source.credit), ("date", &source.date), ("url", &source.url)];
    let optional = optional.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?)));
    lines.extend(optional.map(|(key, text)| format!("{key} = {}", quoted(text))));
    lines.join("\n") + "\n"
}

/// The line that names a file's topic.
#[must_use]
pub(super) fn topic_line(title: &str) -> String {
    format!("topic = {}\n", quoted(title))
}

/// Whether further `[[fact]]`s or `[[source]]`s may stand at the end of a file: not below `fact = [{ … }]`.
pub(super) fn takes_records(text: &str, key: &str) -> bool {
    let document: Result<DocumentMut, _> = text.parse();
    document.is_ok_and(|document| document.get(key).is_none_or(Item::is_array_of_tables))
}

/// A file's text with further wordings of one fact. Everything else stays as it stands.
///
/// What stands in the way, and what to do, is told where it can't be done.
pub(super) fn with_wordings(text: &str, id: &str, wordings: &[String]) -> Result<String, String> {
    let told = |what: &str| format!("{what}; write the wording into the file by hand");
    // The editor ends every line in its own way, so lines that end otherwise get their endings back.
    let has_returns = text.contains("\r\n");
    let mut document: DocumentMut = text.replace("\r\n", "\n").parse().map_err(|_| told("the file is not TOML"))?;
    let fact = fact_of(&mut document, id).ok_or_else(|| told("the fact has no [[fact]] of its own in it"))?;
    let item = fact.entry("also_asked").or_insert(Item::Value(Value::Array(Array::new())));
    let array = item.as_array_mut().ok_or_else(|| told("its `also_asked` is no list"))?;
    for wording in wordings {
        push_alike(array, wording);
    }
    let edited = document.to_string();
    Ok(if has_returns { edited.replace('\n', "\r\n") } else { edited })
}

fn fact_of<'document>(document: &'document mut DocumentMut, id: &str) -> Option<&'document mut Table> {
    let facts = document.get_mut("fact")?.as_array_of_tables_mut()?;
    let at = facts.iter().position(|fact| fact.get("id").and_then(Item::as_str) == Some(id))?;
    facts.get_mut(at)
}

/// Adds an entry that stands as the one before it does.
fn push_alike(array: &mut Array, text: &str) {
    let mut value = Value::from(text);
    let before = array.iter().last().map(|last| last.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default());
    match before.map(str::to_owned) {
        Some(prefix) if prefix.contains('\n') => {
            // What stands before an entry may be its comment; only the new line and the indent are wanted.
            let indent = prefix.rsplit('\n').next().unwrap_or_default();
            value.decor_mut().set_prefix(format!("\n{indent}"));
            array.push_formatted(value);
        }
        _ => array.push(value),
    }
}

fn list(key: &str, entries: &[String]) -> Option<String> {
    if entries.is_empty() {
        return None;
    }
    let line = format!("{key} = [{}]", entries.join(", "));
    if line.chars().count() <= MAX_LIST_CHARS || entries.len() == 1 {
        return Some(line);
    }
    Some(format!("{key} = [\n  {},\n]", entries.join(",\n  ")))
}

fn citation(citation: &Citation) -> String {
    let Citation { source, paragraph, sentence, quote } = citation;
    let place = format!("source = {}, paragraph = {paragraph}, sentence = {sentence}", quoted(source));
    let quote = quote.as_deref().map(|quote| format!(", quote = {}", quoted(quote)));
    format!("{{ {place}{} }}", quote.unwrap_or_default())
}

/// The text as TOML writes it, always on one line.
pub(super) fn quoted(text: &str) -> String {
    if !text.chars().any(char::is_control) && !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    let escaped: String = text.chars().map(escaped).collect();
    format!("\"{escaped}\"")
}

fn escaped(letter: char) -> String {
    match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        letter if letter.is_control() => format!("\\u{:04X}", u32::from(letter)),
        letter => letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_looks_as_if_written_by_hand() {
        let cites =
            vec![Citation { source: "s".to_owned(), paragraph: 1, sentence: 2, quote: Some("a \"b\"".to_owned()) }];
        let draft = Draft {
            id: "wren".to_owned(),
            question: "Who?".to_owned(),
            answer: "It.\n\\".to_owned(),
            also_asked: vec!["a".repeat(60), "b".repeat(60)],
            keywords: vec!["x".to_owned(), "y".to_owned()],
            cites,
            when: Some("2024".to_owned()),
            ..Draft::default()
        };
        let (a, b) = ("a".repeat(60), "b".repeat(60));
        let expected = format!(
            "[[fact]]\nid = \"wren\"\nquestion = \"Who?\"\nanswer = \"It.\\n\\\\\"\nalso_asked = [\n  \"{a}\",\n  \"{b}\",\n]\nkeywords = [\"x\", \"y\"]\ncites = [{{ source = \"s\", paragraph = 1, sentence = 2, quote = \"a \\\"b\\\"\" }}]\nwhen = \"2024\"\n"
        );
        assert_eq!(fact_record(&draft), expected);
    }

    fn check(text: &str, edited: &str) {
        let wordings = ["new \"one\"".to_owned()];
        assert_eq!(with_wordings(text, "wren", &wordings).unwrap_or_else(|reason| reason), edited);
    }

    #[test]
    fn a_wording_is_added_and_nothing_else_moves() {
        check(
            "# a\n[[fact]] # b\nid = 'wren' # c\nalso_asked = [\n  # first\n  \"x\", # d\n\n  # second\n  \"y\",\n] # e\n\n# end\n",
            "# a\n[[fact]] # b\nid = 'wren' # c\nalso_asked = [\n  # first\n  \"x\", # d\n\n  # second\n  \"y\",\n  'new \"one\"',\n] # e\n\n# end\n",
        );
        check(
            "[[fact]]\nid = \"owl\"\n\n[[fact]]\r\nid = \"wren\"\r\nkeywords = [ 'k' ]\r\n",
            "[[fact]]\r\nid = \"owl\"\r\n\r\n[[fact]]\r\nid = \"wren\"\r\nkeywords = [ 'k' ]\r\nalso_asked = ['new \"one\"']\r\n",
        );
        check("[[fact]]\nid=\"wren\"\nalso_asked=['x']\n", "[[fact]]\nid=\"wren\"\nalso_asked=['x', 'new \"one\"']\n");
    }

    #[test]
    fn what_cannot_be_edited_is_told() {
        check("[[fact]", "the file is not TOML; write the wording into the file by hand");
        check(
            "[[fact]]\nid = \"x\"\n",
            "the fact has no [[fact]] of its own in it; write the wording into the file by hand",
        );
    }
}
