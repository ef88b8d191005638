//! Our own engine.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::knowledge::Knowledge;

use super::Rival;
use crate::judged::Given;

/// The whole way from question to outcome.
pub struct Ours {
    engine: Engine,
}

impl Ours {
    /// With this base.
    pub fn new(base: &Arc<Knowledge>) -> Self {
        Self { engine: Engine::new(Arc::clone(base), Thresholds::default()) }
    }
}

impl Rival for Ours {
    fn ask(&self, question: &str) -> Given {
        Given::of(&self.engine.answer(question))
    }
}
