//! The shapes of the TOML files as a curator writes them, with the line of every text. Whether the records fit together
//! is not asked here.

use super::document::Document;
use super::problem::Problem;
use super::table::{TableReader, Text};

/// The languages that a fact may be translated into. The texts are checked, but not used yet.
const TRANSLATION_LANGUAGES: [&str; 2] = ["ru", "kk"];

/// The longest id, in characters: it travels in Discord's button ids, which hold 100.
pub(crate) const MAX_ID_CHARS: usize = 60;

/// Everything one file holds.
#[derive(Debug, Default)]
pub(crate) struct WrittenFile {
    pub(crate) topic: Option<Text>,
    pub(crate) sources: Vec<WrittenSource>,
    pub(crate) facts: Vec<WrittenFact>,
    pub(crate) synonyms: Vec<WrittenSynonym>,
    pub(crate) uncovered: Vec<WrittenUncovered>,
}

/// A `[[source]]`.
#[derive(Debug)]
pub(crate) struct WrittenSource {
    pub(crate) line: usize,
    pub(crate) id: Option<Text>,
    pub(crate) title: Option<Text>,
    pub(crate) credit: Option<Text>,
    pub(crate) date: Option<Text>,
    pub(crate) url: Option<Text>,
}

/// A `[[fact]]`.
#[derive(Debug)]
pub(crate) struct WrittenFact {
    pub(crate) line: usize,
    /// Written beside the fact only where each stands on a line of its own; elsewhere the file has it.
    pub(crate) topic: Option<Text>,
    pub(crate) id: Option<Text>,
    pub(crate) question: Option<Text>,
    pub(crate) answer: Option<Text>,
    pub(crate) also_asked: Vec<Text>,
    pub(crate) keywords: Vec<Text>,
    pub(crate) cites: Vec<WrittenCitation>,
    pub(crate) when: Option<Text>,
    pub(crate) related: Vec<Text>,
}

/// An entry of `cites`.
#[derive(Debug)]
pub(crate) struct WrittenCitation {
    pub(crate) line: usize,
    pub(crate) source: Option<Text>,
    pub(crate) paragraph: Option<u32>,
    pub(crate) sentence: Option<u32>,
    pub(crate) quote: Option<Text>,
}

/// A `[[synonym]]`.
#[derive(Debug)]
pub(crate) struct WrittenSynonym {
    pub(crate) line: usize,
    pub(crate) words: Vec<Text>,
}

/// An `[[uncovered]]`.
#[derive(Debug)]
pub(crate) struct WrittenUncovered {
    pub(crate) line: usize,
    pub(crate) id: Option<Text>,
    pub(crate) subject: Option<Text>,
    pub(crate) asked: Vec<Text>,
    pub(crate) keywords: Vec<Text>,
}

impl WrittenFile {
    /// Reads the records, and lists what is wrong with each of them.
    pub(crate) fn read(document: &Document<'_>) -> (Self, Vec<Problem>) {
        let (mut file, mut problems) = (Self::default(), Vec::new());
        for segment in &document.segments {
            let mut top = TableReader::top(document, segment);
            file.topic = file.topic.take().or(top.text("topic"));
            file.sources.extend(records(&mut top, "source", source));
            file.facts.extend(records(&mut top, "fact", fact));
            file.synonyms.extend(records(&mut top, "synonym", synonym));
            file.uncovered.extend(records(&mut top, "uncovered", uncovered));
            problems.extend(top.finish());
        }
        (file, problems)
    }
}

fn records<Record>(
    top: &mut TableReader<'_>,
    kind: &'static str,
    read: fn(&mut TableReader<'_>) -> Record,
) -> Vec<Record> {
    let tables = top.tables(kind);
    let read_one = |mut table: TableReader<'_>| {
        let record = read(&mut table);
        top.take_problems(table);
        record
    };
    tables.into_iter().map(read_one).collect()
}

fn source(table: &mut TableReader<'_>) -> WrittenSource {
    WrittenSource {
        id: id(table),
        line: table.line,
        title: table.required_text("title", "title = \"…\", as far as it is known"),
        credit: table.text("credit"),
        date: table.text("date"),
        url: table.text("url"),
    }
}

pub(super) fn fact(table: &mut TableReader<'_>) -> WrittenFact {
    let fact = WrittenFact {
        id: id(table),
        line: table.line,
        topic: None,
        question: table.required_text("question", "question = \"…\", the wording that members see"),
        answer: table.required_text("answer", "answer = \"…\""),
        also_asked: table.texts("also_asked"),
        keywords: table.texts("keywords"),
        cites: citations(table),
        when: table.text("when"),
        related: table.texts("related"),
    };
    for language in TRANSLATION_LANGUAGES {
        if let Some(mut translation) = table.table(language) {
            translation.subject = format!("{}, {language}", table.subject);
            translation.required_text("question", "question = \"…\"");
            translation.required_text("answer", "answer = \"…\"");
            translation.texts("also_asked");
            translation.texts("keywords");
            table.take_problems(translation);
        }
    }
    fact
}

fn citations(fact: &mut TableReader<'_>) -> Vec<WrittenCitation> {
    let line = fact.line;
    let subject = format!("{}, cites", fact.subject);
    let tables = fact.tables("cites");
    if tables.is_empty() && !fact.has_value_of_wrong_type("cites") {
        fact.problem(line, "nothing is cited; add cites = [{ source = \"…\", paragraph = 1, sentence = 1 }]");
    }
    let read_one = |mut table: TableReader<'_>| {
        table.subject.clone_from(&subject);
        let citation = WrittenCitation {
            line: table.line,
            source: table.required_text("source", "source = \"…\", an id from sources.toml"),
            paragraph: table.counted_from_one("paragraph"),
            sentence: table.counted_from_one("sentence"),
            quote: table.text("quote"),
        };
        fact.take_problems(table);
        citation
    };
    tables.into_iter().map(read_one).collect()
}

fn synonym(table: &mut TableReader<'_>) -> WrittenSynonym {
    let words = table.texts("words");
    if words.len() < 2 && !table.has_value_of_wrong_type("words") {
        table.problem(table.line, "`words` needs at least two words or phrases that mean the same");
    }
    WrittenSynonym { line: table.line, words }
}

fn uncovered(table: &mut TableReader<'_>) -> WrittenUncovered {
    let uncovered = WrittenUncovered {
        id: id(table),
        line: table.line,
        subject: table.required_text("subject", "subject = \"…\", to complete “The desk has nothing on …”"),
        asked: table.texts("asked"),
        keywords: table.texts("keywords"),
    };
    if uncovered.asked.is_empty() && uncovered.keywords.is_empty() {
        table.problem(table.line, "nothing leads here; add asked = [\"…\"] or keywords = [\"…\"]");
    }
    uncovered
}

/// The id, which from then on names the record in its problems.
fn id(table: &mut TableReader<'_>) -> Option<Text> {
    let kind = table.subject.clone();
    let id = table.required_text("id", "id = \"…\" in lower-case words with hyphens")?;
    table.subject = format!("{kind} `{}`", id.value);
    let is_kebab_case = id.value.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    });
    if !is_kebab_case {
        table
            .problem(id.line, "an id is lower-case letters and digits with hyphens between, such as `contingent-size`");
    } else if id.value.len() > MAX_ID_CHARS {
        let length = id.value.len();
        table.problem(id.line, format!("the id has {length} characters, at most {MAX_ID_CHARS} fit in a button"));
    }
    Some(id)
}
