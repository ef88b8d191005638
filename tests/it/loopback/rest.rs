//! The REST side: reads a request, records it, lets it wait or fail as planned, and hands it to whoever answers it.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::{BodyExt, Collected, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, USER_AGENT};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use twilight_model::gateway::SessionStartLimit;
use twilight_model::gateway::connection_info::{BotConnectionInfo, ConnectionInfo};

use super::sightings::{Recorded, Sighting};
use super::world::{Failure, TOKEN, World};
use super::{cast, commands, interactions, messages, reactions, server};

/// What serenity asks for; Discord's current version.
const API: &str = "/api/v10";

/// The status of an answer that says nothing.
const NO_CONTENT: u16 = 204;

/// What a request gets.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON body.
    pub body: Option<Value>,
    /// Seconds to wait before another try.
    pub retry_after: Option<f64>,
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: Value) -> Self {
        Self { status: 200, body: Some(body), retry_after: None }
    }

    /// 204.
    pub fn empty() -> Self {
        Self { status: 204, body: None, retry_after: None }
    }

    /// An error in Discord's words and numbers.
    pub fn error(status: u16, code: u32, message: &str) -> Self {
        Self { status, body: Some(json!({ "code": code, "message": message })), retry_after: None }
    }

    /// 400 for a body that Discord refuses.
    pub fn invalid(faults: &[String]) -> Self {
        let errors = json!({ "_errors": [{ "code": "INVALID", "message": faults.join("; ") }] });
        let body = json!({ "code": 50_035, "message": "Invalid Form Body", "errors": errors });
        Self { status: 400, body: Some(body), retry_after: None }
    }

    fn too_many_requests(seconds: f64, scope: &str) -> Self {
        let is_global = scope == "global";
        let body = json!({ "message": "You are being rate limited.", "retry_after": seconds, "global": is_global, "scope": scope });
        Self { status: 429, body: Some(body), retry_after: Some(seconds) }
    }
}

