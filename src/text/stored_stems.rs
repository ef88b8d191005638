//! Compares the stems that are stored beside the word lists with those that the lists have. For tests alone.

/// Whether a file of `english/` holds these lines; it is written anew where `UPDATE_EXPECT` is set.
pub(super) fn check(file: &str, stored: &str, expected: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/english").join(file);
        std::fs::write(path, expected).expect("the source is there and can be written");
    } else {
        assert!(stored == expected, "{file} does not fit its list; set UPDATE_EXPECT=1 and run this test again");
    }
}
