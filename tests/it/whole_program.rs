//! `factdesk run` as operators meet it: a process with a token and a proxy in its environment, stopped by signals, whose
//! exit status says how it ended and whose log gives nothing away.

use std::fs;
use std::process::{Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::loopback::{Loopback, POST_MESSAGE, TOKEN};

const BASE: &str = "\
topic = \"Birds\"

[[fact]]
id = \"wren-weight\"
question = \"How heavy is a wren?\"
answer = \"A wren weighs about nine grams.\"
cites = [{ source = \"handbook\", paragraph = 2, sentence = 1, quote = \"nine grams\" }]
";
const SOURCES: &str = "[[source]]\nid = \"handbook\"\ntitle = \"Handbook of birds\"\n";
const QUESTION: &str = "How heavy is a wren?";
/// Asks by name for what would show texts and tokens.
const LOUDEST: &str = "trace,serenity=trace,serenity::gateway::ws=trace,hyper=trace,reqwest=trace,tungstenite=trace";
/// Far more than a stop takes, and less than the wait for the heartbeat.
const LONG_ENOUGH: Duration = Duration::from_secs(30);
const ANSWER: &str = "A wren weighs about nine grams.";

/// The program, with the folder it runs in.
struct Program {
    _folder: TempDir,
    child: Child,
}

impl Program {
    /// `factdesk run` with everything written to the log that may be.
    fn starts(proxy: &str, token: Option<&str>) -> Self {
        let folder = TempDir::new().expect("a folder for the test");
        let knowledge = folder.path().join("knowledge");
        fs::create_dir(&knowledge).expect("a folder can be made");
        fs::write(knowledge.join("birds.toml"), BASE).expect("a file can be written");
        fs::write(knowledge.join("sources.toml"), SOURCES).expect("a file can be written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_factdesk"));
        command.arg("run").current_dir(folder.path()).env_clear();
        command.env("FACTDESK_DISCORD_PROXY", proxy).env("RUST_LOG", LOUDEST);
        if let Some(token) = token {
            command.env("DISCORD_TOKEN", token);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Self { _folder: folder, child: command.spawn().expect("the program starts") }
    }

    async fn signal(&self, name: &str) {
        let process = self.child.id().expect("it still runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status().await;
        assert!(sent.expect("kill is there").success());
    }

    /// Its exit status and everything it wrote.
    async fn ends(self) -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = self.child.wait_with_output().await.expect("the program ends");
        (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
    }
}

#[tokio::test]
async fn the_program_answers_until_a_signal_and_its_log_gives_nothing_away() {
    for signal in ["TERM", "INT"] {
        let discord = Loopback::start().await;
        let program = Program::starts(discord.proxy(), Some(TOKEN));
        discord.next_identify().await;
        discord.member_says(&format!("@desk {QUESTION}"));
        assert!(discord.next_message().await.text().contains(ANSWER));
        discord.slash("ask").option("question", QUESTION).send();
        assert!(discord.next_response().await.text().contains(ANSWER));
        program.signal(signal).await;
        let (status, log) = program.ends().await;
        assert_eq!(status, Some(0), "after {signal}: {log}");
        assert!(log.contains("ready") && log.contains("stopped"), "the log tells of the start and the stop: {log}");
        for secret in [TOKEN, QUESTION, ANSWER, "interaction-token"] {
            assert!(!log.contains(secret), "{secret:?} is in the log:\n{log}");
        }
        assert_eq!(discord.next_departure().await, Some(1_000));
        discord.finish();
    }
}

#[tokio::test]
async fn a_signal_lets_an_answer_on_its_way_arrive() {
    let discord = Loopback::start().await;
    let program = Program::starts(discord.proxy(), Some(TOKEN));
    discord.next_identify().await;
    let held = discord.holds_back(POST_MESSAGE);
    let question = discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    program.signal("TERM").await;
    discord.next_departure().await;
    drop(held);
    assert!(discord.next_message().await.is_reply_to(&question));
    assert_eq!(program.ends().await.0, Some(0));
    discord.finish();
}

/// serenity then keeps a thread spinning on the closed connection until its next heartbeat, 41 s later.
#[tokio::test]
async fn a_signal_ends_the_program_although_serenity_hangs() {
    let discord = Loopback::start().await;
    let program = Program::starts(discord.proxy(), Some(TOKEN));
    discord.next_identify().await;
    discord.member_says(&format!("@desk {QUESTION}"));
    discord.next_message().await;
    discord.closes_with(4_003);
    program.signal("TERM").await;
    let ended = tokio::time::timeout(LONG_ENOUGH, program.ends()).await;
    assert_eq!(ended.expect("the program ends in time").0, Some(0));
    discord.finish();
}

#[tokio::test]
async fn a_refused_token_ends_with_3_and_no_login() {
    let discord = Loopback::start().await;
    discord.refuses_the_token();
    let (status, log) = Program::starts(discord.proxy(), Some(TOKEN)).ends().await;
    assert_eq!(status, Some(3), "{log}");
    assert!(log.contains("token") && !log.contains(TOKEN), "{log}");
    assert_eq!(discord.logins(), 0);
    discord.finish();
}

#[tokio::test]
async fn refused_intents_end_with_4_after_one_login() {
    let discord = Loopback::start().await;
    discord.refuses_intents();
    let (status, log) = Program::starts(discord.proxy(), Some(TOKEN)).ends().await;
    assert_eq!(status, Some(4), "{log}");
    assert!(log.contains("intents"), "{log}");
    assert_eq!(discord.logins(), 1);
    discord.finish();
}

#[tokio::test]
async fn without_a_token_nothing_is_asked_of_discord() {
    let discord = Loopback::start().await;
    let (status, log) = Program::starts(discord.proxy(), None).ends().await;
    assert_eq!(status, Some(2), "{log}");
    assert!(log.contains("DISCORD_TOKEN"), "{log}");
    assert!(discord.requests("GET /users/@me").is_empty());
    discord.finish();
}
