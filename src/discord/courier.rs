//! The one hand: every REST request of ours leaves through [`Courier::run`], with a bounded retry. Logs name the route
//! and the status, never a text or a token.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};
use tracing::{debug, warn};

use super::errand::Errand;
use super::invalid_requests::InvalidRequests;
use super::limiter::Limiter;
use super::retry::{Patience, Step, next_step, retry_after};
use super::settings::{Settings, Token};
use crate::observe::Observer;

/// Discord's code for an interaction that has had its first response.
const ALREADY_ACKNOWLEDGED: i64 = 40_060;
/// Tells of a 429 whose limit it was; `shared` is one that others have reached.
const SCOPE: &str = "x-ratelimit-scope";

/// Carries requests to Discord.
pub(super) struct Courier {
    client: reqwest::Client,
    token: Token,
    /// Where requests go instead of discord.com. Such a proxy keeps the limits for us, and serenity's limiter ignores it.
    proxy: Option<String>,
    limiter: Option<Limiter>,
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
    body: Vec<u8>,
}

impl Courier {
    /// A courier over this connection.
    pub(super) fn new(settings: &Settings, client: reqwest::Client, observer: Arc<Observer>) -> Self {
        let limiter = settings.proxy.is_none().then(Limiter::default);
        let invalid = Mutex::new(InvalidRequests::new(observer.clock().instant()));
        Self { client, token: settings.token.clone(), proxy: settings.proxy.clone(), limiter, invalid, observer }
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
            if !errand.is_response() && self.invalid().holds(self.observer.clock().instant()) {
                return Err(Failure::HeldBack);
            }
            let answer = match timeout_at(deadline, self.attempt(errand)).await {
                Ok(answer) => answer,
                Err(_) => Err("no answer in time".to_owned()),
            };
            if answer.is_err() {
                self.observer.request(errand.name(), None);
            }
            let status = answer.as_ref().ok().map(|answer| answer.status);
            let asked_wait = answer.as_ref().ok().and_then(|answer| answer.retry_after);
            debug!(route = errand.name(), status, attempt, "asked Discord");
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
        let body = response.bytes().await.map_err(explain_connection)?.to_vec();
        Ok(Answer { status, retry_after: retry_after(header.as_deref(), &body), body })
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
