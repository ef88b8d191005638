//! Discord's limits as serenity keeps them, route by route, but with every answer seen: serenity's own loop repeats a 429
//! out of sight, and Discord bans who has too many of them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Response};
use serenity::http::{Ratelimit, RatelimitingBucket, Request};
use tokio::sync::{Mutex, RwLock};
use tokio::time::sleep;

use super::retry::retry_after;
use super::settings::Token;

/// Marks an answer that the limit for all requests together was reached.
const GLOBAL: &str = "x-ratelimit-global";

/// What is known of the limits.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    /// Held while the limit for all requests together is waited out.
    global: Mutex<()>,
    routes: RwLock<HashMap<RatelimitingBucket, Arc<Mutex<Ratelimit>>>>,
}

impl Limiter {
    /// Sends a request when its limits allow it, again after each 429, and shows every answer to `see`. However long it
    /// takes: whoever asks ends the waiting.
    pub(super) async fn perform(
        &self,
        request: Request<'_>,
        client: &Client,
        token: &Token,
        see: impl Fn(&Response) + Send + Sync,
    ) -> serenity::Result<Response> {
        let kind = request.route_ref().ratelimiting_bucket();
        loop {
            drop(self.global.lock().await);
            let bucket = Arc::clone(self.routes.write().await.entry(kind).or_default());
            bucket.lock().await.pre_hook(&request, &|_| {}).await;
            let response = request.clone().build(client, token.authorization(), None)?.send().await?;
            see(&response);
            if kind.is_none() {
                return Ok(response);
            }
            if let Some(wait) = global_wait(&response) {
                let held = self.global.lock().await;
                sleep(wait).await;
                drop(held);
            } else if !bucket.lock().await.post_hook(&response, &request, &|_| {}, false).await.unwrap_or(false) {
                return Ok(response);
            }
        }
    }
}

/// How long everything has to wait, where this answer says so.
fn global_wait(response: &Response) -> Option<Duration> {
    response.headers().get(GLOBAL)?;
    let header = response.headers().get("retry-after")?.to_str().ok()?;
    retry_after(Some(header), &[])
}
