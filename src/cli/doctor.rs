//! `factdesk doctor`: what is missing before anything connects for real, from the settings to the permissions in a
//! server. Every line says that all is well or what to do.

use std::io::{self, Write as _};

use serde::Serialize;
use tokio::runtime::Builder;

use super::ExitCode;
use super::arguments::{Doctor, Global};
use super::failure::Failure;
use super::run::settings;
use super::terminal::{Look, harmless, joined};
use crate::config::{Config, DEFAULT_FILE, Environment, Token, TokenProblem, state_folder};
use crate::discord::{Examination, Finding, State, examine, server_link, unexamined, user_link};
use crate::knowledge::{Problem, load};

/// The columns of the state, with the space after it.
const STATE_WIDTH: usize = 7;
/// The widest column of subjects; a channel's name may be longer and then pushes its line.
const MAX_SUBJECT_WIDTH: usize = 24;

/// What the doctor says.
struct Diagnosis {
    findings: Vec<Finding>,
    /// The application's number, for the links.
    application: Option<u64>,
    exit_code: ExitCode,
}

/// The same for scripts.
#[derive(Serialize)]
struct DiagnosisJson<'a> {
    ok: bool,
    findings: Vec<FindingJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invite: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_install: Option<String>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    subject: &'a str,
    state: &'a str,
    text: &'a str,
}

/// Looks at everything that can be looked at.
pub(super) fn doctor(doctor: &Doctor, global: &Global, look: &Look) -> Result<ExitCode, Failure> {
    let diagnosis = diagnose(doctor, global)?;
    let written = if doctor.json { json(&diagnosis)? } else { text(&diagnosis, look, global.quiet) };
    let mut stdout = io::stdout().lock();
    stdout.write_all(written.as_bytes())?;
    stdout.flush()?;
    Ok(diagnosis.exit_code)
}

fn diagnose(doctor: &Doctor, global: &Global) -> Result<Diagnosis, Failure> {
    let environment = Environment::of_process();
    let (config, problems) = Config::load(global.config.as_deref(), &environment);
    let are_settings_right = !problems.iter().any(Problem::is_error);
    let mut findings = of_settings(&problems, global);
    let (base, is_base_right) = of_base(global, &config);
    findings.push(base);
    findings.push(of_state(&config, &environment));
    let examined = match (are_settings_right, Token::find(&environment)) {
        (false, _) => waiting(doctor.guild, Finding::later("token", "waits until the settings are right")),
        (true, Err(reason)) => waiting(doctor.guild, Finding::to_do("token", of_missing(&reason))),
        (true, Ok(token)) => {
            let settings = settings(&config, &token, &environment);
            let runtime = Builder::new_current_thread().enable_all().build()?;
            runtime
                .block_on(examine(&settings, doctor.guild))
                .unwrap_or_else(|error| waiting(doctor.guild, Finding::to_do(SETUP, error.to_string())))
        }
    };
    findings.extend(examined.findings);
    let is_clean = findings.iter().all(|finding| finding.state == State::Fine);
    let is_usable = are_settings_right && is_base_right && !findings.iter().any(|finding| finding.subject == SETUP);
    let exit_code = match (is_usable, examined.is_token_refused, is_clean) {
        (false, _, _) => ExitCode::Unusable,
        (true, true, _) => ExitCode::TokenRefused,
        (true, false, false) => ExitCode::Negative,
        (true, false, true) => ExitCode::Success,
    };
    Ok(Diagnosis { findings, application: examined.application, exit_code })
}

/// What a setting is called that turned out wrong only when it was used.
const SETUP: &str = "connection";

/// What there is to say without asking Discord.
fn waiting(guild: Option<u64>, of_token: Finding) -> Examination {
    let why = "waits for a token that Discord can be asked with";
    let findings = std::iter::once(of_token).chain(unexamined(guild, why)).collect();
    Examination { findings, ..Examination::default() }
}

