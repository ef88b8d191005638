//! The only folder that names serenity: events come in, actions go out, and the bot runs until it is told to stop.

mod commands;
mod components;
mod courier;
mod custom_id;
mod embed;
mod errand;
mod error;
mod from_discord;
mod handler;
mod login;
mod login_budget;
mod markdown;
mod menus;
mod press;
mod retry;
mod russian;
mod settings;
mod to_discord;

use std::pin::pin;
use std::time::Duration;

use serenity::all::{GatewayError, GatewayIntents};
use serenity::http::HttpBuilder;
use serenity::{Client, Error as SerenityError};
use tokio::time::{Instant, timeout_at};
use tracing::{info, warn};

pub use error::Error;
pub use settings::{Settings, Token};

use self::courier::Courier;
use self::handler::Handler;
use crate::conversation::Conversation;

/// The most that a log of the bot may show, as a directive for `tracing_subscriber::EnvFilter`. serenity and what is
/// below it write message texts and interaction tokens into their spans and warnings, so nothing may loosen these.
pub const LOG_CEILING: &str = "serenity=error,serenity::gateway::bridge::shard_queuer=warn,serenity::gateway::ws=off,\
    reqwest=warn,hyper=warn,hyper_util=warn,h2=warn,rustls=warn,tungstenite=warn,tokio_tungstenite=warn";

/// How long a stop waits in all for the connection to close and for replies on their way: `docker stop` kills after 10 s.
const STOP_PATIENCE: Duration = Duration::from_secs(8);

/// Runs the bot until `stop` is ready: logs in, registers the commands where they changed, connects and answers.
///
/// # Errors
/// When the settings cannot be used, Discord refuses the token or the intents or cannot be reached, or the logins of a
/// day are spent. A connection lost later is not an error: it is resumed.
pub async fn run(
    conversation: Conversation,
    settings: Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let mut stop = pin!(stop);
    let http_client = settings.client()?;
    let courier = Courier::new(&settings, http_client.clone());
    let login = tokio::select! {
        login = login::log_in(&courier) => login?,
        () = &mut stop => return Ok(()),
    };
    let handler = Handler::new(conversation, courier, &login);
    let mut client = tokio::select! {
        client = connection(&settings, http_client, handler.clone()) => client?,
        () = &mut stop => return Ok(()),
    };
    // serenity asks for the address itself and falls back to Discord's own when that fails; ours was answered.
    client.ws_url.lock().await.clone_from(&login.gateway.url);
    let ended = tokio::select! {
        ended = client.start_shards(login.gateway.shards) => Some(ended),
        wait = handler.logins_spent() => {
            let deadline = Instant::now() + STOP_PATIENCE;
            shut_down(&client, deadline).await;
            handler.finish(deadline).await;
            return Err(Error::LoginsSpent { wait });
        }
        () = &mut stop => None,
    };
    let deadline = Instant::now() + STOP_PATIENCE;
    if ended.is_none() {
        info!("stopping");
        shut_down(&client, deadline).await;
    }
    handler.finish(deadline).await;
    ended.map_or(Ok(()), |ended| ended.map_err(|error| explain(&error, settings.watch_content)))
}

/// serenity's client over our HTTP client, without its limiter where a proxy is set, which it would else ignore.
async fn connection(settings: &Settings, client: reqwest::Client, handler: Handler) -> Result<Client, Error> {
    let mut http = HttpBuilder::new(settings.token.authorization()).client(client);
    if let Some(proxy) = &settings.proxy {
        http = http.proxy(proxy).ratelimiter_disabled(true);
    }
    let builder = serenity::client::ClientBuilder::new_with_http(http.build(), intents(settings.watch_content));
    builder.event_handler(handler).await.map_err(|error| explain(&error, settings.watch_content))
}

/// What the gateway is asked to tell us. The text of messages that mention us comes without the privileged intent.
fn intents(watch_content: bool) -> GatewayIntents {
    let plain = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if watch_content { plain | GatewayIntents::MESSAGE_CONTENT } else { plain }
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
        assert_eq!(intents(true) - intents(false), GatewayIntents::MESSAGE_CONTENT);
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
