//! The state of the loopback between requests: what was registered, posted and asked, and what is to go wrong next.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;
use twilight_model::application::interaction::InteractionType;
use twilight_model::channel::Message;
use twilight_model::http::interaction::InteractionResponseType;

use super::cast;
use super::server::Setup;
use super::session::Session;
use super::sightings::Sightings;

/// The only token that is right.
pub const TOKEN: &str = "MTMwMDAwMDAwMDAwMDAwMDAwMQ.loopbk.not-a-real-token-only-for-the-loopback";

/// Everything there is.
#[derive(Debug)]
pub struct World {
    /// What the bot did.
    pub sightings: Sightings,
    /// Where the gateway listens.
    pub gateway: SocketAddr,
    state: Mutex<State>,
}

/// What changes.
#[derive(Debug)]
pub struct State {
    /// Registered commands as Discord returns them.
    pub commands: Vec<Value>,
    /// Every message by number.
    pub messages: BTreeMap<u64, Message>,
    /// Message numbers by channel and nonce.
    pub nonces: HashMap<(u64, String), u64>,
    /// Interactions by number.
    pub interactions: HashMap<u64, Pending>,
    /// What goes wrong next.
    pub failures: Vec<PlannedFailure>,
    /// Routes whose requests wait, and what lets them go on.
    pub holds: Vec<(String, watch::Receiver<bool>)>,
    /// Whether the right token is refused as well.
    pub refuses_token: bool,
    /// The close code that every IDENTIFY gets.
    pub refuses_logins_with: Option<u16>,
    /// What REST tells of the server and the application.
    pub setup: Setup,
    /// The bot's session, connected or not.
    pub session: Option<Session>,
    /// Whether heartbeats get no answer.
    pub is_deaf: bool,
    /// How often the bot shall send a heartbeat.
    pub heartbeat_milliseconds: u64,
    last_number: u64,
}

/// An interaction that was sent to the bot.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its token.
    pub token: String,
    /// What the member did.
    pub kind: InteractionType,
    /// Where.
    pub channel: u64,
    /// The message whose button was pressed.
    pub pressed: Option<u64>,
    /// The first response, once it came.
    pub response: Option<InteractionResponseType>,
    /// The message that `@original` means.
    pub original: Option<u64>,
}

impl Pending {
    /// What a member has just done.
    pub fn new(kind: InteractionType, channel: u64) -> Self {
        Self { token: String::new(), kind, channel, pressed: None, response: None, original: None }
    }
}

/// A REST failure to come.
#[derive(Clone, Debug)]
pub struct PlannedFailure {
    /// "POST /channels/{id}/messages".
    pub route: String,
    /// What goes wrong.
    pub failure: Failure,
    /// How many times more.
    pub times: usize,
}

/// The ways in which a REST request goes wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failure {
    /// 429 with this many seconds to wait.
    TooManyRequests(f64),
    /// 429 for everything together, with this many seconds to wait.
    GlobalLimit(f64),
    /// 429 because of what others did, with this many seconds to wait.
    SharedLimit(f64),
    /// This status, and nothing is done.
    Status(u16),
    /// This status with one of Discord's own codes, and nothing is done.
    Refused(u16, u32),
    /// Everything is done, but the answer is this status.
    DoneBut(u16),
}

/// Discord's usual heartbeat interval, in milliseconds.
const HEARTBEAT_MILLISECONDS: u64 = 41_250;

impl World {
    /// A quiet server with nobody logged in.
    pub fn new(gateway: SocketAddr) -> Self {
        let state = State {
            commands: Vec::new(),
            messages: BTreeMap::new(),
            nonces: HashMap::new(),
            interactions: HashMap::new(),
            failures: Vec::new(),
            holds: Vec::new(),
            refuses_token: false,
            refuses_logins_with: None,
            setup: Setup::new(),
            session: None,
            is_deaf: false,
            heartbeat_milliseconds: HEARTBEAT_MILLISECONDS,
            last_number: cast::FIRST_FREE,
        };
        Self { sightings: Sightings::new(), gateway, state: Mutex::new(state) }
    }

    /// The state, for one step.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address that `GET /gateway` tells.
    pub fn gateway_url(&self) -> String {
        format!("ws://{}", self.gateway)
    }
}

impl State {
    /// A number nobody has yet.
    pub fn new_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// Whether this is the token that opens the door now. Discord's gateway takes it with and without "Bot " in front;
    /// serenity sends it with.
    pub fn accepts(&self, token: &str) -> bool {
        !self.refuses_token && token.trim_start_matches("Bot ") == TOKEN
    }

    /// What goes wrong with this request, if anything; counts it.
    pub fn next_failure(&mut self, route: &str) -> Option<Failure> {
        let planned = self.failures.iter_mut().find(|planned| planned.route == route && planned.times > 0)?;
        planned.times -= 1;
        Some(planned.failure)
    }

    /// Tells the bot's session of an event.
    pub fn dispatch(&mut self, name: &'static str, payload: &Value) {
        let session = self.session.as_mut().expect("the bot has logged in before something happens");
        session.dispatch(name, payload);
    }

    /// Keeps a message and tells the bot of it as far as its intents let it see.
    pub fn publish(&mut self, message: &Message) {
        self.messages.insert(message.id.get(), message.clone());
        if let Some(session) = self.session.as_mut() {
            session.dispatch_message(message);
        }
    }
}
