//! `factdesk check` with the texts of sources, their fingerprints, the day and the formats for tools.

use std::path::Path;

use factdesk::check::{Fingerprint, SourceText};

use crate::desk::Desk;

const TEXT: &str = "The tower stands 41 metres high. Ida Moen lit its lamp in May 1871.\n\nTwo keepers and nine boatmen served there. They were paid in coal.\n";
const SOURCES: &str = "[[source]]\nid = \"logbook\"\ntitle = \"Logbook\"\nabout = [\"Skerry\"]\n";

/// A fact of the tower with these texts.
fn fact(id: &str, question: &str, answer: &str, cites: &str) -> String {
    format!("[[fact]]\nid = \"{id}\"\nquestion = \"{question}\"\nanswer = \"{answer}\"\ncites = [{cites}]\n\n")
}

fn cite(paragraph: u32, sentence: u32, quote: &str) -> String {
    format!("{{ source = \"logbook\", paragraph = {paragraph}, sentence = {sentence}, quote = \"{quote}\" }}")
}

fn desk(facts: &[String]) -> Desk {
    Desk::empty()
        .file("knowledge/sources.toml", SOURCES)
        .file("knowledge/tower.toml", format!("topic = \"Tower\"\n\n{}", facts.concat()))
        .file("logbook.txt", TEXT)
}

fn good() -> String {
    fact("height", "How high is the Skerry tower?", "The tower is forty-one metres high.", &cite(1, 1, "41 metres"))
}

fn bad() -> [String; 6] {
    [
        fact("height", "How high is the tower?", "The tower is 14 metres high.", &cite(1, 1, "41 metres")),
        fact("lamp", "Who lit the lamp?", "Ida Moenn lit the lamp in June 1871.", &cite(1, 2, "Ida Moen lit its lamp")),
        fact("crew", "Who served there?", "Nine keepers and two boatmen served there.", &cite(2, 1, "nine boatmen")),
        fact("pay", "How were they paid?", "They were not paid in coal, but silver.", &cite(2, 2, "paid with coal")),
        fact("song", "What of the boatmen?", "The nine boatmen sang songs at night.", &cite(2, 1, "nine boatmen")),
        fact("coal", "What of coal?", "In coal they were not paid.", &cite(2, 2, "paid in coal")),
    ]
}

const TOLD_OF_BAD: &str = "\
knowledge/tower.toml:6:24: error: fact `height`: `answer` says “14”, which isn't in p1.s1; no other sentence has it, so put it right
knowledge/tower.toml:12:15: error: fact `lamp`: `answer` spells “Moenn”, the source “Moen”; spell it as the source does
knowledge/tower.toml:12:37: error: fact `lamp`: `answer` says “June 1871”, which isn't in p1.s2; no other sentence has it, so put it right
knowledge/tower.toml:18:11: error: fact `crew`: `answer` says “Nine” of “keepers”, but p2.s1 has another figure there; put it right
knowledge/tower.toml:18:28: error: fact `crew`: `answer` says “two” of “boatmen”, but p2.s1 has another figure there; put it right
knowledge/tower.toml:25:69: error: fact `pay`: the quote doesn't stand in p2.s2 (look at “with”); copy it letter for letter, in whole words
knowledge/tower.toml:30:28: error: fact `song`: `answer` says “sang”, “songs”, “night”, but nothing in p2.s1 does; tell what stands there, cite the sentence that says it, or add the word to synonyms.toml or the fact's keywords
knowledge/tower.toml:36:29: error: fact `coal`: `answer` says “not”, which isn't in p2.s2; tell it as it stands there
";

#[test]
fn a_fingerprint_that_can_not_be_read_is_told() {
    let told = "knowledge/logbook.fingerprint: error: can't be read: Is a directory (os error 21); record it anew with --record\n";
    let closing = "1 error in 1 fact, 1 wording, 1 cited sentence.\n";
    let mut desk = desk(&[good()]).file("knowledge/logbook.fingerprint/a", "");
    desk.run(&["check"]).stdout(&format!("{told}{closing}")).stderr("").exits(1);
    desk.run(&["ask", "how high is the skerry tower"]).exits(0);
}

#[test]
fn a_fact_is_held_against_the_sentences_it_cites() {
    let clean = "No problems in 1 fact, 1 wording, 1 cited sentence.\n";
    let note = "knowledge/sources.toml:1:1: note: source `logbook`: no fact cites p1.s2, p2.s1, p2.s2; there may be more to tell\n";
    let arguments = ["check", "--source", "logbook=logbook.txt"];
    desk(&[good()]).runs(&arguments).stdout(&format!("{note}{clean}")).stderr("").exits(0);
    let closing = "8 errors in 6 facts, 6 wordings, 4 cited sentences.\n";
    desk(&bad()).runs(&arguments).stdout(&format!("{TOLD_OF_BAD}{closing}")).stderr("").exits(1);
}

