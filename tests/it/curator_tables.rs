//! `factdesk import` and `export` as a curator meets them: row by row, all or none, and the same again byte by byte.

use crate::desk::{BIRDS, Desk};

const TABLE: &str = "topic,id,question,answer,also_asked,keywords,cites,when,review_by,related
Birds,lark,Who sings?,Larks.,\"singing bird
song\",,\"handbook:1:1:\"\"a, b\"\"
handbook:1:2\",2024,,wren-weight
Owls,owl,\"Who is up, and when?\",\"Owls,
at night.\",,night,handbook:4:1,,,lark
";

#[test]
fn rows_are_told_and_written_only_when_asked() {
    let mut desk = Desk::new().file("new.csv", TABLE);
    let told = "\
row 2  ok     lark: Who sings?
row 3  ok     owl: Who is up, and when?
2 rows, 0 wrong. Nothing was written yet; --write writes them.
";
    desk.run(&["import", "new.csv"]).stdout(told).stderr("").exits(0);
    assert_eq!(desk.names("knowledge"), ["10-birds.toml", "sources.toml"]);
    let (rows, _) = told.split_once("2 rows").expect("a line says how many");
    let closing = "Written to knowledge/10-birds.toml and knowledge/20-owls.toml. No problems in 3 facts, 5 wordings, 4 cited sentences.\n";
    desk.run(&["import", "new.csv", "--write"]).stdout(&format!("{rows}{closing}")).stderr("").exits(0);
    let exported = desk.run(&["export"]).text();
    let wren = "Birds,wren-weight,How heavy is a wren?,A wren weighs about nine grams.,,,handbook:2:1:nine grams,,,\n";
    let (heading, rows) = TABLE.split_once('\n').expect("there is a heading");
    let rows = rows.replace("\"\"a, b\"\"", "a, b");
    assert_eq!(exported, format!("{heading}\n{wren}{rows}"));
}

#[test]
fn a_wrong_row_keeps_all_of_them_out() {
    let table = "id;question;answer;cites;when\nlark;Who sings?;Larks.;handbook:1:1;2024\n;how heavy is a wren;;nowhere;\nwren-weight;Who?;It.;atlas:1:1;soon\nrook;Who caws?;Rooks.;handbook:1:1\n";
    let mut desk = Desk::new().file("new.csv", table);
    let told = "\
row 2  ok     lark: Who sings?
row 3  wrong  “nowhere” is no citation; write SOURCE:PARAGRAPH:SENTENCE or
    SOURCE:PARAGRAPH:SENTENCE:\"QUOTE\", such as logbook:1:2:\"41 metres\"
row 4  wrong  the fact id `wren-weight` is taken by knowledge/10-birds.toml:4; give this
    one another
row 4  wrong  fact `wren-weight`: no source has the id `atlas`; add it to sources.toml
row 4  wrong  fact `wren-weight`: `when` is not a date; write \"2024\", \"2024-12\" or
    \"2024-12-31\"
row 5  ok     rook: Who caws?
4 rows, 2 wrong. Nothing was written; put them right and import again.
";
    desk.run(&["import", "new.csv", "--write", "--topic", "Birds"]).stdout(told).stderr("").exits(1);
    assert_eq!(desk.read("knowledge/10-birds.toml"), BIRDS);
    let lines = "{\"id\": \"lark\", \"topic\": \"Birds\"}\nnot json\n{\"q\": 1}\n";
    let told = "\
row 1  wrong  fact `lark`: `question` is missing; add \"question\": \"…\", the wording that
    members see
row 1  wrong  fact `lark`: `answer` is missing; add \"answer\": \"…\"
row 1  wrong  fact `lark`: nothing is cited; add \"cites\": [{ \"source\": \"…\", \"paragraph\":
    1, \"sentence\": 1 }]
row 2  wrong  not JSON: expected ident; write one object {\"id\": \"…\", …} on the line
";
    let said = desk.file("new.jsonl", lines).run(&["import", "new.jsonl", "--quiet"]).text();
    assert!(said.starts_with(told), "{said}");
    let unknown = "error: new.csv has an unknown column “anser” in row 1; the columns are topic, id, question, answer, also_asked, keywords, cites, when, review_by, related\n";
    Desk::new().file("new.csv", "id,anser\n").run(&["import", "new.csv"]).stdout("").stderr(unknown).exits(2);
}

#[test]
fn what_is_exported_is_imported_again_byte_by_byte() {
    let shipped = |format: &str| Desk::shipped().runs(&["export", "--format", format]).text();
    for format in ["csv", "jsonl"] {
        let (exported, file) = (shipped(format), format!("all.{format}"));
        let mut desk = Desk::empty().file(&file, &exported);
        desk.run(&["import", &file, "--write", "--quiet"]).stderr("").exits(0);
        assert!(desk.run(&["export", "--format", format]).text() == exported, "{format}");
        desk.run(&["check", "--quiet"]).stdout("").exits(0);
    }
}

#[test]
fn a_base_may_have_one_fact_a_line() {
    let lines = Desk::shipped().runs(&["export", "--format", "jsonl"]).text();
    let sources = "[[source]]\nid = \"golan-feature\"\ntitle = \"Feature\"\n";
    let mut desk = Desk::empty().file("knowledge/sources.toml", sources).file("knowledge/facts.jsonl", &lines);
    assert!(desk.run(&["export", "--format", "jsonl"]).text() == lines);
    desk.run(&["ask", "how many peacekeepers went?"]).exits(0);
    let told =
        "knowledge/facts.jsonl:2:36: error: fact `decision-maker`: unknown key `anwser`; did you mean `answer`?\n";
    let broken = lines.replacen("\"id\":\"decision-maker\"", "\"anwser\":1,\"id\":\"decision-maker\"", 1);
    let said = desk.file("knowledge/facts.jsonl", broken).run(&["check"]).text();
    assert!(said.starts_with(told), "{said}");
}

#[test]
fn a_line_is_read_by_the_rules_of_the_base() {
    let lark = "{\"id\": \"lark\", \"question\": \"Who sings?\", \"answer\": \"Larks.\", \"cites\": [{\"source\": \"handbook\", \"paragraph\": 1, \"sentence\": 1}]}";
    let lines = format!("\u{feff}{lark}\n\u{feff}{lark}\n{}\n", "x".repeat(1_024 * 1_024 + 1));
    let told = "\
row 1  ok     lark: Who sings?
row 2  wrong  not JSON: expected value; write one object {\"id\": \"…\", …} on the line
row 3  wrong  longer than 1048576 bytes; write one fact on each line
3 rows, 2 wrong. Nothing was written; put them right and import again.
";
    let mut desk = Desk::new().file("new.jsonl", lines);
    desk.run(&["import", "new.jsonl", "--topic", "Birds"]).stdout(told).stderr("").exits(1);
}
