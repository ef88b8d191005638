//! `factdesk run` as operators meet it: a process with a token and a proxy in its environment, stopped by signals, whose
//! exit status says how it ended and whose log gives nothing away.

use std::fs;
use std::net::SocketAddr;
use std::process::{Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::loopback::{DESK, Failure, Loopback, Monitor, POST_MESSAGE, TOKEN};

/// Its fact base.
pub const BASE: &str = "\
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
/// After a signal `docker stop` waits for so long before it kills.
const STOP_LIMIT: Duration = Duration::from_secs(10);
const ANSWER: &str = "A wren weighs about nine grams.";

/// The program, with the folder it runs in.
pub struct Program {
    /// Where it runs.
    pub folder: TempDir,
    child: Child,
}

impl Program {
    /// `factdesk run` with everything written to the log that may be.
    fn starts(proxy: &str, token: Option<&str>) -> Self {
        Self::starts_in(TempDir::new().expect("a folder for the test"), proxy, token, "")
    }

    /// The same in a folder of the test's choice, with these settings.
    pub fn starts_in(folder: TempDir, proxy: &str, token: Option<&str>, settings: &str) -> Self {
        fs::write(folder.path().join("config.toml"), settings).expect("a file can be written");
        let knowledge = folder.path().join("knowledge");
        fs::create_dir_all(&knowledge).expect("a folder can be made");
        fs::write(knowledge.join("birds.toml"), BASE).expect("a file can be written");
        fs::write(knowledge.join("sources.toml"), SOURCES).expect("a file can be written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_factdesk"));
        command.arg("run").current_dir(folder.path()).env_clear();
        command.env("FACTDESK_DISCORD_PROXY", proxy).env("RUST_LOG", LOUDEST);
        if let Some(token) = token {
            command.env("DISCORD_TOKEN", token);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Self { folder, child: command.spawn().expect("the program starts") }
    }

    /// It is sent a signal.
    pub async fn signal(&self, name: &str) {
        let process = self.child.id().expect("it still runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status().await;
        assert!(sent.expect("kill is there").success());
    }

    /// It is killed, and leaves its folder behind.
    async fn dies(mut self) -> TempDir {
        self.child.kill().await.expect("it runs");
        self.folder
    }

    /// Its exit status and everything it wrote.
    pub async fn ends(self) -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = self.child.wait_with_output().await.expect("the program ends");
        (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
    }
}

/// The program is told to write its log in this format and to answer monitoring; what it says must not give anything away.
async fn gives_nothing_away(format: &str, signal: &str) -> String {
    let (discord, address) = (Loopback::start().await, free_address().await);
    let settings =
        format!("[log]\nformat = \"{format}\"\n[observe]\naddress = \"{address}\"\n[discord]\nstate = \"kept\"\n");
    let folder = TempDir::new().expect("a folder for the test");
    let program = Program::starts_in(folder, discord.proxy(), Some(TOKEN), &settings);
    discord.next_identify().await;
    discord.member_says(&format!("@desk {QUESTION}"));
    assert!(discord.next_message().await.text().contains(ANSWER));
    discord.slash("ask").option("question", QUESTION).send();
    assert!(discord.next_response().await.text().contains(ANSWER));
    discord.types("ask", QUESTION);
    discord.next_choices().await;
    discord.rest_fails_next(POST_MESSAGE, Failure::Status(403), 1);
    discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    let monitor = Monitor::at(address);
    let (status, health) = monitor.asks("/healthz").await;
    assert!(status == 200 && health.starts_with("ok\n"), "{health}");
    let metrics = monitor.asks("/metrics").await.1;
    let counted = "factdesk_questions_total{way=\"command\",outcome=\"answered\"} 1\n";
    assert!(
        metrics.contains(counted) && metrics.contains("factdesk_knowledge_info{revision=\"a7284092\"} 1"),
        "{metrics}"
    );
    program.signal(signal).await;
    let (status, log) = program.ends().await;
    assert_eq!(status, Some(0), "after {signal}: {log}");
    assert!(log.contains("ready") && log.contains("stopped"), "the log tells of the start and the stop: {log}");
    for secret in [TOKEN, QUESTION, ANSWER, "interaction-token", "wren"] {
        assert!(!log.contains(secret), "{secret:?} is in the log:\n{log}");
        assert!(!metrics.contains(secret) && !health.contains(secret), "{secret:?} is told to monitoring");
    }
    assert_eq!(discord.next_departure().await, Some(1_000));
    discord.finish();
    log
}

#[tokio::test]
async fn the_program_answers_until_a_signal_and_its_log_gives_nothing_away() {
    for signal in ["TERM", "INT"] {
        gives_nothing_away("human", signal).await;
    }
}

#[tokio::test]
async fn a_log_for_machines_is_one_object_a_line_and_gives_nothing_away() {
    let log = gives_nothing_away("json", "TERM").await;
    for line in log.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        for key in ["timestamp", "level", "message"] {
            assert!(object[key].is_string(), "no {key} in {line}");
        }
    }
}

#[tokio::test]
async fn a_log_for_machines_ends_with_the_reason() {
    let discord = Loopback::start().await;
    discord.refuses_the_token();
    let folder = TempDir::new().expect("a folder for the test");
    let settings = "[log]\nformat = \"json\"\n";
    let (status, log) = Program::starts_in(folder, discord.proxy(), Some(TOKEN), settings).ends().await;
    let last: serde_json::Value = serde_json::from_str(log.lines().last().unwrap_or_default()).expect("JSON");
    assert_eq!((status, &last["level"]), (Some(3), &serde_json::json!("ERROR")), "{log}");
    assert!(last["reason"].as_str().is_some_and(|reason| reason.contains("refused the token")), "{log}");
    discord.finish();
}

#[tokio::test]
async fn a_killed_program_has_counted_its_login() {
    let discord = Loopback::start().await;
    let mut folder = TempDir::new().expect("a folder for the test");
    for n_logins in 1..=3 {
        let program = Program::starts_in(folder, discord.proxy(), Some(TOKEN), "[discord]\nstate = \"kept\"\n");
        discord.next_identify().await;
        folder = program.dies().await;
        discord.next_departure().await;
        let file = folder.path().join(format!("kept/logins-{DESK}.json"));
        let kept: serde_json::Value = serde_json::from_slice(&fs::read(file).expect("a record")).expect("JSON");
        assert_eq!(kept["logins"].as_array().map(Vec::len), Some(n_logins), "{kept}");
    }
    discord.finish();
}

#[tokio::test]
async fn what_is_too_long_for_discord_is_told_when_the_facts_are_loaded() {
    let discord = Loopback::start().await;
    let folder = TempDir::new().expect("a folder for the test");
    let question = format!("How {} long is a wren?", "very".repeat(30));
    let text = BASE.replace("wren-weight", "wren-length").replace("How heavy is a wren?", &question);
    fs::create_dir_all(folder.path().join("knowledge")).expect("a folder can be made");
    fs::write(folder.path().join("knowledge/long.toml"), text).expect("a file can be written");
    let program = Program::starts_in(folder, discord.proxy(), Some(TOKEN), "");
    discord.next_identify().await;
    discord.slash("ask").option("question", &question).send();
    assert!(discord.next_response().await.text().contains(ANSWER));
    program.signal("TERM").await;
    let (status, log) = program.ends().await;
    assert_eq!(status, Some(0), "{log}");
    assert!(log.contains("`question` has 140 characters; a choice in Discord holds 100"), "{log}");
    discord.finish();
}

#[tokio::test]
async fn an_address_in_use_is_told_before_anything_is_asked() {
    let discord = Loopback::start().await;
    let taken = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let address = taken.local_addr().expect("a bound port has an address");
    let settings = format!("[observe]\naddress = \"{address}\"\n");
    let folder = TempDir::new().expect("a folder for the test");
    let (status, log) = Program::starts_in(folder, discord.proxy(), Some(TOKEN), &settings).ends().await;
    assert_eq!(status, Some(1), "{log}");
    assert!(log.contains("[observe] address") && log.contains(&address.to_string()), "{log}");
    assert!(discord.requests("GET /users/@me").is_empty());
    discord.finish();
}

/// An address that was free a moment ago.
async fn free_address() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    listener.local_addr().expect("a bound port has an address")
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

#[tokio::test]
async fn a_signal_ends_the_program_in_time_although_an_answer_never_arrives() {
    let discord = Loopback::start().await;
    let program = Program::starts(discord.proxy(), Some(TOKEN));
    discord.next_identify().await;
    let held = discord.holds_back(POST_MESSAGE);
    discord.writes_directly(QUESTION);
    discord.next_request(POST_MESSAGE).await;
    program.signal("TERM").await;
    let ended = tokio::time::timeout(STOP_LIMIT, program.ends()).await;
    let (status, log) = ended.expect("the program ends within ten seconds");
    assert_eq!(status, Some(0), "{log}");
    assert!(log.contains("are dropped"), "what is lost is told: {log}");
    drop(held);
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