#[test]
fn without_the_text_its_fingerprint_tells_the_same() {
    let told = "Recorded knowledge/logbook.fingerprint.\n";
    let recording = desk(&[good()]).runs(&["check", "--source", "logbook=logbook.txt", "--record"]).text();
    assert!(recording.starts_with(told), "{recording}");
    let (text, _) = SourceText::read(Path::new("logbook.txt"), TEXT);
    let recorded = Fingerprint::of("logbook", &text).write();
    let closing = "8 errors in 6 facts, 6 wordings, 4 cited sentences.\n";
    let with_print = || desk(&bad()).file("knowledge/logbook.fingerprint", &recorded);
    with_print().runs(&["check"]).stdout(&format!("{TOLD_OF_BAD}{closing}")).stderr("").exits(1);
    let other = "knowledge/logbook.fingerprint: warning: this was recorded of another text than other.txt; record it anew with --record\n";
    desk(&[good()])
        .file("knowledge/logbook.fingerprint", &recorded)
        .file("other.txt", "The tower stands 41 metres high.\n")
        .runs(&["check", "--source", "logbook=other.txt", "--quiet"])
        .stdout(other)
        .exits(0);
}

#[test]
fn what_cannot_be_held_against_anything_is_told() {
    let check = |source: &str, told: &str| {
        desk(&[good()]).runs(&["check", "--source", source]).stdout("").stderr(told).exits(2);
    };
    check("logbook", "error: --source logbook names no file; write --source ID=FILE\n");
    check("diary=logbook.txt", "error: no source has the id `diary`; the base has logbook\n");
    check(
        "logbook=gone.txt",
        "gone.txt: error: the source can't be read: No such file or directory (os error 2); name a file with its text\nerror: put this right first; nothing was checked\n",
    );
    let broken = "knowledge/logbook.fingerprint:1: error: not a fingerprint of this version of factdesk; make it anew with factdesk check --source ID=FILE --record\n";
    let broken_desk = desk(&[good()]).file("knowledge/logbook.fingerprint", "tampered\n");
    broken_desk.runs(&["check", "--quiet"]).stdout(broken).exits(1);
}

#[test]
fn a_review_is_due_on_a_day() {
    let reviewed = || desk(&[good().replace("cites =", "review_by = \"2026-05\"\ncites =")]);
    reviewed().runs(&["check", "--quiet", "--today", "2026-05-31"]).stdout("").exits(0);
    let told = "knowledge/tower.toml:7:13: error: fact `height`: it was to be reviewed by 2026-05; see whether it still holds and set a later date\n";
    reviewed().runs(&["check", "--quiet", "--today", "2026-06-01"]).stdout(told).exits(1);
    let usage = "error: --today May is not a day; write it as 2026-12-31\n";
    reviewed().runs(&["check", "--today", "May"]).stderr(usage).exits(2);
}

#[test]
fn tools_get_their_format() {
    let broken = || desk(&[good().replace("cites =", "review_by = \"2020\"\ncites =")]);
    let message = "fact `height`: it was to be reviewed by 2020; see whether it still holds and set a later date";
    let json = format!(
        "{{\"errors\":1,\"notes\":0,\"problems\":[{{\"column\":13,\"file\":\"knowledge/tower.toml\",\"line\":7,\"message\":\"{message}\",\"rule\":\"review\",\"severity\":\"error\"}}],\"warnings\":0}}\n"
    );
    broken().runs(&["check", "--json"]).stdout(&json).exits(1);
    broken().runs(&["check", "--format", "json"]).stdout(&json).exits(1);
    let github = format!("::error file=knowledge/tower.toml,line=7,col=13,title=review::{message}\n");
    broken().runs(&["check", "--format", "github"]).stdout(&github).exits(1);
    let sarif = broken().runs(&["check", "--format", "sarif"]).text();
    let log: serde_json::Value = serde_json::from_str(&sarif).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!((result["ruleId"].as_str(), result["level"].as_str()), (Some("review"), Some("error")));
    assert_eq!(result["message"]["text"], message);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "knowledge/tower.toml");
    assert_eq!(place["region"], serde_json::json!({"startLine": 7, "startColumn": 13}));
}
