//! The program in a folder of its own: arguments and files in, full text and exit status out.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// One fact.
pub const BIRDS: &str = "\
topic = \"Birds\"

[[fact]]
id = \"wren-weight\"
question = \"How heavy is a wren?\"
answer = \"A wren weighs about nine grams.\"
cites = [{ source = \"handbook\", paragraph = 2, sentence = 1, quote = \"nine grams\" }]
";
/// What it cites.
pub const SOURCES: &str = "[[source]]\nid = \"handbook\"\ntitle = \"Handbook of birds\"\n";
/// Stands for every receipt.
const RECEIPT: &str = "RECEIPT";

/// One run of the program, told step by step.
pub struct Desk {
    folder: TempDir,
    command: Command,
    input: Vec<u8>,
}

impl Desk {
    /// A desk with one fact.
    pub fn new() -> Self {
        Self::empty().file("knowledge/10-birds.toml", BIRDS).file("knowledge/sources.toml", SOURCES)
    }

    /// A desk in a folder with nothing in it.
    pub fn empty() -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let mut command = Command::new(env!("CARGO_BIN_EXE_factdesk"));
        command.current_dir(folder.path()).env_clear();
        Self { folder, command, input: Vec::new() }
    }

    /// A file in its folder.
    pub fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
        self
    }

    /// The shipped desk: the project's own folder.
    pub fn shipped() -> Self {
        let mut desk = Self::empty();
        desk.command.current_dir(env!("CARGO_MANIFEST_DIR"));
        desk
    }

    /// A variable of its environment.
    pub fn knows(self, name: &str, value: &str) -> Self {
        let Self { folder, mut command, input } = self;
        command.env(name, value);
        Self { folder, command, input }
    }

    /// What it is given on stdin.
    pub fn reads(self, input: impl Into<Vec<u8>>) -> Self {
        Self { input: input.into(), ..self }
    }

    /// The run itself.
    pub fn runs(mut self, arguments: &[&str]) -> Ran {
        run(&mut self.command, &self.input, arguments)
    }

    /// One run of several in the same folder; what it was given on stdin is used up.
    pub fn run(&mut self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factdesk"));
        command.current_dir(self.folder.path()).env_clear();
        run(&mut command, &std::mem::take(&mut self.input), arguments)
    }

    /// Where one of its files or folders is.
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// What stands in one of its files.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file can be read")
    }

    /// The names of the files in one of its folders, in order.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("the folder can be read");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> = entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn run(command: &mut Command, input: &[u8], arguments: &[&str]) -> Ran {
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    // A program that ends without reading everything is no failure of the test.
    let _ = stdin.write_all(input);
    drop(stdin);
    Ran { output: child.wait_with_output().expect("the program ends") }
}

/// What came of it.
pub struct Ran {
    output: Output,
}

impl Ran {
    /// Everything on stdout, with receipts by one name.
    #[track_caller]
    pub fn stdout(self, expected: &str) -> Self {
        assert_eq!(without_receipts(&self.output.stdout), expected, "stderr: {}", text(&self.output.stderr));
        self
    }

    /// Everything on stderr.
    #[track_caller]
    pub fn stderr(self, expected: &str) -> Self {
        assert_eq!(text(&self.output.stderr), expected);
        self
    }

    /// What it wrote to stdout.
    pub fn text(self) -> String {
        text(&self.output.stdout)
    }

    /// The exit status.
    #[track_caller]
    pub fn exits(self, code: i32) {
        assert_eq!(self.output.status.code(), Some(code), "stderr: {}", text(&self.output.stderr));
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

/// The text with every receipt of this base by one name, and every confidence as 1: both change with the engine.
pub fn without_receipts(bytes: &[u8]) -> String {
    let shown = text(bytes);
    let mut words = Vec::new();
    for word in shown.split_inclusive([' ', '"', '\n', ',', '}']) {
        let bare = word.trim_end_matches([' ', '"', '\n', ',', '}']);
        let is_receipt = bare.parse::<factdesk::answer::Receipt>().is_ok();
        words.push(if is_receipt { word.replacen(bare, RECEIPT, 1) } else { word.to_owned() });
    }
    let pieces: Vec<String> = words.concat().split("\"confidence\":").map(str::to_owned).collect();
    let number =
        |piece: &str| piece.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.').to_owned();
    let rest = pieces.iter().skip(1).map(|piece| format!("1{}", number(piece)));
    pieces.iter().take(1).cloned().chain(rest).collect::<Vec<_>>().join("\"confidence\":")
}
