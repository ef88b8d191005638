//! Counts the logins that serenity makes by itself. It tells no handler when it gives a connection up and makes a new one:
//! the stage "identifying" is never reported. A voice plug-in is told, so that is what this poses as.

use serenity::all::{GuildId, ShardRunnerMessage, UserId, VoiceGatewayManager, VoiceState};
use serenity::async_trait;
use serenity::futures::channel::mpsc::UnboundedSender;

use super::handler::Handler;

/// Hears of every connection that is made anew, which always takes a login.
pub(super) struct Restarts {
    handler: Handler,
}

impl Restarts {
    /// Tells the handler.
    pub(super) const fn new(handler: Handler) -> Self {
        Self { handler }
    }
}

#[async_trait]
impl VoiceGatewayManager for Restarts {
    async fn initialise(&self, _: u32, _: UserId) {}

    async fn register_shard(&self, _: u32, _: UnboundedSender<ShardRunnerMessage>) {}

    /// The only call that matters here: the connection is gone, and the next one is on its way.
    async fn deregister_shard(&self, _: u32) {
        self.handler.logs_in_anew();
    }

    async fn server_update(&self, _: GuildId, _: &Option<String>, _: &str) {}

    async fn state_update(&self, _: GuildId, _: &VoiceState) {}
}
