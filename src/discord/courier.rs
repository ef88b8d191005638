//! The one hand: every REST request of ours leaves through [`Courier::run`], with a bounded retry. Logs name the route
//! and the status, never a text or a token.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use tracing::{debug, warn};

use super::errand::Errand;
use super::invalid_requests::InvalidRequests;
use super::lanes::Lanes;
use super::limiter::Limiter;
use super::retry::{Patience, Step, next_step, retry_after};
use super::settings::{Settings, Token};
use crate::observe::Observer;

/// Discord's code for an interaction that has had its first response.
const ALREADY_ACKNOWLEDGED: i64 = 40_060;
/// Tells of a 429 whose limit it was; `shared` is one that others have reached.
const SCOPE: &str = "x-ratelimit-scope";

/// Marks an answer that the limit for all requests together was reached.
const GLOBAL: &str = "x-ratelimit-global";

/// The status by which Discord asks to wait.
const TOO_MANY: u16 = 429;

/// Carries requests to Discord.
pub(super) struct Courier {
    client: reqwest::Client,
    token: Token,
    /// Where requests go instead of discord.com. Such a proxy keeps the limits for us, and serenity's limiter ignores it.
    proxy: Option<String>,
    limiter: Option<Limiter>,
    lanes: Lanes,
    invalid: Mutex<InvalidRequests>,
    observer: Arc<Observer>,
}

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) enum Failure {
    /// Discord will not take it.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own error code, where it gave one.
        code: Option<i64>,
    },
    /// Discord has refused so much of late that it was not sent.
    HeldBack,
    /// It failed as often or as long as we are patient.
    GaveUp {
        /// How often it was tried.
        tries: u32,
        /// What went wrong the last time.
        last: String,
    },
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { status, code: Some(code) } => {
                write!(formatter, "refused with status {status}, code {code}")
            }
            Self::Refused { status, code: None } => write!(formatter, "refused with status {status}"),
            Self::HeldBack => formatter.write_str("held back, for Discord is near banning this address"),
            Self::GaveUp { tries: 1, last } => write!(formatter, "failed: {last}"),
            Self::GaveUp { tries, last } => write!(formatter, "failed {tries} times, the last time: {last}"),
        }
    }
}

/// One answer of Discord.
struct Answer {
    status: u16,
    retry_after: Option<Duration>,
    is_global: bool,
    body: Vec<u8>,
}

impl Courier {
    /// A courier over this connection.
    pub(super) fn new(settings: &Settings, client: reqwest::Client, observer: Arc<Observer>) -> Self {
        let limiter = settings.proxy.is_none().then(Limiter::default);
        let invalid = Mutex::new(InvalidRequests::new(observer.clock().instant()));
        let (token, proxy) = (settings.token.clone(), settings.proxy.clone());
        Self { client, token, proxy, limiter, lanes: Lanes::default(), invalid, observer }
    }

    /// Carries out one request and gives back the body of the answer.
    pub(super) async fn run(&self, errand: &Errand) -> Result<Vec<u8>, Failure> {
        self.run_with(errand, errand.patience()).await
    }

    /// The same with another patience than the errand's own.
    pub(super) async fn run_with(&self, errand: &Errand, patience: &Patience) -> Result<Vec<u8>, Failure> {
        let deadline = Instant::now() + patience.in_all;
        let mut attempt = 1;
        loop {
            if !self.wait_for_lane(errand, deadline).await {
                return Err(Failure::GaveUp { tries: attempt, last: "its limit lasts too long".to_owned() });
            }
            if !errand.is_response() && self.invalid().holds(self.observer.clock().instant()) {
                return Err(Failure::HeldBack);
            }
            let answer = self.attempt_until(errand, deadline).await;
            if answer.is_err() {
                self.observer.request(errand.name(), None);
            }
            let status = answer.as_ref().ok().map(|answer| answer.status);
            let asked_wait = answer.as_ref().ok().and_then(|answer| answer.retry_after);
            debug!(route = errand.name(), status, attempt, "asked Discord");
            if let (Some(TOO_MANY), Some(wait), false) = (status, asked_wait, errand.is_response()) {
                let is_global = answer.as_ref().is_ok_and(|answer| answer.is_global);
                self.lanes.close(errand.channel(), is_global, wait, Instant::now());
            }
            let wait = match (next_step(status, asked_wait, attempt, patience), answer) {
                (Step::Done, Ok(answer)) => return Ok(answer.body),
                (Step::Refused, Ok(answer)) => return refused(errand, &answer, attempt),
                (Step::Wait(wait), _) if Instant::now() + wait < deadline => wait,
                (_, answer) => return Err(Failure::GaveUp { tries: attempt, last: describe(&answer) }),
            };
            warn!(route = errand.name(), status, attempt, ?wait, "Discord did not take a request, trying again");
            sleep(wait).await;
            attempt += 1;
        }
    }

    /// Waits while the channel or everything is held up; false where that takes too long. Responses have no shared limit.
    async fn wait_for_lane(&self, errand: &Errand, deadline: Instant) -> bool {
        while let Some(until) = self.lanes.closed_until(errand.channel(), Instant::now()) {
            if errand.is_response() {
                break;
            }
            if until >= deadline {
                return false;
            }
            sleep_until(until).await;
        }
        true
    }

