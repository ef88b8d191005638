//! Question files for measuring: a JSON object a line with a question and what answers it, read with every mistake and
//! its line.

use std::path::Path;

use serde_json::{Map, Value};

use super::question::{Gold, Question, Wanted};
use crate::knowledge::{Knowledge, Problem, decode};

/// How many problems of a file are listed one by one; a file with more is hardly a question file at all.
const MAX_PROBLEMS: usize = 20;
/// The kind of a question whose line names none.
const NO_KIND: &str = "question";
/// The kind that takes something for granted which the source contradicts; it may be answered by what corrects it.
const FALSE_PREMISE: &str = "false-premise";
/// What a whole line looks like, for messages.
const EXAMPLE: &str = r#"{"q": "…", "gold": ["p1.s1"], "kind": "…"}"#;

/// Reads a file against the base that is to answer it. What can't be read is left out and told.
#[must_use]
pub fn read_questions(file: &Path, bytes: &[u8], knowledge: &Knowledge) -> (Vec<Question>, Vec<Problem>) {
    let (text, mut problems) = decode(file, bytes);
    let mut questions = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let mut reader = LineReader { file, number, problems: Vec::new() };
        if let Some(question) = reader.question(line) {
            reader.unknown_golds(&question, knowledge);
            questions.push(question);
        }
        problems.extend(reader.problems);
    }
    if questions.is_empty() && problems.is_empty() {
        problems.push(Problem::error(file, None, format!("no question is in it; write {EXAMPLE} on each line")));
    }
    (questions, shortened(file, problems))
}

fn shortened(file: &Path, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    if let Some(left_out) = problems.len().checked_sub(MAX_PROBLEMS).filter(|&left_out| left_out > 0) {
        problems.truncate(MAX_PROBLEMS);
        let message = format!("{left_out} more problems; put the first ones right and look again");
        problems.push(Problem::error(file, None, message));
    }
    problems
}

/// One line, being read.
struct LineReader<'file> {
    file: &'file Path,
    number: usize,
    problems: Vec<Problem>,
}

