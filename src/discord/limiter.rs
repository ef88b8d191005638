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
    /// takes: whoever asks ends the waiting. It goes to Discord, or to another base address.
    pub(super) async fn perform(
        &self,
        request: Request<'_>,
        client: &Client,
        token: &Token,
        base: Option<&str>,
        see: impl Fn(&Response) + Send + Sync,
    ) -> serenity::Result<Response> {
        let kind = request.route_ref().ratelimiting_bucket();
        loop {
            drop(self.global.lock().await);
            let bucket = Arc::clone(self.routes.write().await.entry(kind).or_default());
            bucket.lock().await.pre_hook(&request, &|_| {}).await;
            let response = request.clone().build(client, token.authorization(), base)?.send().await?;
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

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use serenity::all::ChannelId;
    use serenity::http::{LightMethod, Route};

    use super::*;

    /// A server that gives these answers, one for each connection.
    fn server(answers: &'static [&'static str]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().expect("a connection");
                // A request without a body comes in one piece.
                let _ = stream.read(&mut [0; 4_096]).expect("a request");
                let text = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(text.as_bytes()).expect("it is read");
            }
        });
        address
    }

    async fn check(answers: &'static [&'static str], seen: &[u16]) {
        let (limiter, statuses) = (Limiter::default(), std::sync::Mutex::new(Vec::new()));
        let request = Request::new(Route::ChannelMessages { channel_id: ChannelId::new(1) }, LightMethod::Get);
        let see = |response: &Response| statuses.lock().expect("whole").push(response.status().as_u16());
        let (client, token, base) = (Client::new(), Token::new("a.b"), server(answers));
        let response = limiter.perform(request, &client, &token, Some(base.as_str()), see).await.expect("an answer");
        assert_eq!(Some(&response.status().as_u16()), seen.last());
        assert_eq!(*statuses.lock().expect("whole"), seen);
    }

    #[tokio::test]
    async fn every_answer_is_seen_whatever_limit_it_tells_of() {
        check(&["200 OK"], &[200]).await;
        check(&["403 Forbidden"], &[403]).await;
        check(&["429 Too Many\r\nRetry-After: 0.01", "200 OK"], &[429, 200]).await;
        check(&["429 Too Many\r\nRetry-After: 0.01\r\nX-RateLimit-Global: true", "200 OK"], &[429, 200]).await;
    }
}
