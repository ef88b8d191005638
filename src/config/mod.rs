//! config.toml as written becomes a checked [`Config`], or every problem at once. Nothing below the command line imports
//! this: each layer is given what it needs.

mod environment;
mod journal;
mod manners;
mod settings;
mod state_folder;
mod token;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub use environment::Environment;
pub use journal::{JournalConfig, journal_file};
pub use state_folder::state_folder;
pub use token::{Token, TokenProblem};

use crate::answer::Thresholds;
use crate::check::Floors;
use crate::conversation::Manners;
use crate::knowledge::{Document, Problem, decode};

/// Where the settings are looked for when no file is named.
pub const DEFAULT_FILE: &str = "config.toml";

/// All settings, checked. The default is what holds without a config.toml.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The folder of the fact base; a relative path starts at the working folder.
    pub knowledge_folder: PathBuf,
    /// How a wrong fact is reported, shown to members.
    pub contact: Option<String>,
    /// When an answer may be given.
    pub thresholds: Thresholds,
    /// How good the base must be.
    pub floors: Floors,
    /// How Discord is reached.
    pub discord: DiscordConfig,
    /// How much the bot says, where and to whom.
    pub manners: Manners,
    /// What is recorded of what is asked.
    pub journal: JournalConfig,
    /// How much the bot tells on stderr.
    pub log_level: LogLevel,
    /// In which form it tells it.
    pub log_format: LogFormat,
    /// "host:port": where the bot answers those who watch over it; without it, nowhere.
    pub observe_address: Option<String>,
}

/// How Discord is reached; without any of it, straight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiscordConfig {
    /// "http://host:port": every REST call goes there, and the gateway's address is asked there.
    pub proxy: Option<String>,
    /// "host:port": discord.com is reached at this address.
    pub connect: Option<String>,
    /// A certificate authority in PEM that is trusted as well.
    pub ca_file: Option<PathBuf>,
    /// The folder for what the bot remembers from one start to the next; without it, where [`state_folder()`] says.
    pub state: Option<PathBuf>,
}

/// The least important thing that is still logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// Only what failed.
    Error,
    /// Also what may become a failure.
    Warn,
    /// Also what a running bot does.
    #[default]
    Info,
    /// Also how it does it.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// All levels, the most important first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    /// The level as it is written in config.toml.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// The form of a line of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

impl LogFormat {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Human, Self::Json];

    /// The format as it is written in config.toml.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge_folder: PathBuf::from("knowledge"),
            contact: None,
            thresholds: Thresholds::default(),
            floors: Floors::default(),
            discord: DiscordConfig::default(),
            manners: Manners::default(),
            journal: JournalConfig::default(),
            log_level: LogLevel::default(),
            log_format: LogFormat::default(),
            observe_address: None,
        }
    }
}

impl Config {
    /// Reads the named file, or config.toml in the working folder where there is one, then the environment. Settings
    /// with a problem keep their defaults; the problems say which.
    #[must_use]
    pub fn load(named: Option<&Path>, environment: &Environment) -> (Self, Vec<Problem>) {
        let path = named.unwrap_or(Path::new(DEFAULT_FILE));
        let (mut config, mut problems) = match std::fs::read(path) {
            Ok(bytes) => Self::from_bytes(path, &bytes),
            Err(reason) if named.is_none() && reason.kind() == ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(reason) => {
                let message = format!("the settings can't be read: {reason}; name another file with --config FILE");
                (Self::default(), vec![Problem::error(path, None, message)])
            }
        };
        problems.extend(environment.problems().iter().cloned());
        problems.extend(settings::take_environment(&mut config.discord, environment));
        problems.sort();
        (config, problems)
    }

    /// Reads the settings from the bytes of a file.
    #[must_use]
    pub fn from_bytes(path: &Path, bytes: &[u8]) -> (Self, Vec<Problem>) {
        let (text, mut problems) = decode(path, bytes);
        let (document, mistakes) = Document::parse(path, &text);
        problems.extend(mistakes);
        let (written, found) = settings::ConfigFile::read(&document);
        problems.extend(found);
        let (config, found) = written.check(path);
        problems.extend(found);
        problems.sort();
        (config, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{ChannelId, Lists, RoleId};

    fn check(text: &str, problems: &[&str]) -> Config {
        let (config, found) = Config::from_bytes(Path::new("config.toml"), text.as_bytes());
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), problems, "{text}");
        config
    }

    #[test]
    fn the_shipped_file_names_every_setting_with_its_default() {
        let text = include_str!("../../config.toml");
        let shipped = check(text, &[]);
        // How good a base must be is a matter of that base, so there is no default.
        assert_eq!(Config { floors: Floors::default(), ..shipped.clone() }, Config::default());
        let Floors { right, wrong, false_answers, wordings, typos, calibration_error } = shipped.floors;
        let floors = [right, wrong, false_answers, wordings, typos, calibration_error];
        assert!(floors.iter().all(Option::is_some), "{floors:?}");
        let keys = text.lines().filter_map(|line| Some(line.split_once(" = ")?.0).filter(|key| !key.starts_with('#')));
        assert_eq!(
            keys.collect::<Vec<_>>(),
            [
                "folder",
                "contact",
                "answer_floor",
                "suggest_floor",
                "right",
                "wrong",
                "false_answers",
                "wordings",
                "typos",
                "calibration_error",
                "proxy",
                "connect",
                "ca_file",
                "state",
                "per_person",
                "per_channel",
                "allow_channels",
                "deny_channels",
                "allow_roles",
                "deny_roles",
                "offer_floor",
                "file",
                "retention_days",
                "terminal",
                "level",
                "format",
                "address"
            ]
        );
    }

