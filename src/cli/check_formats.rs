//! Problems as tools read them: one JSON object, annotations of GitHub Actions, SARIF. The lines for people are in
//! `check`.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json as object};

use crate::knowledge::{Problem, Severity};

/// The format that code scanners exchange.
const SARIF_SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const SARIF_VERSION: &str = "2.1.0";

/// One problem. Its keys are a promise; see the README.
#[derive(Debug, Serialize)]
struct ProblemJson<'a> {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    severity: String,
    rule: &'a str,
    message: &'a str,
}

/// All problems, and how many there are of each severity.
pub(super) fn json(problems: &[Problem]) -> serde_json::Result<String> {
    let of_severity = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let listed: Vec<ProblemJson<'_>> = problems
        .iter()
        .map(|problem| ProblemJson {
            file: name(problem),
            line: problem.line,
            column: problem.column,
            severity: problem.severity.to_string(),
            rule: problem.rule,
            message: &problem.message,
        })
        .collect();
    let told = object!({
        "problems": listed,
        "errors": of_severity(Severity::Error),
        "warnings": of_severity(Severity::Warning),
        "notes": of_severity(Severity::Note),
    });
    Ok(format!("{}\n", serde_json::to_string(&told)?))
}

/// One workflow command a problem: `::error file=a.toml,line=3,col=1,title=quote::message`.
pub(super) fn github(problems: &[Problem]) -> String {
    let annotation = |problem: &Problem| {
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let line = problem.line.map(|line| format!(",line={line}")).unwrap_or_default();
        let column = problem.column.map(|column| format!(",col={column}")).unwrap_or_default();
        let file = escaped(&name(problem)).replace(':', "%3A").replace(',', "%2C");
        format!("::{severity} file={file}{line}{column},title={}::{}\n", problem.rule, escaped(&problem.message))
    };
    problems.iter().map(annotation).collect()
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// One SARIF log with one run.
pub(super) fn sarif(problems: &[Problem]) -> serde_json::Result<String> {
    let rules: BTreeSet<&str> = problems.iter().map(|problem| problem.rule).collect();
    let rules: Vec<Value> = rules.into_iter().map(|rule| object!({"id": rule})).collect();
    let results: Vec<Value> = problems.iter().map(result).collect();
    let driver = object!({"name": "factdesk", "version": env!("CARGO_PKG_VERSION"), "rules": rules});
    let log = object!({
        "$schema": SARIF_SCHEMA,
        "version": SARIF_VERSION,
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    });
    Ok(format!("{}\n", serde_json::to_string(&log)?))
}

fn result(problem: &Problem) -> Value {
    let mut place = object!({"artifactLocation": {"uri": name(problem)}});
    if let Some(line) = problem.line {
        place["region"] = object!({"startLine": line, "startColumn": problem.column.unwrap_or(1)});
    }
    object!({
        "ruleId": problem.rule,
        "level": problem.severity.to_string(),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": place}],
    })
}

/// The file with slashes, as tools compare it.
fn name(problem: &Problem) -> String {
    problem.file.display().to_string().replace('\\', "/")
}
