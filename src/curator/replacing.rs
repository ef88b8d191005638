//! Files of a base, read and replaced: each whole or not at all, several together as nearly at once as a disk allows.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// What stands in a file; `None` where there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(reason) if reason.kind() == ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(format!("{} can't be read: {reason}; make it a readable file", path.display())),
    }
}

/// Puts new texts in place of the old ones. Nothing is replaced before all of them are on the disk, and nothing where a
/// file is not what it was when it was read. Where the disk refuses midway, what was replaced is put back or named.
pub(super) fn replace(changes: &[(PathBuf, String)], before: &[Option<String>]) -> Result<(), String> {
    for ((path, _), before) in changes.iter().zip(before) {
        if read(path)? != *before {
            return Err(format!("{} has been changed meanwhile, so nothing was written; try again", path.display()));
        }
    }
    let mut ready = Vec::new();
    for (path, text) in changes {
        match prepare(path, text) {
            Ok(both) => ready.push(both),
            Err(reason) => {
                forget(&ready);
                let path = path.display();
                return Err(format!(
                    "{path} can't be written: {reason}; nothing was changed, so mend that and try again"
                ));
            }
        }
    }
    exchange(&ready, before)
}

/// Renames what is ready. Several renames are not one, so where one fails those before it are taken back.
fn exchange(ready: &[(PathBuf, PathBuf)], before: &[Option<String>]) -> Result<(), String> {
    for (at, (new, path)) in ready.iter().enumerate() {
        if let Err(reason) = fs::rename(new, path) {
            let (done, rest) = ready.split_at(at);
            forget(rest);
            let outcome = match put_back(done, before) {
                Ok(()) => "nothing was changed, so mend that and try again".to_owned(),
                Err(changed) => format!(
                    "{} has been changed already and can't be put back, so mend that and take out what is new there",
                    changed.join(" and ")
                ),
            };
            return Err(format!("{} can't be replaced: {reason}; {outcome}", path.display()));
        }
    }
    Ok(())
}

/// Makes files what they were before; tells which of them could not be.
fn put_back(done: &[(PathBuf, PathBuf)], before: &[Option<String>]) -> Result<(), Vec<String>> {
    let restore = |path: &Path, before: Option<&str>| match before {
        Some(text) => prepare(path, text).and_then(|(old, path)| fs::rename(old, path)),
        None => fs::remove_file(path),
    };
    let both = done.iter().zip(before);
    let failed = both.filter(|((_, path), before)| restore(path, before.as_deref()).is_err());
    let failed: Vec<String> = failed.map(|((_, path), _)| path.display().to_string()).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed) }
}

/// Writes the text beside the file it is for. The name is hidden, so that nobody takes it for a part of the base.
fn prepare(path: &Path, text: &str) -> io::Result<(PathBuf, PathBuf)> {
    // A link stays a link: what it points to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write(&new, &path, text);
    if written.is_err() {
        // The disk may be full: what was begun only takes room.
        let _ = fs::remove_file(&new);
    }
    written.map(|()| (new, path))
}

fn write(new: &Path, old: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(new)?;
    file.write_all(text.as_bytes())?;
    if let Ok(about) = fs::metadata(old) {
        if about.permissions().readonly() {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
        }
        file.set_permissions(about.permissions())?;
    }
    file.sync_all()
}

/// Takes away what was written beside the files.
fn forget(ready: &[(PathBuf, PathBuf)]) {
    for (new, _) in ready {
        // Where it can't be taken away it does no harm.
        let _ = fs::remove_file(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_replaced_whole() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (a, b) = (folder.path().join("a.toml"), folder.path().join("deep").join("b.toml"));
        fs::write(&a, "old").expect("it can be written");
        let changes = [(a.clone(), "new".to_owned()), (b.clone(), "b".to_owned())];
        assert_eq!(replace(&changes, &[Some("old".to_owned()), None]), Ok(()));
        assert_eq!((read(&a), read(&b)), (Ok(Some("new".to_owned())), Ok(Some("b".to_owned()))));
        assert_eq!(names(folder.path()), ["a.toml", "deep"], "nothing is left over");
    }

    #[test]
    fn one_file_that_cannot_be_written_leaves_all_as_they_were() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (a, blocked) = (folder.path().join("a.toml"), folder.path().join("a.toml").join("b.toml"));
        fs::write(&a, "old").expect("it can be written");
        let changes = [(a.clone(), "new".to_owned()), (blocked.clone(), "b".to_owned())];
        let told = replace(&changes, &[Some("old".to_owned()), None]).expect_err("a file is no folder");
        assert!(told.starts_with(&blocked.display().to_string()), "{told}");
        assert_eq!(read(&a), Ok(Some("old".to_owned())));
        assert_eq!(names(folder.path()), ["a.toml"], "nothing is left over");
    }

    #[test]
    fn what_was_replaced_before_another_failed_is_put_back() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let [old, new, blocked] = ["old.toml", "new.toml", "blocked.toml"].map(|name| folder.path().join(name));
        fs::write(&old, "old").expect("it can be written");
        fs::create_dir(&blocked).expect("it can be made");
        let ready = [&old, &new, &blocked].map(|path| prepare(path, "text").expect("it can be written"));
        let told = exchange(&ready, &[Some("old".to_owned()), None, None]).expect_err("a folder is no file");
        assert!(told.starts_with(&format!("{} can't be replaced: ", blocked.display())), "{told}");
        assert!(told.ends_with("; nothing was changed, so mend that and try again"), "{told}");
        assert_eq!((read(&old), read(&new)), (Ok(Some("old".to_owned())), Ok(None)));
        assert_eq!(names(folder.path()), ["blocked.toml", "old.toml"], "nothing is left over");
    }

    #[test]
    fn what_cannot_be_put_back_is_named() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let new = folder.path().join("new.toml");
        fs::create_dir(&new).expect("it can be made");
        let told = put_back(&[(new.clone(), new.clone())], &[None]).expect_err("a folder is no file");
        assert_eq!(told, [new.display().to_string()]);
    }

    #[test]
    fn a_file_changed_by_another_hand_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let a = folder.path().join("a.toml");
        fs::write(&a, "theirs").expect("it can be written");
        let told = replace(&[(a.clone(), "new".to_owned())], &[Some("old".to_owned())]);
        let expected = format!("{} has been changed meanwhile, so nothing was written; try again", a.display());
        assert_eq!((told, read(&a)), (Err(expected), Ok(Some("theirs".to_owned()))));
    }
}