fn of_settings(problems: &[Problem], global: &Global) -> Vec<Finding> {
    if !problems.is_empty() {
        return problems.iter().map(|problem| Finding::to_do("settings", problem.to_string())).collect();
    }
    let named = global.config.as_ref().map(|file| file.display().to_string());
    let found = named.or_else(|| std::path::Path::new(DEFAULT_FILE).is_file().then(|| DEFAULT_FILE.to_owned()));
    vec![Finding::fine("settings", found.unwrap_or_else(|| format!("the defaults; there is no {DEFAULT_FILE} here")))]
}

fn of_base(global: &Global, config: &Config) -> (Finding, bool) {
    let folder = global.knowledge.as_deref().unwrap_or(&config.knowledge_folder);
    let loaded = load(folder);
    let n_errors = loaded.problems.iter().filter(|problem| problem.is_error()).count();
    if n_errors > 0 {
        let noun = if n_errors == 1 { "error" } else { "errors" };
        let text = format!("{n_errors} {noun} in {}; factdesk check tells every one", folder.display());
        return (Finding::to_do("fact base", text), false);
    }
    let text = format!("{} facts, revision {}", loaded.knowledge.facts.len(), loaded.knowledge.revision);
    (Finding::fine("fact base", text), true)
}

fn of_state(config: &Config, environment: &Environment) -> Finding {
    match state_folder(config.discord.state.clone(), environment) {
        Some(folder) => Finding::fine("state", folder.display().to_string()),
        None => Finding::to_do("state", "no folder is known for what outlives a restart; set state in [discord]"),
    }
}

fn of_missing(reason: &TokenProblem) -> String {
    match reason {
        TokenProblem::Missing => "there is none; at https://discord.com/developers/applications choose the application, \
             Bot, Reset Token, and put it in the environment as DISCORD_TOKEN, or in a file .env here as DISCORD_TOKEN=…"
            .to_owned(),
        reason => reason.to_string(),
    }
}

fn text(diagnosis: &Diagnosis, look: &Look, is_quiet: bool) -> String {
    let shown = || diagnosis.findings.iter().filter(|finding| !is_quiet || finding.state != State::Fine);
    let widths = shown().map(|finding| finding.subject.chars().count());
    let width = widths.max().unwrap_or_default().min(MAX_SUBJECT_WIDTH);
    let links = diagnosis.application.filter(|_| !is_quiet).map(|application| {
        let (server, user) = (server_link(application), user_link(application));
        format!("\nAdd the bot to a server:\n{server}\n\nCarry its commands along, as a person:\n{user}")
    });
    joined(shown().flat_map(|finding| lines(finding, width, look)).chain(links))
}

fn lines(finding: &Finding, width: usize, look: &Look) -> Vec<String> {
    let (state, subject) = (finding.state.name(), harmless(&finding.subject).replace('\n', " "));
    let head = format!("{state:<STATE_WIDTH$}{subject:<width$}  ");
    let mut lines = look.hang(&finding.text, &head, &" ".repeat(STATE_WIDTH + width + 2));
    match finding.state {
        State::Fine => {}
        State::ToDo => lines.iter_mut().take(1).for_each(|line| *line = line.replacen(state, &look.bold(state), 1)),
        State::Later => lines.iter_mut().for_each(|line| *line = look.dim(line.trim_end())),
    }
    lines
}

fn json(diagnosis: &Diagnosis) -> io::Result<String> {
    let findings = diagnosis.findings.iter();
    let shown = DiagnosisJson {
        ok: diagnosis.exit_code == ExitCode::Success,
        findings: findings
            .map(|Finding { subject, state, text }| FindingJson { subject, state: state.name(), text })
            .collect(),
        invite: diagnosis.application.map(server_link),
        user_install: diagnosis.application.map(user_link),
    };
    Ok(serde_json::to_string_pretty(&shown)? + "\n")
}