    #[test]
    fn an_empty_file_means_the_defaults() {
        assert_eq!(check("", &[]), Config::default());
    }

    #[test]
    fn every_setting_is_taken() {
        let text = "[knowledge]\nfolder = \"base\"\n[desk]\ncontact = \"@keeper\"\n[answer]\nanswer_floor = 0.7\nsuggest_floor = 0\n[eval]\nright = 0.8\nwrong = 0.05\nfalse_answers = 0.1\nwordings = 1\ntypos = 0.9\ncalibration_error = 0.04\n[discord]\nproxy = \"http://127.0.0.1:80\"\nconnect = \"[::1]:443\"\nca_file = \"ca.pem\"\nstate = \"kept\"\n[manners]\nper_person = 3\nper_channel = 0\nallow_channels = [\"1\"]\ndeny_channels = [\"2\"]\nallow_roles = [\"3\"]\ndeny_roles = [\"4\", \"5\"]\noffer_floor = 0.8\n[journal]\nfile = \"asked.sqlite\"\nretention_days = 0\nterminal = false\n[log]\nlevel = \"debug\"\nformat = \"json\"\n[observe]\naddress = \"[::1]:9464\"\n";
        let discord = DiscordConfig {
            proxy: Some("http://127.0.0.1:80".to_owned()),
            connect: Some("[::1]:443".to_owned()),
            ca_file: Some(PathBuf::from("ca.pem")),
            state: Some(PathBuf::from("kept")),
        };
        let thresholds = Thresholds { answer_floor: 0.7, suggest_floor: 0.0 };
        let floors = Floors {
            right: Some(0.8),
            wrong: Some(0.05),
            false_answers: Some(0.1),
            wordings: Some(1.0),
            typos: Some(0.9),
            calibration_error: Some(0.04),
        };
        let lists = Lists {
            allow_channels: vec![ChannelId(1)],
            deny_channels: vec![ChannelId(2)],
            allow_roles: vec![RoleId(3)],
            deny_roles: vec![RoleId(4), RoleId(5)],
        };
        let manners = Manners { per_person: 3, per_channel: 0, lists, offer_floor: 0.8 };
        let expected = Config {
            knowledge_folder: PathBuf::from("base"),
            contact: Some("@keeper".to_owned()),
            thresholds,
            floors,
            discord,
            manners,
            journal: JournalConfig { file: Some(PathBuf::from("asked.sqlite")), retention_days: 0, terminal: false },
            log_level: LogLevel::Debug,
            log_format: LogFormat::Json,
            observe_address: Some("[::1]:9464".to_owned()),
        };
        assert_eq!(check(text, &[]), expected);
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        check(
            "[knowlege]\n[answer]\nanswer_floor = 2\nsuggest_floor = \"x\"\n[eval]\nright = 80\nrigth = 0.8\n[discord]\nproxy = \"localhost\"\nconnect = \"discord.com\"\ntoken = \"secret\"\n[manners]\nper_person = -1\ndeny_roles = [\"staff\"]\n[log]\nlevel = \"loud\"\nformat = \"xml\"\n[observe]\naddress = \"9464\"\n",
            &[
                "config.toml:1: error: this file: unknown key `knowlege`; did you mean `knowledge`?",
                "config.toml:3: error: [answer]: `answer_floor` must be a number from 0 to 1, such as 0.6",
                "config.toml:4: error: [answer]: `suggest_floor` must be a number from 0 to 1, such as 0.6",
                "config.toml:6: error: [eval]: `right` must be a number from 0 to 1, such as 0.6",
                "config.toml:7: error: [eval]: unknown key `rigth`; did you mean `right`?",
                "config.toml:9: error: [discord]: `proxy` must look like http://host:port",
                "config.toml:10: error: [discord]: `connect` must look like host:port",
                "config.toml:11: error: [discord]: the token doesn't belong in this file; put it in DISCORD_TOKEN or .env",
                "config.toml:13: error: [manners]: `per_person` must be a whole number from 0 on, such as 20",
                "config.toml:14: error: [manners]: `deny_roles` must hold Discord's numbers in quotes, such as \"1300000000000000003\" (Developer Mode, then Copy ID)",
                "config.toml:16: error: [log]: `level` must be one of error, warn, info, debug, trace",
                "config.toml:17: error: [log]: `format` must be one of human, json",
                "config.toml:19: error: [observe]: `address` must look like host:port",
            ],
        );
        check(
            "[answer]\nanswer_floor = 0.2\nsuggest_floor = 0.3\n",
            &["config.toml:3: error: [answer]: `suggest_floor` (0.3) is above `answer_floor` (0.2); set it lower"],
        );
        check("[log\nlevel = \"info\"", &["config.toml:1:5: error: not TOML: unclosed table, expected `]`"]);
    }
}
