//! Somebody who watches over the desk: asks its observation address, as Prometheus and supervisors do.

use std::net::SocketAddr;
use std::sync::Arc;

use factdesk::observe::{Observer, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A watcher who knows an address.
pub struct Monitor {
    address: SocketAddr,
}

impl Monitor {
    /// One who asks a program.
    pub fn at(address: SocketAddr) -> Self {
        Self { address }
    }

    /// One who asks this observer, at an address made for it.
    pub async fn of(observer: &Arc<Observer>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("a bound port has an address");
        tokio::spawn(serve(listener, Arc::clone(observer)));
        Self { address }
    }

    /// Status and body of a page.
    pub async fn asks(&self, path: &str) -> (u16, String) {
        self.sends(&format!("GET {path} HTTP/1.1\r\nHost: desk\r\n\r\n")).await
    }

    /// Status and body after a request in full.
    pub async fn sends(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).await.expect("somebody listens");
        stream.write_all(request.as_bytes()).await.expect("the request is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("the answer is text and ends");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("an answer has a status"), body.to_owned())
    }
}
