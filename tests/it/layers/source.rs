//! One source file as the rules look at it: its code without comments, texts and tests, so that a name in a sentence is
//! no use of it.

use std::fs;
use std::path::Path;

/// A file of the tree.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path below the folder that was read, with slashes.
    pub path: String,
    /// Everything in it.
    pub text: String,
}

impl Source {
    /// A file that exists only in a test.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Every Rust file below a folder of the project, in name order.
    pub fn all(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut sources = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("the folder is there") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(&root).expect("it is below the folder");
                    let name = name.to_str().expect("names are plain").replace('\\', "/");
                    sources.push(Self::new(&name, &fs::read_to_string(&path).expect("the file can be read")));
                }
            }
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        sources
    }

    /// The layer it belongs to: its first folder, or the file's name where it stands in none.
    pub fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// Its code outside tests, without comments and texts.
    pub fn code(&self) -> String {
        code(before_tests(&self.text))
    }
}

/// What stands before the tests at the file's foot.
fn before_tests(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.find("#[cfg(test)]\n") {
        rest = &rest[at + 1..];
        let item = rest.lines().skip(1).find(|line| !line.starts_with("#["));
        if item.is_some_and(|line| line.starts_with("mod ")) {
            return &text[..text.len() - rest.len() - 1];
        }
    }
    text
}

/// The same code with a blank for every comment, text and character.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest, code.chars().last());
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[length..];
        }
    }
    code
}

/// How many bytes at the beginning are a comment, a text or a character; 0 for code.
fn skipped(rest: &str, before: Option<char>) -> usize {
    let begins_word = !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    if begins_word && rest.starts_with('r') {
        let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
        let opening = 2 + hashes;
        if rest[1 + hashes..].starts_with('"') {
            let closing = format!("\"{}", "#".repeat(hashes));
            return rest[opening..].find(&closing).map_or(rest.len(), |end| opening + end + closing.len());
        }
    }
    // 'a' and '\n' are characters, 'a alone is a lifetime.
    let mut letters = rest.chars().skip(1);
    let is_character = match letters.next() {
        Some('\\') => true,
        Some(_) => letters.next() == Some('\''),
        None => false,
    };
    if rest.starts_with('\'') && is_character { quoted(rest, '\'') } else { 0 }
}

/// The bytes of a text from its opening to its closing mark.
fn quoted(rest: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == mark => return at + mark.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn code_is_what_remains_without_comments_texts_and_tests() {
    let check = |text: &str, expected: &str| assert_eq!(Source::new("x.rs", text).code(), expected, "{text}");
    check("let a = 1; // serenity\nlet b = 2;", "let a = 1;  \nlet b = 2;");
    check("/* unwrap() */ let a = \"std::fs \\\" x\"; f(a)", "  let a =  ; f(a)");
    check("let a = r#\"say \"std::fs\" x\"#; let b = r\"\\\"; for x", "let a =  ; let b =  ; for x");
    check("fn f<'a>(x: &'a str) { x.split('\"'); x.split('\\'') }", "fn f<'a>(x: &'a str) { x.split( ); x.split( ) }");
    check("fn a() {}\n#[cfg(test)]\nmod tests {\n    use serenity;\n}\n", "fn a() {}\n");
    check("fn a() {}\n#[cfg(test)]\n#[expect(x)]\nmod tests {}\n", "fn a() {}\n");
    check("#[cfg(test)]\nfn a() {}\nfn b() {}\n", "#[cfg(test)]\nfn a() {}\nfn b() {}\n");
}
