//! The manners: who is answered, where and how. No network, no clock; time is a value.

mod event;

use std::sync::Arc;

pub use event::{
    Action, Asked, Author, ChannelId, Choice, Destination, Event, Interaction, MessageId, MessageRef, Now, Page,
    UserId, Via,
};

use crate::answer::Engine;

/// The desk in conversation. Equal events at equal times on an equal base give equal actions.
#[derive(Debug)]
pub struct Conversation {
    engine: Arc<Engine>,
}

impl Conversation {
    /// A conversation that has not yet begun.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// What the desk does about an event.
    #[must_use]
    pub fn handle(&mut self, event: Event, now: Now) -> Vec<Action> {
        // SKELETON
        let _ = (event, now, &self.engine);
        Vec::new()
    }
}
