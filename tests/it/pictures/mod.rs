//! The pictures in docs/, drawn from what the program really writes and what the bot really posts. A picture that has
//! gone stale fails here; `UPDATE_PICTURES=1 cargo test pictures` draws it anew.

#[cfg(feature = "discord")]
mod embed;
mod svg;
mod terminal;

use std::fs;
use std::path::Path;

use factdesk::answer::Receipt;

/// Set to draw the pictures anew.
const UPDATE: &str = "UPDATE_PICTURES";

/// Holds a drawing against the picture in docs/. Receipts may differ: they change with every word of the base.
#[track_caller]
fn check(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&path, drawn).expect("the picture can be written");
    }
    let kept = fs::read_to_string(&path).expect("the picture is there");
    assert_eq!(without_receipts(&kept), without_receipts(drawn), "draw it anew: {UPDATE}=1 cargo test pictures");
}

fn without_receipts(picture: &str) -> String {
    let is_mark = |letter: char| !letter.is_ascii_alphanumeric() && letter != '-';
    let pieces = picture.split_inclusive(is_mark);
    pieces.filter(|piece| piece.trim_end_matches(is_mark).parse::<Receipt>().is_err()).collect()
}
