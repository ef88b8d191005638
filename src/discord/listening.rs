//! Tells the observer what serenity knows of each connection. serenity shows no handler the answers to its heartbeats;
//! their delay, which it keeps for each connection, changes with every one.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use serenity::all::{ConnectionStage, ShardId, ShardManager};
use tokio::time::sleep;

use crate::observe::{LinkState, Observer};

/// How often it is looked at; heartbeats come every 41 s.
const LOOK: Duration = Duration::from_secs(1);

/// Looks for as long as it is polled.
pub(super) async fn listen(manager: &ShardManager, connections: u32, observer: &Observer) -> Infallible {
    let mut delays: HashMap<u32, Duration> = HashMap::new();
    loop {
        for number in 0..connections {
            let runners = manager.runners.lock().await;
            let (stage, delay) = runners.get(&ShardId(number)).map(|runner| (runner.stage, runner.latency)).unzip();
            drop(runners);
            observer.changed(number, state(stage));
            if let Some(delay) = delay.flatten()
                && delays.insert(number, delay) != Some(delay)
            {
                observer.heard(number);
            }
        }
        sleep(LOOK).await;
    }
}

/// The state that a stage means; a connection that serenity does not know is down.
pub(super) fn state(stage: Option<ConnectionStage>) -> LinkState {
    match stage {
        Some(ConnectionStage::Connected) => LinkState::Up,
        Some(ConnectionStage::Resuming) => LinkState::Resuming,
        Some(stage) if stage.is_connecting() => LinkState::Connecting,
        _ => LinkState::Down,
    }
}
