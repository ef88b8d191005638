//! Two hundred thousand questions of five thousand people in five hundred channels through a conversation, without the
//! network: what of them stays in memory.

use std::sync::Arc;

use factdesk::conversation::Conversation;
use serde::{Deserialize, Serialize};

use crate::memory::resident;
use crate::shipped::{engine, mentioned, questions};

/// How many questions.
pub const N_MESSAGES: u64 = 200_000;
/// The conversation is warm after so many.
const N_WARM: u64 = 1_000;

/// The memory, in bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Talking {
    /// After the first few.
    pub before: usize,
    /// After all.
    pub after: usize,
}

/// Holds the conversation.
pub fn measure() -> Talking {
    let questions = questions();
    let mut conversation = Conversation::new(Arc::new(engine()));
    let mut before = 0;
    for (number, question) in (1..=N_MESSAGES).zip(questions.iter().cycle()) {
        let (event, now) = mentioned(question, number);
        drop(conversation.handle(event, now));
        if number == N_WARM {
            before = resident();
        }
    }
    Talking { before, after: resident() }
}
