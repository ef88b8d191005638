//! The tables, version by version, and how the file is opened. A version is never changed once it was shipped: what comes
//! later is a further step.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::Error;

/// What leads from each version to the next, from an empty file on.
pub(super) const STEPS: [&str; 1] = [include_str!("schema_1.sql")];

/// How long another process is waited for that is writing: longer than a batch takes on a slow disk.
const PATIENCE: Duration = Duration::from_millis(500);

/// SQLite's name for a file that is none.
pub(super) const IN_MEMORY: &str = ":memory:";
/// Read and written by the owner.
#[cfg(unix)]
const OWNER_ALONE: u32 = 0o600;

/// Opens a journal and brings it up to this version; where there is none, `may_make` is whether one is made.
pub(super) fn open(file: &Path, may_make: bool) -> Result<Connection, Error> {
    if let Some(folder) = file.parent().filter(|folder| may_make && !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|reason| Error::folder(file, reason))?;
    }
    if may_make {
        make_for_owner(file).map_err(|reason| Error::folder(file, reason))?;
    }
    let made = if may_make { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | made;
    let told = |reason| Error::sqlite(file, reason);
    let mut connection = Connection::open_with_flags(file, flags).map_err(told)?;
    prepare(&connection).map_err(told)?;
    let version = migrate(&mut connection, &STEPS).map_err(told)?;
    let known = STEPS.len();
    if usize::try_from(version).is_ok_and(|version| version <= known) {
        Ok(connection)
    } else {
        Err(Error::newer(file, version, known))
    }
}

/// People's words are nobody else's business: the file is made for its owner alone, and SQLite makes those beside it alike.
#[cfg(unix)]
fn make_for_owner(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    if file.as_os_str() != IN_MEMORY {
        std::fs::OpenOptions::new().append(true).create(true).mode(OWNER_ALONE).open(file)?;
    }
    Ok(())
}

/// The system has no such modes; what the folder allows holds.
#[cfg(not(unix))]
fn make_for_owner(_file: &Path) -> std::io::Result<()> {
    Ok(())
}

/// In WAL readers don't hold up the writer. A commit then survives the end of the process without waiting for the disk;
/// a power cut may cost the last ones, but never the file. What is deleted is overwritten.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    // Waiting for the disk at the end would make every `factdesk ask` slower; the pages are moved once they are many.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)
}

/// Takes the steps that are missing, all of them or none; gives the version that the file has then.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<i64> {
    let version = |connection: &Connection| connection.pragma_query_value(None, "user_version", |row| row.get(0));
    let is_behind = |version: i64| usize::try_from(version).is_ok_and(|version| version < steps.len());
    let found: i64 = version(connection)?;
    if !is_behind(found) {
        return Ok(found);
    }
    // Another process may be about to do the same; whoever comes second finds it done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = version(&transaction)?;
    let taken = usize::try_from(found).unwrap_or_default();
    for step in steps.iter().skip(taken) {
        transaction.execute_batch(step)?;
    }
    let reached = if is_behind(found) { i64::try_from(steps.len()).unwrap_or(i64::MAX) } else { found };
    transaction.pragma_update(None, "user_version", reached)?;
    transaction.commit()?;
    Ok(reached)
}

/// A number as SQLite keeps it: with the same bits, for Discord's numbers have no sign.
pub(super) fn kept(number: u64) -> i64 {
    number.cast_signed()
}

/// The number that SQLite keeps so.
pub(super) fn number(kept: i64) -> u64 {
    kept.cast_unsigned()
}

/// A count as SQLite gives it.
pub(super) fn count(kept: i64) -> usize {
    usize::try_from(kept).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(connection: &Connection) -> Vec<String> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info('bird')").expect("it is SQL");
        let names = statement.query_map([], |row| row.get(0)).expect("it can be asked");
        names.map(|name| name.expect("a name is text")).collect()
    }

    #[test]
    fn every_step_is_taken_once_and_in_order() {
        let mut connection = Connection::open_in_memory().expect("there is memory");
        let steps = ["CREATE TABLE bird (name TEXT)", "ALTER TABLE bird ADD COLUMN weight INTEGER"];
        assert_eq!(migrate(&mut connection, &steps[..1]), Ok(1));
        connection.execute("INSERT INTO bird VALUES ('wren')", []).expect("it can be written");
        assert_eq!(migrate(&mut connection, &steps), Ok(2));
        assert_eq!(migrate(&mut connection, &steps), Ok(2));
        assert_eq!(columns(&connection), ["name", "weight"]);
        assert_eq!(migrate(&mut connection, &steps[..1]), Ok(2), "an older program leaves a newer file alone");
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut connection = Connection::open_in_memory().expect("there is memory");
        assert!(migrate(&mut connection, &["CREATE TABLE bird (name TEXT)", "CREATE TABLE bird (name TEXT)"]).is_err());
        assert_eq!(columns(&connection), [""; 0]);
        assert_eq!(migrate(&mut connection, &["CREATE TABLE bird (name TEXT)"]), Ok(1));
    }
}
