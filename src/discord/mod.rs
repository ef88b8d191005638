//! The only folder that names serenity: events come in, actions go out, and the bot runs until it is told to stop.

mod changes;
mod choices;
mod clerk;
mod commands;
mod components;
mod corrections;
mod courier;
mod custom_id;
mod desk;
mod desk_command;
mod doctor;
mod embed;
mod errand;
mod error;
mod feedback;
mod from_discord;
mod handler;
mod invalid_requests;
mod kept_file;
mod lanes;
mod limiter;
mod listening;
mod login;
mod login_budget;
mod login_record;
mod markdown;
mod mentions;
mod menus;
mod press;
mod renewals;
mod restarts;
mod retry;
mod russian;
mod scene;
mod settings;
mod tally;
mod to_discord;
mod watched_file;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{GatewayError, GatewayIntents};
use serenity::http::HttpBuilder;
use serenity::{Client, Error as SerenityError};
use tokio::time::{Instant, timeout_at};
use tracing::{info, warn};

pub use doctor::{Examination, Finding, State, examine, server_link, unexamined, user_link};
pub use error::Error;
pub use renewals::Renewals;
pub use settings::{Settings, Token};

use self::clerk::Clerk;
use self::courier::Courier;
use self::desk::{Desk, Watching};
use self::handler::Handler;
use self::login::Login;
use self::login_record::LoginRecord;
use self::restarts::Restarts;
use self::watched_file::WatchedFile;
use crate::conversation::Conversation;
use crate::journal::Journal;
use crate::observe::Observer;

/// The most that a log of the bot may show, as a directive for `tracing_subscriber::EnvFilter`. serenity and what is
/// below it write message texts and interaction tokens into their spans and warnings, so nothing may loosen these.
pub const LOG_CEILING: &str = "serenity=error,serenity::gateway::bridge::shard_queuer=warn,serenity::gateway::ws=off,\
    reqwest=warn,hyper=warn,hyper_util=warn,h2=warn,rustls=warn,tungstenite=warn,tokio_tungstenite=warn";

/// How long a stop waits in all for the connection to close and for replies on their way: `docker stop` kills after 10 s.
const STOP_PATIENCE: Duration = Duration::from_secs(8);

/// Runs the bot until `stop` is ready: logs in, registers the commands where they changed, connects and answers. The base
/// is read anew when that is wished for. What is asked is recorded in the journal, where there is one; how it goes, the
/// observer is told.
///
/// # Errors
/// When the settings cannot be used, Discord refuses the token or the intents or cannot be reached, or the connection had
/// to be logged in anew too often. A connection lost later is not an error: it is resumed.
pub async fn run(
    conversation: Conversation,
    renewals: Renewals,
    settings: Settings,
    journal: Option<Arc<Journal>>,
    observer: Arc<Observer>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let mut stop = pin!(stop);
    let http_client = settings.client()?;
    let courier = Courier::new(&settings, http_client.clone(), Arc::clone(&observer));
    let (login, record) = tokio::select! {
        ready = ready_to_log_in(&courier, &settings, &observer) => ready?,
        () = &mut stop => return Ok(()),
    };
    let watched_file = WatchedFile::new(settings.state.as_deref(), login.me);
    let watched = watched_file.read();
    let settings = Settings { watch_content: settings.watch_content || !watched.is_empty(), ..settings };
    let conversation = conversation.watching(watched, settings.watch_content);
    let watching = Watching { file: watched_file, sees_content: settings.watch_content };
    let clerk = Clerk::new(journal, Arc::clone(&observer));
    let desk = Desk::new(conversation, renewals, courier, clerk, watching, Arc::clone(&observer));
    let handler = Handler::new(desk, &login, record);
    let mut client = tokio::select! {
        client = connection(&settings, http_client, handler.clone()) => client?,
        () = &mut stop => return Ok(()),
    };
    // serenity asks for the address itself and falls back to Discord's own when that fails; ours was answered.
    client.ws_url.lock().await.clone_from(&login.gateway.url);
    let shards = login.gateway.shards;
    observer.connects(shards);
    let manager = Arc::clone(&client.shard_manager);
    let (ended, is_open) = tokio::select! {
        ended = client.start_shards(shards) => (ended.map_err(|error| explain(&error, settings.watch_content)), false),
        never = listening::listen(&manager, shards, &observer) => match never {},
        never = handler.desk.fulfil_wishes() => match never {},
        never = handler.desk.keep_corrected() => match never {},
        wait = handler.logins_spent() => (Err(Error::LoginsSpent { wait }), true),
        () = &mut stop => (Ok(()), true),
    };
    let deadline = Instant::now() + STOP_PATIENCE;
    if is_open {
        info!("stopping");
        shut_down(&client, deadline).await;
    }
    handler.finish(deadline).await;
    ended
}

