//! Tells an operator what is missing before anything connects for real: token, application, intents, commands, logins and,
//! for one server, permissions. It asks by REST alone, changes nothing and costs no login.

mod ask;
mod finding;
mod invite;
mod permissions;
mod portal;
mod server;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ApplicationId, BotGateway, GuildId, UserId};

pub use finding::{Finding, State};
pub use invite::{server_link, user_link};

use self::ask::{Trouble, ask};
use self::portal::Portal;
use crate::discord::courier::Courier;
use crate::discord::errand::Errand;
use crate::discord::login::UNAUTHORIZED;
use crate::discord::login_record::LoginRecord;
use crate::discord::{Error, Settings, commands, intents};
use crate::observe::{Clock, Observer};

/// What else is looked at, in this order, once Discord knows the token.
const AFTER_TOKEN: [&str; 4] = ["application", "intents", "commands", "logins"];
/// What is looked at where a server is named.
const SERVER: &str = "server";
/// From this many logins left on a start may have to wait; a day has a thousand.
const FEW_LOGINS: u64 = 100;

/// What was found at Discord's end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// Everything that was looked at, in order.
    pub findings: Vec<Finding>,
    /// The application's number, for the links, where Discord told it.
    pub application: Option<u64>,
    /// Whether Discord does not know the token.
    pub is_token_refused: bool,
}

#[derive(Deserialize)]
struct Me {
    id: UserId,
    username: String,
}

/// What is looked at only with a token.
#[must_use]
pub fn unexamined(guild: Option<u64>, why: &str) -> Vec<Finding> {
    let subjects = AFTER_TOKEN.into_iter().chain(guild.map(|_| SERVER));
    subjects.map(|subject| Finding::later(subject, why)).collect()
}

/// Looks at everything, and at a server where one is named.
///
/// # Errors
/// When the settings can't be used.
pub async fn examine(settings: &Settings, guild: Option<u64>) -> Result<Examination, Error> {
    let client = settings.client()?;
    let courier = Courier::new(settings, client, Arc::new(Observer::new(Clock::of_system())));
    let me: Me = match ask(&courier, &Errand::me()).await {
        Ok(me) => me,
        Err(trouble) => return Ok(without_token(trouble, guild)),
    };
    let mut findings = vec![Finding::fine("token", format!("Discord knows it as {}", me.username))];
    let portal: Result<Portal, Trouble> = ask(&courier, &Errand::portal()).await;
    let application = portal.as_ref().ok().map(|portal| portal.id);
    match portal {
        Ok(portal) => findings.extend(portal.findings(intents(settings.watch_content))),
        Err(trouble) => findings.push(Finding::to_do("application", trouble.text)),
    }
    // Those made since 2016 share their bot's number.
    findings.push(registration(&courier, application.unwrap_or(ApplicationId::new(me.id.get()))).await);
    findings.push(logins(&courier, settings, me.id).await);
    if let Some(guild) = guild.filter(|number| *number > 0) {
        findings.extend(server::findings(&courier, GuildId::new(guild), me.id).await);
    }
    Ok(Examination { findings, application: application.map(ApplicationId::get), is_token_refused: false })
}

fn without_token(trouble: Trouble, guild: Option<u64>) -> Examination {
    let is_token_refused = trouble.status == Some(UNAUTHORIZED);
    let text = if is_token_refused { Error::RefusedToken.to_string() } else { trouble.text };
    let mut findings = vec![Finding::to_do("token", text)];
    findings.extend(unexamined(guild, "waits until Discord has answered for the token"));
    Examination { findings, application: None, is_token_refused }
}

async fn registration(courier: &Courier, application: ApplicationId) -> Finding {
    let subject = "commands";
    let theirs: Value = match ask(courier, &Errand::commands(application)).await {
        Ok(theirs) => theirs,
        Err(trouble) => return Finding::to_do(subject, trouble.text),
    };
    match commands::definitions() {
        Ok(ours) if commands::are_registered(&ours, &theirs) => {
            let number = ours.as_array().map_or(0, Vec::len);
            Finding::fine(subject, format!("all {number} are registered as this version has them"))
        }
        Ok(_) => {
            Finding::to_do(subject, "not registered as this version has them; factdesk run does so when it starts")
        }
        Err(error) => Finding::to_do(subject, format!("they can't be written as JSON: {error}; update factdesk")),
    }
}

/// How many logins Discord still allows, and how many our own record knows of.
async fn logins(courier: &Courier, settings: &Settings, me: UserId) -> Finding {
    let subject = "logins";
    let gateway: BotGateway = match ask(courier, &Errand::gateway_bot()).await {
        Ok(gateway) => gateway,
        Err(trouble) => return Finding::to_do(subject, trouble.text),
    };
    let limit = &gateway.session_start_limit;
    let now = Clock::of_system().epoch_seconds();
    let record = LoginRecord::open(settings.state.as_deref(), me, gateway.shards);
    let noted = record.number(now);
    let text = format!("{} of {} left, {noted} noted here in the last 24 hours", limit.remaining, limit.total);
    if limit.remaining < FEW_LOGINS || record.wait(now).is_some() {
        return Finding::to_do(subject, format!("{text}; find out what starts the bot so often"));
    }
    Finding::fine(subject, text)
}