impl LineReader<'_> {
    fn question(&mut self, line: &str) -> Option<Question> {
        let object = match serde_json::from_str(line) {
            Ok(Value::Object(object)) => object,
            Ok(_) => return self.problem(format!("not an object; write {EXAMPLE}")),
            Err(reason) => {
                // The library's own place counts lines within this one line.
                let text = reason.to_string();
                let what = text.split(" at line ").next().unwrap_or_default();
                return self.problem(format!("not JSON: {what} at column {}; write {EXAMPLE}", reason.column()));
            }
        };
        let text = match object.get("q") {
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => self.problem("`q` must be text in quotes"),
            None => self.problem(format!("`q` is missing; write {EXAMPLE}")),
        };
        let kind = self.text(&object, "kind").unwrap_or_else(|| NO_KIND.to_owned());
        let wanted = self.wanted(&object, &kind);
        let has_problem = self.problems.iter().any(Problem::is_error);
        let (text, wanted) = (text?, wanted?);
        (!has_problem).then_some(Question { text, kind, wanted, line: self.number })
    }

    fn wanted(&mut self, object: &Map<String, Value>, kind: &str) -> Option<Wanted> {
        let needs_all = match self.text(object, "needs").as_deref() {
            None => false,
            Some("all") => true,
            Some(_) => return self.problem("`needs` must be \"all\", or left out where any one of `gold` will do"),
        };
        let golds = self.golds(object, "gold");
        if !golds.is_empty() {
            return Some(Wanted::Answer { golds, needs_all });
        }
        if !["gold", "why", "related"].iter().any(|key| object.contains_key(*key)) {
            let message =
                "nothing says what answers it; add \"gold\": [\"p1.s1\"], or \"gold\": null where nothing does";
            return self.problem(message);
        }
        let related = self.golds(object, "related");
        let corrections = if kind == FALSE_PREMISE { related } else { Vec::new() };
        Some(Wanted::Nothing { why: self.text(object, "why"), corrections })
    }

    /// A text, a list of texts, or none where it is null or left out.
    fn golds(&mut self, object: &Map<String, Value>, key: &str) -> Vec<Gold> {
        let items = match object.get(key) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(items)) => items.as_slice(),
            Some(item) => std::slice::from_ref(item),
        };
        let texts: Vec<&str> = items.iter().filter_map(Value::as_str).filter(|text| !text.trim().is_empty()).collect();
        if texts.len() < items.len() {
            self.problem::<()>(format!("`{key}` must be a list of sentences such as \"p1.s1\" or of fact ids"));
        }
        texts.into_iter().map(Gold::read).collect()
    }

    fn text(&mut self, object: &Map<String, Value>, key: &str) -> Option<String> {
        match object.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => self.problem(format!("`{key}` must be text in quotes")),
        }
    }

    /// A fact that isn't there is a mistake; a sentence that nobody cites is a gap of the base.
    fn unknown_golds(&mut self, question: &Question, knowledge: &Knowledge) {
        let Wanted::Answer { golds, .. } = &question.wanted else { return };
        for gold in golds.iter().filter(|gold| !knowledge.facts.iter().any(|fact| gold.is_met_by(fact))) {
            let problem = match gold {
                Gold::Fact(id) => {
                    let message = format!("no fact has the id `{id}`; name the base that has it with --knowledge DIR");
                    Problem::error(self.file, self.number, message)
                }
                Gold::Sentence { .. } => {
                    let message = format!("no fact cites {gold}, so nothing can answer with it");
                    Problem::warning(self.file, self.number, message)
                }
            };
            self.problems.push(problem);
        }
    }

    fn problem<Read>(&mut self, message: impl Into<String>) -> Option<Read> {
        self.problems.push(Problem::error(self.file, self.number, message));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::from_texts;

    const BASE: &str = "topic = \"Birds\"\n[[fact]]\nid = \"wren\"\nquestion = \"Who?\"\nanswer = \"The wren.\"\ncites = [{ source = \"s\", paragraph = 1, sentence = 2 }]\n[[source]]\nid = \"s\"\ntitle = \"The source\"\n";

    fn read(text: &str) -> (Vec<Question>, Vec<String>) {
        let knowledge = from_texts(&[("a.toml", BASE)]).knowledge;
        let (questions, problems) = read_questions(Path::new("a.jsonl"), text.as_bytes(), &knowledge);
        (questions, problems.iter().map(ToString::to_string).collect())
    }

    fn check(line: &str, kind: &str, wanted: Wanted) {
        let question = Question { text: "who".to_owned(), kind: kind.to_owned(), wanted, line: 1 };
        assert_eq!(read(line), (vec![question], Vec::new()), "{line}");
    }

    #[test]
    fn every_form_of_gold_is_read() {
        let sentence = || Gold::Sentence { paragraph: 1, sentence: 2 };
        let fact = || Gold::Fact("wren".to_owned());
        let answer = |golds: Vec<Gold>, needs_all| Wanted::Answer { golds, needs_all };
        let nothing = |why: Option<&str>, corrections| Wanted::Nothing { why: why.map(str::to_owned), corrections };
        check(r#"{"q": "who", "gold": ["p1.s2"], "kind": "typo", "en": 5}"#, "typo", answer(vec![sentence()], false));
        check(
            r#"{"q": "who", "gold": ["p1.s2", "wren"], "needs": "all"}"#,
            "question",
            answer(vec![sentence(), fact()], true),
        );
        check(r#"{"q": "who", "gold": "wren", "kind": "in"}"#, "in", answer(vec![fact()], false));
        check(r#"{"q": "who", "gold": null, "kind": "far"}"#, "far", nothing(None, vec![]));
        check(r#"{"q": "who", "gold": []}"#, "question", nothing(None, vec![]));
        check(
            r#"{"q": "who", "kind": "near", "why": "silent", "related": ["p1.s2"]}"#,
            "near",
            nothing(Some("silent"), vec![]),
        );
        check(
            r#"{"q": "who", "kind": "false-premise", "why": "not so", "related": ["p1.s2"]}"#,
            "false-premise",
            nothing(Some("not so"), vec![sentence()]),
        );
    }

    #[test]
    fn all_mistakes_are_told_with_their_lines() {
        let text = "\u{feff}not json\r\n\r\n[]\n{}\n{\"q\": 1, \"kind\": 2, \"gold\": 3, \"needs\": \"some\"}\n{\"q\": \"who\", \"gold\": [\"p1.s1\", \"owl\"]}\n";
        let problems = [
            r#"a.jsonl:1: error: not JSON: expected ident at column 2; write {"q": "…", "gold": ["p1.s1"], "kind": "…"}"#,
            r#"a.jsonl:3: error: not an object; write {"q": "…", "gold": ["p1.s1"], "kind": "…"}"#,
            r#"a.jsonl:4: error: `q` is missing; write {"q": "…", "gold": ["p1.s1"], "kind": "…"}"#,
            r#"a.jsonl:4: error: nothing says what answers it; add "gold": ["p1.s1"], or "gold": null where nothing does"#,
            "a.jsonl:5: error: `kind` must be text in quotes",
            r#"a.jsonl:5: error: `needs` must be "all", or left out where any one of `gold` will do"#,
            "a.jsonl:5: error: `q` must be text in quotes",
            "a.jsonl:6: error: no fact has the id `owl`; name the base that has it with --knowledge DIR",
            "a.jsonl:6: warning: no fact cites p1.s1, so nothing can answer with it",
        ];
        assert_eq!(read(text).1, problems);
        assert_eq!(
            read("\n").1,
            [r#"a.jsonl: error: no question is in it; write {"q": "…", "gold": ["p1.s1"], "kind": "…"} on each line"#]
        );
    }

    #[test]
    fn a_file_of_something_else_is_not_listed_to_its_end() {
        let problems = read(&"x\n".repeat(23)).1;
        assert_eq!(problems.len(), 21);
        let last = "a.jsonl: error: 3 more problems; put the first ones right and look again";
        assert_eq!(problems.last().map(String::as_str), Some(last));
    }
}
