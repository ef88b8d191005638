//! The whole bot against the loopback when the answer of a fact changes: what was said before is edited, at a renewal and
//! after a restart, and what can't be reached is listed.

use std::sync::{Arc, Mutex};

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{Conversation, Fresh};
use factdesk::discord::Renewals;
use factdesk::journal::{Journal, ReplyState, Rules, date};
use factdesk::knowledge::{Differences, Knowledge, Revision};
use factdesk::observe::{Clock, Observer};
use factdesk::reply::{Renewal, RenewalEnd, wording_renewal};

use crate::book::{Book, PATIENCE};
use crate::loopback::{Desk, Failure, Loopback, desk_settings, start_renewed_conversation};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const OTHER_QUESTION: &str = "Who was the first keeper?";
const CHANGE_MESSAGE: &str = "PATCH /channels/{id}/messages/{id}";

/// The lighthouse at a height of so many metres.
fn told(metres: u32) -> Knowledge {
    let mut knowledge = lighthouse();
    knowledge.facts[0].answer = format!("The lighthouse is {metres} metres tall.");
    knowledge.facts[0].cites[0].quote = None;
    knowledge.revision = Revision(metres);
    knowledge
}

/// A desk, what it will read next, and the wish for it.
struct Story {
    desk: Desk,
    journal: Arc<Journal>,
    next: Arc<Mutex<u32>>,
    renewals: Renewals,
}

impl Story {
    async fn starts(discord: &Loopback, book: &Book, metres: u32) -> Self {
        let clock = Clock::of_system();
        let rules = Rules { retention_days: 30 };
        let journal = Journal::start(book.file(), rules, move || clock.epoch_seconds(), |trouble| panic!("{trouble}"));
        let (journal, next) = (Arc::new(journal), Arc::new(Mutex::new(metres)));
        let reads = Arc::clone(&next);
        let renewals = Renewals::new(Arc::new(move |_: &Arc<Engine>| {
            let knowledge = told(*reads.lock().expect("nobody panics"));
            let (n_facts, revision) = (knowledge.facts.len(), knowledge.revision);
            let end = RenewalEnd::Renewed(Differences::default());
            let engine = Arc::new(Engine::new(Arc::new(knowledge), Thresholds::default()));
            Fresh { engine: Some(engine), renewal: Renewal { end, n_facts, revision, problems: Vec::new() } }
        }));
        let conversation = Conversation::new(Arc::new(Engine::new(Arc::new(told(metres)), Thresholds::default())));
        let observer = Arc::new(Observer::new(Clock::of_system()));
        let kept = Some(Arc::clone(&journal));
        let desk = start_renewed_conversation(desk_settings(discord), conversation, renewals.clone(), kept, observer);
        discord.next_identify().await;
        Self { desk, journal, next, renewals }
    }

    /// Its base is written anew.
    fn renews(&self, metres: u32) {
        *self.next.lock().expect("nobody panics") = metres;
        self.renewals.wish();
    }

    /// It ends once the journal knows of so many edited messages.
    async fn ends(self, book: &Book, n_edited: usize) {
        loop {
            self.journal.flush(PATIENCE);
            let states = book.read().kept_replies().expect("it can be read").into_iter().map(|row| row.state);
            if states.filter(|state| matches!(state, ReplyState::Edited(_))).count() == n_edited {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(self.desk.stops().await, Ok(()));
        assert!(self.journal.close(PATIENCE) && self.journal.lost() == 0);
    }
}

/// The next edit is the correction of this message to so many metres; its buttons are those it had.
async fn is_corrected(discord: &Loopback, message: u64, buttons: usize, metres: u32) {
    let edit = discord.next_edit().await;
    assert_eq!((edit.message.id.get(), edit.buttons().len()), (message, buttons));
    let embed = edit.embed();
    assert_eq!(embed.description.as_deref(), Some(format!("The lighthouse is {metres} metres tall.").as_str()));
    let footer = &embed.footer.as_ref().expect("it has a line below").text;
    let opening = wording_renewal::corrected("", &date(Clock::of_system().epoch_seconds()));
    assert!(footer.starts_with(opening.trim_end()), "{footer}");
}

#[tokio::test]
async fn a_changed_answer_reaches_what_was_said_before() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let story = Story::starts(&discord, &book, 41).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let first = discord.next_message().await;
    discord.member_says(&format!("@desk {OTHER_QUESTION}"));
    discord.next_message().await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let second = discord.next_message().await;
    let (numbers, buttons) = ([&first, &second].map(|said| said.message.id.get()), first.buttons().len());
    story.renews(42);
    for number in numbers {
        is_corrected(&discord, number, buttons, 42).await;
    }
    story.ends(&book, 2).await;
    // The bot was away while the base changed; of the two messages one is gone since.
    discord.rest_fails_next(CHANGE_MESSAGE, Failure::Status(404), 1);
    let story = Story::starts(&discord, &book, 43).await;
    is_corrected(&discord, numbers[1], buttons, 43).await;
    story.ends(&book, 1).await;
    let unreachable = book.read().unreachable().expect("it can be read");
    let unreachable: Vec<(u64, &str)> = unreachable.iter().map(|row| (row.message, row.fact.as_str())).collect();
    assert_eq!(unreachable, [(numbers[0], "tower-height")]);
    // What was corrected or given up is not tried again.
    let story = Story::starts(&discord, &book, 43).await;
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    story.ends(&book, 1).await;
    assert_eq!(discord.requests(CHANGE_MESSAGE).len(), 4);
    discord.finish();
}
