//! `factdesk run` as curators meet it: a file that changes is read, a broken one is not, and SIGHUP and `/desk reload` do
//! the same.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::loopback::{Loopback, TOKEN};
use crate::whole_program::{BASE, Program};

const QUESTION: &str = "How heavy is a wren?";
/// Nobody is told to slow down, and what is kept stays in the test's folder.
const SETTINGS: &str = "[manners]\nper_person = 0\nper_channel = 0\n[discord]\nstate = \"kept\"\n";

/// The base with another weight, put in place of the old one at once, as careful editors do.
fn tells(folder: &Path, weight: &str) {
    holds(folder, &BASE.replace("nine grams", weight));
}

fn holds(folder: &Path, text: &str) {
    let new = folder.join("knowledge").join(".birds.toml.new");
    fs::write(&new, text).expect("a file can be written");
    fs::rename(&new, folder.join("knowledge").join("birds.toml")).expect("a file can be renamed");
}

/// Asks until the answer has this weight; before, it has the one that was told before. What the asker alone sees is not
/// corrected later.
async fn is_asked_until(discord: &Loopback, weight: &str, before: &str) {
    loop {
        discord.slash("ask").option("question", QUESTION).private(true).send();
        let answer = discord.next_response().await.text();
        if answer.contains(weight) {
            break;
        }
        assert!(answer.contains(before), "{answer}");
    }
}

#[tokio::test]
async fn files_that_change_are_read_whole_or_not_at_all() {
    let discord = Loopback::start().await;
    let folder = TempDir::new().expect("a folder for the test");
    let program = Program::starts_in(folder, discord.proxy(), Some(TOKEN), SETTINGS);
    let folder = program.folder.path().to_owned();
    discord.next_identify().await;
    is_asked_until(&discord, "nine grams", "nine grams").await;
    tells(&folder, "ten grams");
    is_asked_until(&discord, "ten grams", "nine grams").await;
    holds(&folder, &BASE.replace("answer", "anwser"));
    discord.slash("desk").part("reload").by_a_manager().send();
    discord.next_response().await;
    let report = discord.next_edit().await.text();
    assert!(report.contains("birds.toml:6:1: error:"), "{report}");
    assert!(!report.contains(folder.to_str().expect("it is text")), "{report}");
    is_asked_until(&discord, "ten grams", "ten grams").await;
    tells(&folder, "twelve grams");
    program.signal("HUP").await;
    is_asked_until(&discord, "twelve grams", "ten grams").await;
    program.signal("TERM").await;
    let (status, log) = program.ends().await;
    assert_eq!(status, Some(0), "{log}");
    for told in ["another fact base answers", "the fact base can't be used as it is now", "SIGHUP"] {
        assert!(log.contains(told), "no {told:?} in {log}");
    }
    assert!(!log.contains(QUESTION), "{log}");
    discord.finish();
}
