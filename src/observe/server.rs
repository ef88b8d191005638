//! The small HTTP server by which monitoring asks: `/healthz` and `/metrics`, read only. It speaks with a few callers at a
//! time and with none for long, so that nobody can tie the bot up through it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::{debug, warn};

use super::metrics;
use super::{Health, Observer};

/// The most callers at a time: a Prometheus or two, a supervisor, and somebody with a browser.
const MAX_CONNECTIONS: usize = 8;
/// The longest that a caller may take for asking and reading.
const CONNECTION_TIME: Duration = Duration::from_secs(10);
/// The pause after a connection that could not be accepted, such as for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);
/// What plain answers are.
const PLAIN: &str = "text/plain; charset=utf-8";

/// Answers for as long as it is polled.
pub async fn serve(listener: TcpListener, observer: Arc<Observer>) {
    let free = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(&free).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let observer = Arc::clone(&observer);
                tokio::spawn(async move {
                    converse(stream, observer).await;
                    drop(place);
                });
            }
            Err(error) => {
                warn!(%error, "a caller of the observation address could not be taken");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn converse(stream: TcpStream, observer: Arc<Observer>) {
    let service = service_fn(move |request: Request<Incoming>| {
        let response = respond(request.method(), request.uri().path(), &observer);
        async move { Ok::<_, Infallible>(response) }
    });
    let mut builder = http1::Builder::new();
    // A caller that stays connected would keep a place from others.
    let connection = builder.timer(TokioTimer::new()).keep_alive(false).serve_connection(TokioIo::new(stream), service);
    match timeout(CONNECTION_TIME, connection).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => debug!(%error, "a caller of the observation address broke off"),
        Err(_) => debug!("a caller of the observation address took too long"),
    }
}

fn respond(method: &Method, path: &str, observer: &Observer) -> Response<Full<Bytes>> {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return response(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "only GET is answered here\n".to_owned());
    }
    match path {
        "/healthz" => {
            let (status, text) = told(&observer.health());
            response(status, PLAIN, text)
        }
        "/metrics" => response(StatusCode::OK, metrics::CONTENT_TYPE, observer.metrics_page()),
        _ => response(StatusCode::NOT_FOUND, PLAIN, "here are /healthz and /metrics\n".to_owned()),
    }
}

/// The health in the words of HTTP.
fn told(health: &Health) -> (StatusCode, String) {
    match health {
        Health::Well(words) => (StatusCode::OK, format!("ok\n{words}\n")),
        Health::Sick(words) => (StatusCode::SERVICE_UNAVAILABLE, format!("{words}\n")),
        Health::Lost(silence) => {
            let seconds = silence.as_secs();
            (StatusCode::SERVICE_UNAVAILABLE, format!("nothing was heard for {seconds} s; the program is ending\n"))
        }
    }
}

fn response(status: StatusCode, kind: &'static str, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    response
}
