//! The sections of config.toml as written, each setting with its line, and the checks that make them a `Config`.

use std::path::{Path, PathBuf};

use super::journal::{JournalConfig, journal};
use super::{Config, DiscordConfig, Environment, LogFormat, LogLevel, manners::manners};
use crate::answer::Thresholds;
use crate::check::Floors;
use crate::conversation::Manners;
use crate::knowledge::{Document, Problem, TableReader};

/// Overrides `[discord] proxy`.
const PROXY_VARIABLE: &str = "FACTDESK_DISCORD_PROXY";
/// Overrides `[discord] connect`.
const CONNECT_VARIABLE: &str = "FACTDESK_DISCORD_CONNECT";
/// Overrides `[discord] ca_file`.
const CA_VARIABLE: &str = "FACTDESK_DISCORD_CA";

/// The longest way to reach the desk's people, in characters; it is shown whole or not at all.
const MAX_CONTACT_CHARS: usize = 200;

const PROXY_SHAPE: &str = "must look like http://host:port";
const CONNECT_SHAPE: &str = "must look like host:port";

/// What stands in the file; everything may be left out.
#[derive(Debug, Default)]
pub(super) struct ConfigFile {
    folder: Option<String>,
    contact: Option<String>,
    answer_floor: Option<(f32, usize)>,
    suggest_floor: Option<(f32, usize)>,
    floors: Floors,
    discord: DiscordConfig,
    manners: Manners,
    journal: JournalConfig,
    log_level: Option<LogLevel>,
    log_format: Option<LogFormat>,
    observe_address: Option<String>,
}

impl ConfigFile {
    /// Reads every section, and lists what is wrong in each.
    pub(super) fn read(document: &Document<'_>) -> (Self, Vec<Problem>) {
        let (mut file, mut problems) = (Self::default(), Vec::new());
        for segment in &document.segments {
            let mut top = TableReader::top(document, segment);
            section(&mut top, "knowledge", |table| file.folder = table.text("folder").map(|text| text.value));
            section(&mut top, "desk", |table| file.contact = contact(table));
            section(&mut top, "answer", |table| {
                file.answer_floor = table.share("answer_floor");
                file.suggest_floor = table.share("suggest_floor");
            });
            section(&mut top, "eval", |table| file.floors = floors(table));
            section(&mut top, "discord", |table| file.discord = discord(table));
            section(&mut top, "manners", |table| file.manners = manners(table));
            section(&mut top, "journal", |table| file.journal = journal(table));
            section(&mut top, "log", |table| {
                file.log_level = one_of(table, "level", &LogLevel::ALL.map(|level| (level.name(), level)));
                file.log_format = one_of(table, "format", &LogFormat::ALL.map(|format| (format.name(), format)));
            });
            section(&mut top, "observe", |table| {
                file.observe_address = checked(table, "address", is_host_and_port, CONNECT_SHAPE);
            });
            problems.extend(top.finish());
        }
        (file, problems)
    }

    /// Fills in the defaults, and checks what must fit together.
    pub(super) fn check(self, path: &Path) -> (Config, Vec<Problem>) {
        let mut config = Config::default();
        let mut problems = Vec::new();
        let defaults = Thresholds::default();
        let answer_floor = self.answer_floor.map_or(defaults.answer_floor, |(floor, _)| floor);
        let suggest_floor = self.suggest_floor.map_or(defaults.suggest_floor, |(floor, _)| floor);
        if suggest_floor > answer_floor {
            let line = self.suggest_floor.or(self.answer_floor).map(|(_, line)| line);
            let message = format!(
                "[answer]: `suggest_floor` ({suggest_floor}) is above `answer_floor` ({answer_floor}); set it lower"
            );
            problems.push(Problem::error(path, line, message));
        } else {
            config.thresholds = Thresholds { answer_floor, suggest_floor };
        }
        config.knowledge_folder = self.folder.map_or(config.knowledge_folder, PathBuf::from);
        config.contact = self.contact;
        config.floors = self.floors;
        config.discord = self.discord;
        config.manners = self.manners;
        config.journal = self.journal;
        config.log_level = self.log_level.unwrap_or_default();
        config.log_format = self.log_format.unwrap_or_default();
        config.observe_address = self.observe_address;
        (config, problems)
    }
}

