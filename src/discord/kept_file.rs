//! How a file that outlives the process is read and written. What stands in it is told by who keeps it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What was kept; an error where there is no file, or another than was written.
pub(super) fn read<Kept: DeserializeOwned>(file: &Path) -> io::Result<Kept> {
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}

/// Puts a new file in place of the old one, whole, so that a process that is killed leaves one of the two.
pub(super) fn replace(file: &Path, written: &impl Serialize) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = file.with_extension("json.new");
    let mut out = File::create(&new)?;
    out.write_all(&serde_json::to_vec(written)?)?;
    out.sync_all()?;
    fs::rename(&new, file)
}
