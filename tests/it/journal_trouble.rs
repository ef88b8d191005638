//! The journal where something is wrong with its file: nothing waits for it, and what is lost is counted.

use std::sync::mpsc::channel;

use factdesk::journal::{Door, Journal, MAX_WAITING, Rules, Store, Trouble};

use crate::book::{Book, GUILD, NOW, PATIENCE, holds, through};

#[test]
fn a_file_that_is_held_delays_nothing_and_what_has_no_room_is_counted() {
    let book = Book::new();
    book.writes(|_| ());
    let holder = rusqlite::Connection::open(book.file()).expect("it can be opened");
    holder.execute_batch("BEGIN IMMEDIATE").expect("it can be held");
    let (told, troubles) = channel();
    let tell = move |trouble: &Trouble| drop(told.send(trouble.to_string()));
    let journal = Journal::start(book.file(), Rules { retention_days: 30 }, || NOW, tell);
    let begun = std::time::Instant::now();
    let entry = through(Door::Mention, GUILD);
    (0..4 * MAX_WAITING).for_each(|_| journal.record(entry.clone()));
    assert!(begun.elapsed() < PATIENCE / 2, "{:?}", begun.elapsed());
    let failing = troubles.recv_timeout(PATIENCE).expect("the failure is told");
    assert!(failing.contains("database is locked") && failing.ends_with("it is tried again every second"), "{failing}");
    holder.execute_batch("ROLLBACK").expect("it can be let go");
    assert!(journal.close(PATIENCE));
    let recovered = troubles.recv_timeout(PATIENCE).expect("the recovery is told");
    assert!(recovered.starts_with("the journal is written again; "), "{recovered}");
    let statistics = book.read().statistics(NOW, None).expect("it can be read");
    let (lost, all) = (usize::try_from(journal.lost()).expect("it fits"), statistics.all.all);
    assert!(lost > 0 && all >= MAX_WAITING, "{lost} lost, {all} kept");
    assert_eq!((statistics.lost, all + lost), (lost, 4 * MAX_WAITING), "every one is kept or counted");
}

#[test]
fn a_folder_that_can_not_be_made_costs_the_notes_alone() {
    let book = Book::new();
    std::fs::write(book.folder.path().join("not there yet"), "a file").expect("it can be written");
    let (told, troubles) = channel();
    let tell = move |trouble: &Trouble| drop(told.send(trouble.to_string()));
    let journal = Journal::start(book.file(), Rules { retention_days: 30 }, || NOW, tell);
    journal.record(through(Door::Mention, GUILD));
    assert!(journal.close(PATIENCE));
    assert_eq!(journal.lost(), 1);
    let failing = troubles.recv_timeout(PATIENCE).expect("the failure is told");
    assert!(failing.contains("the folder or file of the journal can't be made"), "{failing}");
}

#[test]
fn a_journal_of_a_later_version_is_left_alone() {
    let book = Book::new();
    book.writes(|journal| journal.record(through(Door::Mention, GUILD)));
    let later = rusqlite::Connection::open(book.file()).expect("it can be opened");
    later.pragma_update(None, "user_version", 99).expect("it can be written");
    let (told, troubles) = channel();
    let tell = move |trouble: &Trouble| drop(told.send(trouble.to_string()));
    let journal = Journal::start(book.file(), Rules { retention_days: 30 }, || NOW, tell);
    let unusable = troubles.recv_timeout(PATIENCE).expect("the failure is told");
    let expected = "the journal has version 99 and this factdesk knows only up to 1; use the newer factdesk, or name \
                    another file in [journal] file; nothing is recorded until the next start";
    assert_eq!(unusable, format!("{}: {expected}", book.file().display()));
    journal.record(through(Door::Mention, GUILD));
    assert!(journal.close(PATIENCE));
    assert_eq!(journal.lost(), 1);
    assert!(Store::open(&book.file()).is_err());
}

#[test]
fn what_is_no_journal_is_not_touched() {
    let book = Book::new();
    std::fs::create_dir_all(book.file().parent().expect("it stands in a folder")).expect("it can be made");
    std::fs::write(book.file(), "my shopping list, which is longer than it looks at first").expect("it can be written");
    assert!(Store::open(&book.file()).is_err_and(|error| error.to_string().contains("file is not a database")));
    assert!(holds(&book.file(), b"shopping"));
}