    /// One try, ended at the deadline. Only a response under way is waited for as long as the connection lasts: Discord
    /// may have taken it although it is slow to say so, and to cut it off would lose the answer.
    async fn attempt_until(&self, errand: &Errand, deadline: Instant) -> Result<Answer, String> {
        if errand.is_response() {
            return self.attempt(errand).await;
        }
        timeout_at(deadline, self.attempt(errand)).await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }

    /// One try. Responses to interactions have no shared limit, and the limiter would remember each of them for ever, so
    /// they go without it.
    async fn attempt(&self, errand: &Errand) -> Result<Answer, String> {
        let see = |response: &reqwest::Response| self.see(errand, response);
        let response = if let Some(limiter) = self.limiter.as_ref().filter(|_| errand.has_limit()) {
            // It waits out a 429 itself, however long; the deadline of `run_with` ends that.
            limiter
                .perform(errand.request(), &self.client, &self.token, self.proxy.as_deref(), see)
                .await
                .map_err(explain)?
        } else {
            let request = errand.request();
            let built = request.build(&self.client, self.token.authorization(), self.proxy.as_deref());
            let mut request = built.map_err(explain)?.build().map_err(explain_connection)?;
            if let Some(path) = errand.path() {
                request.url_mut().set_path(path);
            }
            let response = self.client.execute(request).await.map_err(explain_connection)?;
            see(&response);
            response
        };
        let status = response.status().as_u16();
        let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let is_marked = response.headers().contains_key(GLOBAL);
        let is_taken = response.status().is_success() && errand.is_response();
        let body = match response.bytes().await {
            Ok(body) => body.to_vec(),
            // What is told of a response is lost, but it was taken: a repeat would only be refused.
            Err(_) if is_taken => Vec::new(),
            Err(error) => return Err(explain_connection(error)),
        };
        let is_global = is_marked || (status == TOO_MANY && says_global(&body));
        Ok(Answer { status, retry_after: retry_after(header.as_deref(), &body), is_global, body })
    }

    /// Counts an answer, for the operator and against Discord's ban.
    fn see(&self, errand: &Errand, response: &reqwest::Response) {
        let status = response.status().as_u16();
        let is_shared = response.headers().get(SCOPE).is_some_and(|scope| scope.as_bytes() == b"shared");
        self.observer.request(errand.name(), Some(status));
        let mut invalid = self.invalid();
        invalid.note(status, is_shared, self.observer.clock().instant());
        self.observer.invalid_requests(invalid.number());
    }

    /// A panic elsewhere leaves the numbers usable.
    fn invalid(&self) -> MutexGuard<'_, InvalidRequests> {
        self.invalid.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A refusal; a repeated response that had arrived the first time is none.
fn refused(errand: &Errand, answer: &Answer, attempt: u32) -> Result<Vec<u8>, Failure> {
    let code = serde_json::from_slice::<serde_json::Value>(&answer.body).ok();
    let code = code.and_then(|body| body.get("code")?.as_i64());
    if errand.is_response() && attempt > 1 && code == Some(ALREADY_ACKNOWLEDGED) {
        return Ok(Vec::new());
    }
    Err(Failure::Refused { status: answer.status, code })
}

/// Whether a 429 tells in its body that the limit for all requests together was reached.
fn says_global(body: &[u8]) -> bool {
    let body = serde_json::from_slice::<serde_json::Value>(body).unwrap_or_default();
    body.get("global").and_then(serde_json::Value::as_bool) == Some(true)
}

fn describe(answer: &Result<Answer, String>) -> String {
    match answer {
        Ok(answer) => format!("status {}", answer.status),
        Err(reason) => reason.clone(),
    }
}

fn explain(error: serenity::Error) -> String {
    match error {
        serenity::Error::Http(serenity::http::HttpError::Request(error)) => explain_connection(error),
        error => error.to_string(),
    }
}

/// The whole chain of causes in one line, without the address, which may hold an interaction's token.
fn explain_connection(error: reqwest::Error) -> String {
    let error = error.without_url();
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Clock;
    use serenity::all::InteractionId;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    /// Takes every request, says so and breaks off before it has told the rest.
    async fn breaks_off(listener: TcpListener, taken: Arc<AtomicUsize>) {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            while !request.ends_with(b"{}") && stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {}
            taken.fetch_add(1, Ordering::SeqCst);
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{";
            stream.write_all(head).await.expect("somebody reads it");
        }
    }

    #[tokio::test]
    async fn a_response_that_was_taken_is_not_repeated_for_what_is_told_of_it() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        let taken = Arc::new(AtomicUsize::new(0));
        let server = tokio::spawn(breaks_off(listener, Arc::clone(&taken)));
        let settings = Settings {
            token: Token::new("MTMw.never.sent-anywhere"),
            proxy: Some(format!("http://{address}")),
            connect: None,
            ca_file: None,
            watch_content: false,
            state: None,
        };
        let client = settings.client().expect("it can be made");
        let courier = Courier::new(&settings, client, Arc::new(Observer::new(Clock::of_system())));
        let errand = Errand::interaction(InteractionId::new(80), "tok".to_owned(), b"{}".to_vec()).with_response();
        assert_eq!(courier.run(&errand).await.ok(), Some(Vec::new()));
        assert_eq!(taken.load(Ordering::SeqCst), 1);
        server.abort();
    }
}