/// Answers requests for as long as the loopback lives.
pub async fn serve(world: Arc<World>, listener: TcpListener) {
    while let Ok((stream, _)) = listener.accept().await {
        let world = Arc::clone(&world);
        let service = service_fn(move |request| respond(Arc::clone(&world), request));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond(world: Arc<World>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let bytes = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    let Some(path) = parts.uri.path().strip_prefix(API) else {
        world.sightings.violated(format!("a request outside {API}: {}", parts.uri));
        return Ok(http(&Answer::error(404, 0, "404: Not Found")));
    };
    let query = parts.uri.query().unwrap_or_default();
    let recorded = Recorded {
        route: format!("{} {}", parts.method, pattern(path)),
        path: path.to_owned(),
        body: json_body(&world, &parts.headers, &bytes),
        authorised: is_authorised(&world, &parts.headers),
    };
    world.sightings.saw(Sighting::Requested(recorded.clone()));
    check_agent(&world, &parts.headers);
    wait_where_held(&world, &recorded.route).await;
    Ok(http(&answer(&world, &recorded, query)))
}

/// The answer after whatever was planned to go wrong with it.
fn answer(world: &World, request: &Recorded, query: &str) -> Answer {
    let failure = world.state().next_failure(&request.route);
    match failure {
        Some(Failure::TooManyRequests(seconds)) => Answer::too_many_requests(seconds, "user"),
        Some(Failure::GlobalLimit(seconds)) => Answer::too_many_requests(seconds, "global"),
        Some(Failure::SharedLimit(seconds)) => Answer::too_many_requests(seconds, "shared"),
        Some(Failure::Refused(status, code)) => Answer::error(status, code, "Refused"),
        Some(Failure::Status(status)) => Answer::error(status, 0, "Internal Server Error"),
        Some(Failure::DoneBut(status)) => {
            route(world, request, query);
            if status == NO_CONTENT { Answer::empty() } else { Answer::error(status, 0, "Internal Server Error") }
        }
        None => route(world, request, query),
    }
}

fn route(world: &World, request: &Recorded, query: &str) -> Answer {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    let (method, _) = request.route.split_once(' ').unwrap_or_default();
    let speaks_by_token = matches!(parts.first(), Some(&("interactions" | "webhooks")));
    if !(request.authorised || speaks_by_token || parts == ["gateway"]) {
        return refuse_token(world, request);
    }
    let application = cast::APPLICATION.to_string();
    match (method, parts.as_slice()) {
        ("GET", ["gateway"]) => Answer::ok(object(&ConnectionInfo { url: world.gateway_url() })),
        ("GET", ["gateway", "bot"]) => Answer::ok(object(&start(world))),
        ("GET", ["users", "@me"]) => Answer::ok(object(&cast::desk())),
        ("GET", ["applications", "@me"]) => server::portal(world),
        ("GET", ["guilds", below @ ..]) => server::server(world, below),
        ("GET", ["oauth2", .., "@me"]) => Answer::ok(object(&cast::application())),
        ("GET", ["applications", id, "commands"]) if *id == application => commands::list(world, query),
        ("PUT", ["applications", id, "commands"]) if *id == application => commands::replace(world, &request.body),
        ("POST", ["channels", channel, "messages"]) => messages::create(world, channel, &request.body),
        ("POST", ["channels", _, "typing"]) => Answer::empty(),
        ("PATCH", ["channels", _, "messages", id]) => messages::change(world, id, &request.body),
        ("DELETE", ["channels", _, "messages", id]) => messages::delete(world, id),
        ("PUT", ["channels", _, "messages", id, "reactions", emoji, "@me"]) => reactions::mark(world, id, emoji),
        ("POST", ["interactions", id, token, "callback"]) => {
            interactions::respond(world, [id, token], query, &request.body)
        }
        ("PATCH", ["webhooks", id, token, "messages", "@original"]) if *id == application => {
            interactions::change_original(world, token, &request.body)
        }
        ("DELETE", ["webhooks", id, token, "messages", "@original"]) if *id == application => {
            interactions::delete_original(world, token)
        }
        ("POST", ["webhooks", id, token]) if *id == application => interactions::follow_up(world, token, &request.body),
        _ => {
            world.sightings.violated(format!("no such route here: {} ({})", request.route, request.path));
            Answer::error(404, 0, "404: Not Found")
        }
    }
}

fn refuse_token(world: &World, request: &Recorded) -> Answer {
    if !world.state().refuses_token {
        world.sightings.violated(format!("{} without the right token", request.route));
    }
    Answer::error(401, 0, "401: Unauthorized")
}

fn start(world: &World) -> BotConnectionInfo {
    let session_start_limit =
        SessionStartLimit { max_concurrency: 1, remaining: 999, reset_after: 14_400_000, total: 1_000 };
    BotConnectionInfo { session_start_limit, shards: 1, url: world.gateway_url() }
}

/// One of twilight's objects as JSON.
pub fn object(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("Discord's objects are JSON")
}

/// The path with `{id}` for numbers and `{token}` for tokens.
fn pattern(path: &str) -> String {
    let mut generic = String::new();
    let mut before = ["", ""];
    for part in path.trim_matches('/').split('/') {
        let shown = match before {
            ["interactions" | "webhooks", _] => "{token}",
            [_, "reactions"] | ["reactions", _] if before[1] == "reactions" => "{emoji}",
            _ if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) => "{id}",
            _ => part,
        };
        generic.push('/');
        generic.push_str(shown);
        before = [before[1], part];
    }
    generic
}

fn json_body(world: &World, headers: &HeaderMap, bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    if headers.get(CONTENT_TYPE).is_none_or(|kind| kind != "application/json") {
        world.sightings.violated(format!("a body that is not declared as JSON: {headers:?}"));
    }
    serde_json::from_slice(bytes).unwrap_or_else(|error| {
        world.sightings.violated(format!("a body that is no JSON: {error}"));
        Value::Null
    })
}

fn is_authorised(world: &World, headers: &HeaderMap) -> bool {
    let right = format!("Bot {TOKEN}");
    headers.get(AUTHORIZATION).is_some_and(|header| header == right.as_str()) && world.state().accepts(TOKEN)
}

/// Discord blocks clients that do not name themselves this way.
fn check_agent(world: &World, headers: &HeaderMap) {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    if !agent.starts_with("DiscordBot (") {
        world.sightings.violated(format!("a user agent that Discord blocks: {agent:?}"));
    }
}

async fn wait_where_held(world: &World, route: &str) {
    let held = world.state().holds.iter().find(|(held, _)| held == route).map(|(_, released)| released.clone());
    if let Some(mut released) = held {
        // A dropped sender releases as well.
        let _ = released.wait_for(|released| *released).await;
    }
}

fn http(answer: &Answer) -> Response<Full<Bytes>> {
    let body = answer.body.as_ref().map(Value::to_string).unwrap_or_default();
    let mut response = Response::builder().status(answer.status).header(CONTENT_TYPE, "application/json");
    if let Some(seconds) = answer.retry_after {
        let scope = answer.body.as_ref().and_then(|body| body["scope"].as_str()).unwrap_or("user");
        response = response.header("Retry-After", seconds.to_string()).header("X-RateLimit-Scope", scope);
        if scope == "global" {
            response = response.header("X-RateLimit-Global", "true");
        }
    }
    response.body(Full::from(body)).expect("a status and plain headers make a response")
}
