//! The program is killed again and again while it writes its journal. A moment before, it may lose; what it answered a
//! second before the kill has to be there, whole and in order, and the file has to be sound every time.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::desk::{BIRDS, SOURCES};

/// How often it is killed, unless the variable below says otherwise.
const KILLS: u64 = 10;
/// The variable by which somebody with time kills more often.
const KILLS_VARIABLE: &str = "FACTDESK_KILLS";
/// What was answered so long before has to be in the journal.
const ACKNOWLEDGED: Duration = Duration::from_secs(1);
/// The shortest life.
const LEAST_LIFE: Duration = Duration::from_millis(1_050);

#[test]
fn a_killed_program_loses_at_most_its_last_second() {
    let kills = std::env::var(KILLS_VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let folder = TempDir::new().expect("a folder for the test");
    for (name, text) in [("10-birds.toml", BIRDS), ("sources.toml", SOURCES)] {
        std::fs::create_dir_all(folder.path().join("knowledge")).expect("a folder can be made");
        std::fs::write(folder.path().join("knowledge").join(name), text).expect("a file can be written");
    }
    let mut n_before = 0;
    for kill in 0..kills {
        // Some are killed while the file is made or opened, the others in every phase of gathering and writing.
        let life = if kill % 5 == 0 { Duration::ZERO } else { LEAST_LIFE + Duration::from_millis(kill * 37 % 500) };
        let acknowledged = killed_after(life, folder.path(), kill);
        let kept = kept(folder.path(), kill);
        assert_eq!(kept, (0..kept.len() as u64).collect::<Vec<_>>(), "kill {kill}: whole and in order");
        assert!(kept.len() >= acknowledged, "kill {kill}: {} of {acknowledged} acknowledged are kept", kept.len());
        n_before += kept.len();
    }
    assert!(n_before > 0, "something was written at all");
}

/// Lets the program answer one question after another for a while and kills it; how many it had answered a second before.
fn killed_after(life: Duration, folder: &Path, kill: u64) -> usize {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factdesk"))
        .args(["ask", "--jsonl"])
        .current_dir(folder)
        .env_clear()
        .env("STATE_DIRECTORY", folder.join("state"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let acknowledged = talk(&mut child, life, kill);
    child.wait().expect("it has ended");
    acknowledged
}

fn talk(child: &mut Child, lifetime: Duration, kill: u64) -> usize {
    let mut asks = child.stdin.take().expect("stdin is a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
    let mut line = String::new();
    let mut answered: VecDeque<Instant> = VecDeque::new();
    let mut begun = None;
    for number in 0_u64.. {
        writeln!(asks, "{{\"q\": \"How heavy is wren number {kill} {number}?\"}}").expect("it reads");
        line.clear();
        answers.read_line(&mut line).expect("it answers");
        let now = Instant::now();
        answered.push_back(now);
        if now.duration_since(*begun.get_or_insert(now)) >= lifetime {
            break;
        }
    }
    child.kill().expect("it can be killed");
    let killed = Instant::now();
    answered.iter().filter(|time| killed.duration_since(**time) >= ACKNOWLEDGED).count()
}

/// The numbers of the questions of one life that are in the journal, which has to be sound.
fn kept(folder: &Path, kill: u64) -> Vec<u64> {
    let file = folder.join("state").join("journal.sqlite");
    if !file.exists() {
        return Vec::new();
    }
    let journal = rusqlite::Connection::open(file).expect("it can be opened");
    let check = |pragma: &str| journal.pragma_query_value(None, pragma, |row| row.get::<_, String>(0));
    assert_eq!(check("integrity_check"), Ok("ok".to_owned()), "kill {kill}");
    let is_made = journal.table_exists(None, "outcome").expect("it can be asked");
    if !is_made {
        return Vec::new();
    }
    let mut statement =
        journal.prepare("SELECT question FROM outcome WHERE question GLOB ?1 ORDER BY id").expect("the table is there");
    let questions = statement.query_map([format!("How heavy is wren number {kill} *")], |row| row.get::<_, String>(0));
    let number =
        |question: String| question.trim_end_matches('?').rsplit(' ').next().and_then(|text| text.parse().ok());
    let questions = questions.expect("it can be read");
    questions.map(|question| number(question.expect("it is text")).expect("it ends in a number")).collect()
}
