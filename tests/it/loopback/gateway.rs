//! The gateway: a WebSocket server that greets, logs in, resumes, answers heartbeats and passes events on.

use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message as Text;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use twilight_model::gateway::payload::incoming::Ready;
use twilight_model::gateway::payload::outgoing::identify::IdentifyProperties;
use twilight_model::gateway::{Intents, ShardId};
use twilight_model::guild::UnavailableGuild;
use twilight_model::id::Id;
use twilight_model::oauth::{ApplicationFlags, PartialApplication};

use super::cast;
use super::session::{Frame, Session, check_shape};
use super::sightings::Sighting;
use super::world::World;

/// From this many bytes on Discord compresses, for those who asked for it.
const COMPRESSED_FROM: usize = 8_192;
/// The largest payload Discord takes, in bytes.
const MAX_PAYLOAD: usize = 4_096;

/// The least and the greatest `large_threshold`, in members.
const LARGE_THRESHOLD: (u64, u64) = (50, 250);

/// Begins a WebSocket frame that holds a whole text.
const TEXT_FRAME: u8 = 0x81;
/// Says that the frame's length follows in two bytes.
const LENGTH_IN_TWO_BYTES: u8 = 126;

const UNKNOWN_OPCODE: u16 = 4_001;
const DECODE_ERROR: u16 = 4_002;
const NOT_AUTHENTICATED: u16 = 4_003;
const AUTHENTICATION_FAILED: u16 = 4_004;

/// What a bot says to log in. twilight's own type knows a field serenity does not send, so only its parts are used.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identify {
    /// The token.
    pub token: String,
    /// What the bot runs on.
    pub properties: IdentifyProperties,
    /// Whether it reads compressed payloads.
    #[serde(default)]
    pub compress: bool,
    /// From how many members on a server counts as large.
    pub large_threshold: Option<u64>,
    /// Which part of the servers it wants.
    pub shard: Option<ShardId>,
    /// How it wants to be shown. serenity writes `since` in a shape of its own, which Discord ignores.
    pub presence: Option<Value>,
    /// What it wants to be told.
    pub intents: Intents,
}

impl Identify {
    /// What Discord would not take although it can be read.
    fn fault(&self) -> Option<String> {
        let properties = &self.properties;
        let named = [&properties.os, &properties.browser, &properties.device].iter().all(|name| !name.is_empty());
        let threshold = self.large_threshold.unwrap_or(LARGE_THRESHOLD.0);
        let status = self.presence.as_ref().map(|presence| presence["status"].as_str().unwrap_or_default());
        let known = status.is_none_or(|status| ["online", "idle", "dnd", "invisible", "offline"].contains(&status));
        let in_range = (LARGE_THRESHOLD.0..=LARGE_THRESHOLD.1).contains(&threshold);
        (!(named && known && in_range)).then(|| format!("IDENTIFY with {self:?}"))
    }
}

/// What a bot says to go on where it was.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// The token.
    pub token: String,
    /// The session it had.
    pub session_id: String,
    /// The last event it saw.
    pub seq: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    op: u8,
    d: Value,
}

/// Lets bots in for as long as the loopback lives.
pub async fn serve(world: Arc<World>, listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(Connection::run(Arc::clone(&world), stream));
    }
}

/// One bot's line to the gateway.
struct Connection {
    world: Arc<World>,
    socket: WebSocketStream<TcpStream>,
    to_bot: mpsc::UnboundedSender<Frame>,
    compress: bool,
    session: Option<String>,
}

impl Connection {
    async fn run(world: Arc<World>, stream: TcpStream) {
        let watcher = Arc::clone(&world);
        #[expect(clippy::result_large_err, reason = "the signature is tungstenite's")]
        let check = move |request: &Request, response: Response| {
            let query = request.uri().query().unwrap_or_default();
            if !query.split('&').any(|part| part == "v=10") {
                watcher.sightings.violated(format!("the gateway was asked for version {query:?}, not v=10"));
            }
            Ok(response)
        };
        let Ok(socket) = tokio_tungstenite::accept_hdr_async(stream, check).await else { return };
        let (to_bot, from_world) = mpsc::unbounded_channel();
        let mut connection = Self { world, socket, to_bot, compress: false, session: None };
        let code = connection.converse(from_world).await;
        connection.leave(code);
    }

    /// Talks until either end goes; the bot's close code, where the bot went first and said one.
    async fn converse(&mut self, mut from_world: mpsc::UnboundedReceiver<Frame>) -> Option<u16> {
        let interval = self.world.state().heartbeat_milliseconds;
        self.send(&json!({ "t": null, "s": null, "op": 10, "d": { "heartbeat_interval": interval } }).to_string())
            .await;
        loop {
            tokio::select! {
                frame = from_world.recv() => match frame? {
                    Frame::Payload(text) => self.send(&text).await,
                    Frame::Torn(text) => return self.tear(&text).await,
                    Frame::Close(code) => self.close(code).await,
                    Frame::Vanish => return None,
                },
                heard = self.socket.next() => match heard?.ok()? {
                    Text::Text(text) => self.hear(&text).await,
                    Text::Close(frame) => {
                        // The closing handshake ends when nothing more is read.
                        while self.socket.next().await.is_some_and(|next| next.is_ok()) {}
                        return frame.map(|frame| frame.code.into());
                    }
                    _ => {}
                },
            }
        }
    }