/// All that comes before the connection: the calls, and the wait where there were many logins of late. The logins that
/// come next are noted already.
async fn ready_to_log_in(
    courier: &Courier,
    settings: &Settings,
    observer: &Observer,
) -> Result<(Login, LoginRecord), Error> {
    let mut login = login::log_in(courier).await?;
    let mut record = LoginRecord::open(settings.state.as_deref(), login.me, login.gateway.shards);
    login::wait_for_turn(courier, &mut login, &record, observer).await?;
    let now = observer.clock().epoch_seconds();
    record.note_start(now);
    observer.logins(record.number(now));
    Ok((login, record))
}

/// serenity's client over our HTTP client, without its limiter where a proxy is set, which it would else ignore.
async fn connection(settings: &Settings, client: reqwest::Client, handler: Handler) -> Result<Client, Error> {
    let mut http = HttpBuilder::new(settings.token.authorization()).client(client);
    if let Some(proxy) = &settings.proxy {
        http = http.proxy(proxy).ratelimiter_disabled(true);
    }
    let builder = serenity::client::ClientBuilder::new_with_http(http.build(), intents(settings.watch_content));
    let restarts = Restarts::new(handler.clone());
    let client = builder.event_handler(handler).voice_manager(restarts).await;
    let mut client = client.map_err(|error| explain(&error, settings.watch_content))?;
    // The connections have it now; the client itself would only ask once more who it is, and end where that fails.
    client.voice_manager = None;
    Ok(client)
}

/// What the gateway is asked to tell us. The text of messages that mention us comes without the privileged intent.
fn intents(watch_content: bool) -> GatewayIntents {
    let plain = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let of_watching = GatewayIntents::MESSAGE_CONTENT | GatewayIntents::GUILD_MESSAGE_REACTIONS;
    if watch_content { plain | of_watching } else { plain }
}

async fn shut_down(client: &Client, deadline: Instant) {
    if timeout_at(deadline, client.shard_manager.shutdown_all()).await.is_err() {
        warn!("the connection did not close in time");
    }
}

fn explain(error: &SerenityError, watch_content: bool) -> Error {
    match error {
        SerenityError::Gateway(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => {
            Error::RefusedToken
        }
        SerenityError::Gateway(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
            Error::RefusedIntents { watch_content }
        }
        error => Error::Disconnected { reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_privileged_intent_is_asked_for_unless_wanted() {
        assert!(!intents(false).is_privileged());
        let of_watching = GatewayIntents::MESSAGE_CONTENT | GatewayIntents::GUILD_MESSAGE_REACTIONS;
        assert_eq!(intents(true) - intents(false), of_watching);
    }

    #[test]
    fn each_close_of_the_gateway_has_its_meaning() {
        for (error, expected) in [
            (GatewayError::InvalidAuthentication, Error::RefusedToken),
            (GatewayError::DisallowedGatewayIntents, Error::RefusedIntents { watch_content: true }),
            (GatewayError::InvalidGatewayIntents, Error::RefusedIntents { watch_content: true }),
        ] {
            assert_eq!(explain(&SerenityError::Gateway(error), true), expected);
        }
    }
}
