//! What goes wrong on Discord's side, at a test's word.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::Loopback;
use super::session::Frame;
use super::world::{Failure, PlannedFailure};

/// Gateway close code: an intent was asked for that the application may not have.
const DISALLOWED_INTENTS: u16 = 4_014;

impl Loopback {
    /// The line goes dead, and from now on nobody listens at the gateway's address.
    pub fn loses_the_gateway(&self) {
        self.servers[1].abort();
        self.drops_the_connection();
    }

    /// The gateway listens again.
    pub async fn finds_the_gateway_again(&mut self) {
        let gateway = TcpListener::bind(self.world.gateway).await.expect("its port is still free");
        self.servers[1] = tokio::spawn(super::gateway::serve(Arc::clone(&self.world), gateway));
    }

    /// The line goes dead without a word.
    pub fn drops_the_connection(&self) {
        self.send(Frame::Vanish);
    }

    /// The gateway closes the line with a code.
    pub fn closes_with(&self, code: u16) {
        self.send(Frame::Close(code));
    }

    /// The gateway asks the bot to come again (opcode 7), as Discord does every few hours.
    pub fn asks_to_reconnect(&self) {
        self.send(Frame::Payload(r#"{"t":null,"s":null,"op":7,"d":null}"#.to_owned()));
    }

    /// The session is over (opcode 9); the bot must identify anew.
    pub fn forgets_the_session(&self) {
        self.send(Frame::Payload(r#"{"t":null,"s":null,"op":9,"d":false}"#.to_owned()));
    }

    /// The session is over (opcode 9), but may be taken up again.
    pub fn interrupts_the_session(&self) {
        self.send(Frame::Payload(r#"{"t":null,"s":null,"op":9,"d":true}"#.to_owned()));
    }

    /// The line breaks in the middle of the event that was sent last.
    pub fn breaks_off_the_last_event(&self) {
        self.world.state().session.as_mut().expect("the bot has logged in").tear();
    }

    /// From now on heartbeats get an answer or none.
    pub fn answers_heartbeats(&self, answers: bool) {
        self.world.state().is_deaf = !answers;
    }

    /// From now on REST answers 401 and the gateway closes with 4004.
    pub fn refuses_the_token(&self) {
        self.world.state().refuses_token = true;
    }

    /// From now on every IDENTIFY is closed with this code.
    pub fn refuses_logins_with(&self, code: u16) {
        self.world.state().refuses_logins_with = Some(code);
    }

    /// From now on every IDENTIFY is closed with 4014.
    pub fn refuses_intents(&self) {
        self.refuses_logins_with(DISALLOWED_INTENTS);
    }

    /// Bots that connect from now on are asked for a heartbeat this often.
    pub fn wants_heartbeats_every(&self, milliseconds: u64) {
        self.world.state().heartbeat_milliseconds = milliseconds;
    }

    /// The next requests to a route fail.
    pub fn rest_fails_next(&self, route: &str, failure: Failure, times: usize) {
        self.world.state().failures.push(PlannedFailure { route: route.to_owned(), failure, times });
    }

    /// Requests to a route wait until the guard is dropped.
    pub fn holds_back(&self, route: &str) -> watch::Sender<bool> {
        let (release, released) = watch::channel(false);
        self.world.state().holds.push((route.to_owned(), released));
        release
    }

    fn send(&self, frame: Frame) {
        self.world.state().session.as_ref().expect("the bot has logged in").send(frame);
    }
}
