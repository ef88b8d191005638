//! The rules of the house, held against the whole tree. What a rule is stands in `rules`; a map that has gone stale is
//! found here too.

mod rules;
mod shown;
mod source;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rules::{MAY_IMPORT, core_faults, panics, shape_faults, stray_sentences, wrong_imports, wrong_names};
use source::Source;

/// The longest ARCHITECTURE.md, in lines: it is read before anything else, so it must stay short.
const MAX_ARCHITECTURE_LINES: usize = 200;

/// Files that stand in no folder of src/.
const TOP_FILES: [&str; 2] = ["lib", "main"];

#[track_caller]
fn holds(sources: &[Source], rule: fn(&Source) -> Vec<String>) {
    let broken: Vec<String> = sources.iter().flat_map(rule).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// What is wrong with the map, given every file and every test there is.
fn map_faults(map: &str, sources: &[Source], tests: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let n_lines = map.lines().count();
    if n_lines >= MAX_ARCHITECTURE_LINES {
        faults.push(format!("{n_lines} lines; keep it below {MAX_ARCHITECTURE_LINES}"));
    }
    let folders: BTreeSet<&str> = sources.iter().map(Source::layer).filter(|name| !TOP_FILES.contains(name)).collect();
    faults.extend(folders.iter().filter(|name| !map.contains(&format!("{name}/"))).map(|name| format!("no {name}/")));
    let quoted = map.lines().filter(|line| line.starts_with('|')).flat_map(|line| line.split('`').skip(1).step_by(2));
    let everything: String = sources.iter().chain(tests).map(|source| source.text.as_str()).collect();
    for name in quoted.filter(|name| name.matches('_').count() > 1 && !name.contains(['/', '.', ':'])) {
        if !everything.contains(&format!("fn {name}(")) {
            faults.push(format!("no test is called {name}"));
        }
    }
    let is_name_part = |letter: char| letter.is_ascii_alphanumeric() || ['_', '/', '.'].contains(&letter);
    for name in map
        .split(|letter| !is_name_part(letter))
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "rs"))
    {
        let is_there = |source: &Source| source.path == name || source.path.ends_with(&format!("/{name}"));
        let bare = name.trim_start_matches("src/").trim_start_matches("tests/it/");
        if !sources.iter().chain(tests).any(|source| is_there(source) || source.path == bare) {
            faults.push(format!("no file is called {name}"));
        }
    }
    faults
}

#[test]
fn every_layer_imports_only_what_stands_before_it() {
    holds(&Source::all("src"), wrong_imports);
    let layers: BTreeSet<&str> = MAY_IMPORT.iter().map(|(layer, _)| *layer).collect();
    for source in Source::all("src") {
        let layer = source.layer();
        assert!(layers.contains(layer) || TOP_FILES.contains(&layer), "{layer} has no row in MAY_IMPORT");
    }
}

#[test]
fn every_library_and_the_disk_are_named_only_in_their_place() {
    holds(&Source::all("src"), wrong_names);
}

#[test]
fn the_core_reads_no_clock_and_cannot_fail() {
    holds(&Source::all("src"), core_faults);
}

#[test]
fn nothing_outside_tests_panics_on_a_missing_value() {
    holds(&Source::all("src"), panics);
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    holds(&Source::all("src"), shape_faults);
    holds(&Source::all("tests"), shape_faults);
    holds(&Source::all("benches"), shape_faults);
}

#[test]
fn every_sentence_of_the_bot_stands_in_its_place() {
    holds(&Source::all("src"), stray_sentences);
}

#[test]
fn the_map_is_short_and_names_what_is_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let map = fs::read_to_string(path).expect("there is a map");
    let others: Vec<Source> = ["tests", "benches"].into_iter().flat_map(Source::all).collect();
    let faults = map_faults(&map, &Source::all("src"), &others);
    assert!(faults.is_empty(), "ARCHITECTURE.md:\n{}", faults.join("\n"));
}

#[test]
fn a_stale_map_is_found() {
    let sources = [Source::new("text/token.rs", ""), Source::new("lib.rs", "")];
    let tests = [Source::new("layers/mod.rs", "fn a_map_is_kept() {}")];
    let check = |map: &str, faults: &[&str]| assert_eq!(map_faults(map, &sources, &tests), faults, "{map}");
    check("text/ holds token.rs and tests/it/layers/mod.rs\n| rule | `a_map_is_kept` |", &[]);
    check("token.rs", &["no text/"]);
    check(
        "text/ gone.rs\n| rule | `a_rule_nobody_keeps` |",
        &["no test is called a_rule_nobody_keeps", "no file is called gone.rs"],
    );
    check(&"text/\n".repeat(200), &["200 lines; keep it below 200"]);
}