    /// Half a frame, and the line is dead.
    async fn tear(&mut self, text: &str) -> Option<u16> {
        let length = u16::try_from(text.len()).expect("the payload is short");
        let mut frame = vec![TEXT_FRAME, LENGTH_IN_TWO_BYTES];
        frame.extend(length.to_be_bytes());
        frame.extend(&text.as_bytes()[..text.len() / 2]);
        // A bot that has just gone misses nothing by it.
        let _ = self.socket.get_mut().write_all(&frame).await;
        None
    }

    async fn hear(&mut self, text: &str) {
        if text.len() > MAX_PAYLOAD {
            self.world.sightings.violated(format!("a gateway payload of {} bytes", text.len()));
        }
        match serde_json::from_str::<Payload>(text) {
            Ok(Payload { op: 1, d }) => self.heartbeat(&d).await,
            Ok(Payload { op: 2, d }) => self.identify(d).await,
            Ok(Payload { op: 6, d }) => self.resume(d).await,
            Ok(Payload { op: 3 | 4 | 8, .. }) if self.session.is_some() => {}
            Ok(Payload { op: 3 | 4 | 8, .. }) => self.refuse(NOT_AUTHENTICATED, text).await,
            Ok(_) => self.refuse(UNKNOWN_OPCODE, text).await,
            Err(error) => self.refuse(DECODE_ERROR, &format!("{error} in {text}")).await,
        }
    }

    async fn heartbeat(&mut self, last: &Value) {
        self.world.sightings.saw(Sighting::Heartbeat(last.as_u64()));
        if self.world.state().is_deaf {
            return;
        }
        self.send(&json!({ "t": null, "s": null, "op": 11, "d": null }).to_string()).await;
    }

    async fn identify(&mut self, body: Value) {
        let identify: Identify = match serde_json::from_value(body.clone()) {
            Ok(identify) => identify,
            Err(error) => return self.refuse(DECODE_ERROR, &format!("IDENTIFY: {error} in {body}")).await,
        };
        if let Some(fault) = identify.fault() {
            self.world.sightings.violated(fault);
        }
        let (accepted, refused_with) = {
            let state = self.world.state();
            (state.accepts(&identify.token), state.refuses_logins_with)
        };
        if let Some(code) = refused_with.or((!accepted).then_some(AUTHENTICATION_FAILED)) {
            self.world.sightings.saw(Sighting::Identified(identify));
            return self.close(code).await;
        }
        self.compress = identify.compress;
        self.log_in(&identify);
        // Told afterwards: whoever waits for it may speak to the session at once.
        self.world.sightings.saw(Sighting::Identified(identify));
    }

    fn log_in(&mut self, identify: &Identify) {
        let mut state = self.world.state();
        let id = format!("session-{}", state.new_number());
        let ready = Ready {
            application: PartialApplication { flags: ApplicationFlags::empty(), id: Id::new(cast::APPLICATION) },
            guilds: vec![UnavailableGuild { id: Id::new(cast::GUILD), unavailable: true }],
            resume_gateway_url: self.world.gateway_url(),
            session_id: id.clone(),
            shard: identify.shard,
            user: cast::desk(),
            version: 10,
        };
        let mut session = Session::new(id.clone(), identify.intents, identify.compress, self.to_bot.clone());
        session.dispatch("READY", &serde_json::to_value(ready).expect("ready is JSON"));
        if identify.intents.contains(Intents::GUILDS) {
            session.dispatch("GUILD_CREATE", &serde_json::to_value(cast::guild()).expect("a server is JSON"));
        }
        state.session = Some(session);
        self.session = Some(id);
    }

    async fn resume(&mut self, body: Value) {
        let resume: Resume = match serde_json::from_value(body.clone()) {
            Ok(resume) => resume,
            Err(error) => return self.refuse(DECODE_ERROR, &format!("RESUME: {error} in {body}")).await,
        };
        self.world.sightings.saw(Sighting::Resumed(resume.clone()));
        if !self.world.state().accepts(&resume.token) {
            return self.close(AUTHENTICATION_FAILED).await;
        }
        let resumed = {
            let mut state = self.world.state();
            let session = state.session.as_mut().filter(|session| session.id == resume.session_id);
            session.map(|session| {
                session.resume(resume.seq, self.to_bot.clone());
                session.compress
            })
        };
        match resumed {
            Some(compress) => {
                self.compress = compress;
                self.session = Some(resume.session_id);
            }
            None => self.send(&json!({ "t": null, "s": null, "op": 9, "d": false }).to_string()).await,
        }
    }

    async fn send(&mut self, text: &str) {
        check_shape(text);
        let frame = if self.compress && text.len() > COMPRESSED_FROM {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text.as_bytes()).expect("memory takes all");
            Text::Binary(encoder.finish().expect("memory takes all"))
        } else {
            Text::Text(text.to_owned())
        };
        // A bot that has just gone is noticed by the next read.
        let _ = self.socket.send(frame).await;
    }

    async fn refuse(&mut self, code: u16, why: &str) {
        self.world.sightings.violated(format!("the gateway refuses with {code}: {why}"));
        self.close(code).await;
    }

    async fn close(&mut self, code: u16) {
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        let _ = self.socket.close(Some(frame)).await;
    }

    /// A bot that says goodbye with 1000 or 1001 ends its session; any other way it may come back.
    fn leave(&mut self, code: Option<u16>) {
        let mut state = self.world.state();
        let own = state.session.as_mut().filter(|session| session.belongs_to(&self.to_bot));
        if let Some(session) = own {
            session.disconnect();
            if matches!(code, Some(1_000 | 1_001)) {
                state.session = None;
            }
        }
        drop(state);
        self.world.sightings.saw(Sighting::Left(code));
    }
}
