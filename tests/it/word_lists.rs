//! The stems stored beside the English word lists are those of the lists. Set `UPDATE_EXPECT=1` to write them anew.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use factdesk::text::Analyzer;

fn check(file: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/english").join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, expected).expect("the sources can be written");
    }
    let stored = fs::read_to_string(&path).expect("the sources are there");
    assert!(stored == expected, "{file} does not fit its list; run this test with UPDATE_EXPECT=1");
}

/// The stems of a text's words, each once among all that were seen.
fn new_stems(analyzer: &Analyzer, words: &str, seen: &mut HashSet<String>) -> String {
    let stems = words.split_whitespace().map(|word| analyzer.stem(word).to_string());
    let new: Vec<String> = stems.filter(|stem| seen.insert(stem.clone())).collect();
    new.join(" ") + "\n"
}

#[test]
fn the_stored_stems_of_common_words_are_those_of_the_lists() {
    let analyzer = Analyzer::english();
    let lists = [
        include_str!("../../src/text/english/stop.txt"),
        include_str!("../../src/text/english/filler.txt"),
        include_str!("../../src/text/english/generic.txt"),
        include_str!("../../src/text/english/common.txt"),
    ];
    let mut seen = HashSet::new();
    let lines: String = lists.iter().map(|list| new_stems(&analyzer, list, &mut seen)).collect();
    check("stems.txt", &lines);
}

#[test]
fn the_stored_stems_of_related_words_are_those_of_the_list() {
    let analyzer = Analyzer::english();
    let groups = include_str!("../../src/text/english/related.txt").lines();
    let lines: String = groups.map(|group| new_stems(&analyzer, group, &mut HashSet::new())).collect();
    check("related-stems.txt", &lines);
}
