//! What happens before the gateway is opened: who we are, where the gateway is, how many logins are left, and that the
//! commands are registered.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::all::{ApplicationId, BotGateway, UserId};
use tokio::time::sleep;
use tracing::{error, info, warn};

use super::commands;
use super::courier::{Courier, Failure};
use super::errand::Errand;
use super::error::{Error, hours_and_minutes};
use super::login_record::LoginRecord;
use crate::observe::Observer;

/// The status by which Discord refuses a token.
pub(super) const UNAUTHORIZED: u16 = 401;
/// How often a wait looks at the clock, which need not be the system's.
const LOOK: Duration = Duration::from_secs(1);

/// What Discord told us at the start.
pub(super) struct Login {
    /// The desk's own number, by which it knows mentions and itself.
    pub(super) me: UserId,
    /// Where to connect, with how many shards, and how many logins are left.
    pub(super) gateway: BotGateway,
}

/// The part of a user that matters here.
#[derive(Deserialize)]
struct Me {
    id: UserId,
}

/// The part of an application that matters here.
#[derive(Deserialize)]
struct Application {
    id: ApplicationId,
}

/// Asks all that is needed, in the order in which an operator wants to hear of trouble: the token first.
pub(super) async fn log_in(courier: &Courier) -> Result<Login, Error> {
    let Me { id: me } = ask(courier, &Errand::me()).await?;
    let gateway = ask(courier, &Errand::gateway_bot()).await?;
    register_commands(courier, application(courier, me).await?).await?;
    Ok(Login { me, gateway })
}

/// Waits until a login is due. It waits rather than ends, for a supervisor would start the next try at once, and nobody
/// need be called to start it later.
pub(super) async fn wait_for_turn(
    courier: &Courier,
    login: &mut Login,
    record: &LoginRecord,
    observer: &Observer,
) -> Result<(), Error> {
    while let Some(wait) = turn(&login.gateway, record, observer.clock().epoch_seconds()) {
        warn!(
            wait = hours_and_minutes(wait),
            "there were too many logins of late, so this one waits; find out what starts the bot so often"
        );
        observer.waits(wait);
        let end = observer.clock().instant() + wait;
        while observer.clock().instant() < end {
            sleep(LOOK).await;
        }
        login.gateway = ask(courier, &Errand::gateway_bot()).await?;
    }
    Ok(())
}

/// How long the next login has to wait, by what Discord says and by our own record.
fn turn(gateway: &BotGateway, record: &LoginRecord, now: u64) -> Option<Duration> {
    let limit = &gateway.session_start_limit;
    let is_spent = limit.remaining < u64::from(gateway.shards);
    let of_discord = is_spent.then(|| Duration::from_millis(limit.reset_after).max(LOOK));
    of_discord.max(record.wait(now))
}

/// The application behind the bot. Those made since 2016 share their bot's number, so that one serves where Discord does
/// not tell.
async fn application(courier: &Courier, me: UserId) -> Result<ApplicationId, Error> {
    match ask(courier, &Errand::application()).await {
        Ok(Application { id }) => Ok(id),
        Err(Error::RefusedToken) => Err(Error::RefusedToken),
        Err(error) => {
            warn!(%error, "the application is taken to have the bot's number");
            Ok(ApplicationId::new(me.get()))
        }
    }
}

/// Registers the commands unless Discord has them already. A desk without commands still answers mentions, so only a
/// refused token ends the start.
async fn register_commands(courier: &Courier, application: ApplicationId) -> Result<(), Error> {
    let ours = match commands::definitions() {
        Ok(ours) => ours,
        Err(error) => {
            error!(%error, "the commands could not be written as JSON");
            return Ok(());
        }
    };
    let registered = ask::<serde_json::Value>(courier, &Errand::commands(application)).await;
    if matches!(registered, Err(Error::RefusedToken)) {
        return Err(Error::RefusedToken);
    }
    if registered.is_ok_and(|theirs| commands::are_registered(&ours, &theirs)) {
        info!("the commands are registered as they are");
        return Ok(());
    }
    let errand = Errand::new_commands(application, ours.to_string().into_bytes());
    match courier.run(&errand).await {
        Ok(_) => info!("the commands were registered anew"),
        Err(failure @ Failure::Refused { status: UNAUTHORIZED, .. }) => return Err(explain(&errand, &failure)),
        Err(failure) => error!(%failure, "the commands could not be registered; only mentions and messages work"),
    }
    Ok(())
}

async fn ask<T: DeserializeOwned>(courier: &Courier, errand: &Errand) -> Result<T, Error> {
    let body = courier.run(errand).await.map_err(|failure| explain(errand, &failure))?;
    read(errand, &body)
}

/// What an answer says.
pub(super) fn read<T: DeserializeOwned>(errand: &Errand, body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|error| Error::Unreachable {
        step: errand.name(),
        reason: format!("was answered with something unreadable (line {}, column {})", error.line(), error.column()),
    })
}

/// What a failure means for the start.
pub(super) fn explain(errand: &Errand, failure: &Failure) -> Error {
    match failure {
        Failure::Refused { status: UNAUTHORIZED, .. } => Error::RefusedToken,
        failure => Error::Unreachable { step: errand.name(), reason: failure.to_string() },
    }
}