/// Lets the environment override how Discord is reached.
pub(super) fn take_environment(discord: &mut DiscordConfig, environment: &Environment) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut checked = |name: &str, is_right: fn(&str) -> bool, shape: &str| {
        let value = environment.get(name)?;
        if is_right(&value) {
            return Some(value);
        }
        problems.push(Problem::error(Path::new(name), None, format!("the environment variable {shape}")));
        None
    };
    let proxy = checked(PROXY_VARIABLE, is_web_address, PROXY_SHAPE);
    let connect = checked(CONNECT_VARIABLE, is_host_and_port, CONNECT_SHAPE);
    discord.proxy = proxy.or(discord.proxy.take());
    discord.connect = connect.or(discord.connect.take());
    discord.ca_file = environment.get(CA_VARIABLE).map(PathBuf::from).or(discord.ca_file.take());
    problems
}

fn section(top: &mut TableReader<'_>, name: &'static str, read: impl FnOnce(&mut TableReader<'_>)) {
    if let Some(mut table) = top.table(name) {
        table.subject = format!("[{name}]");
        read(&mut table);
        top.take_problems(table);
    }
}

fn contact(table: &mut TableReader<'_>) -> Option<String> {
    let text = table.text_or_empty("contact")?;
    let length = text.value.chars().count();
    if length > MAX_CONTACT_CHARS {
        let message =
            format!("`contact` has {length} characters; at most {MAX_CONTACT_CHARS} are shown, so shorten it");
        table.problem(text.line, message);
        return None;
    }
    Some(text.value)
}

fn floors(table: &mut TableReader<'_>) -> Floors {
    let mut floor = |key: &'static str| table.share(key).map(|(floor, _)| floor);
    Floors {
        right: floor("right"),
        wrong: floor("wrong"),
        false_answers: floor("false_answers"),
        wordings: floor("wordings"),
        typos: floor("typos"),
        calibration_error: floor("calibration_error"),
    }
}

fn discord(table: &mut TableReader<'_>) -> DiscordConfig {
    if let Some(token) = table.text_or_empty("token") {
        table.problem(token.line, "the token doesn't belong in this file; put it in DISCORD_TOKEN or .env");
    }
    DiscordConfig {
        proxy: checked(table, "proxy", is_web_address, PROXY_SHAPE),
        connect: checked(table, "connect", is_host_and_port, CONNECT_SHAPE),
        ca_file: checked(table, "ca_file", |_| true, "").map(PathBuf::from),
        state: checked(table, "state", |_| true, "").map(PathBuf::from),
    }
}

/// A text of the right shape; an empty one counts as left out.
fn checked(table: &mut TableReader<'_>, key: &'static str, is_right: fn(&str) -> bool, shape: &str) -> Option<String> {
    let text = table.text_or_empty(key)?;
    if is_right(&text.value) {
        return Some(text.value);
    }
    table.problem(text.line, format!("`{key}` {shape}"));
    None
}

/// The value that goes by the name that is written.
fn one_of<T: Copy>(table: &mut TableReader<'_>, key: &'static str, all: &[(&'static str, T)]) -> Option<T> {
    let text = table.text(key)?;
    let found = all.iter().find(|(name, _)| *name == text.value);
    if found.is_none() {
        let names = all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        table.problem(text.line, format!("`{key}` must be one of {names}"));
    }
    found.map(|(_, value)| *value)
}

fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let host = host.map(|host| host.strip_suffix('/').unwrap_or(host));
    host.is_some_and(|host| is_host(host) || is_host_and_port(host))
}

fn is_host_and_port(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(host, port)| {
        is_host(host) && port.parse::<u16>().is_ok_and(|port| port > 0) && !port.starts_with('+')
    })
}

/// A name, an IPv4 address, or an IPv6 address in brackets.
fn is_host(text: &str) -> bool {
    let bracketed = text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    match bracketed {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter)),
    }
}
