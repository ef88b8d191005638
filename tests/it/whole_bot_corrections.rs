//! The whole bot against the loopback when the answer of a fact changes: what was said before is edited, at a renewal and
//! after a restart, and what can't be reached is listed.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{Conversation, Fresh};
use factdesk::discord::Renewals;
use factdesk::journal::{Journal, ReplyState, Rules, date};
use factdesk::knowledge::{Differences, Knowledge, Revision};
use factdesk::observe::{Clock, Observer};
use factdesk::reply::{Renewal, RenewalEnd, wording_renewal};

use crate::book::{Book, PATIENCE};
use crate::loopback::{
    Desk, Failure, Loopback, OTHER_MEMBER, POST_CALLBACK, Said, desk_settings, start_renewed_conversation,
};
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

    /// Waits until the journal knows of so many messages whose state is of this sort.
    async fn knows(&self, book: &Book, n: usize, sort: impl Fn(&ReplyState) -> bool) {
        let begun = Instant::now();
        loop {
            self.journal.flush(PATIENCE);
            let replies = book.read().kept_replies().expect("it can be read");
            if replies.iter().filter(|row| sort(&row.state)).count() == n {
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {n} messages among {replies:?}");
            tokio::task::yield_now().await;
        }
    }

    /// It ends once the journal knows of so many edited messages.
    async fn ends(self, book: &Book, n_edited: usize) {
        self.knows(book, n_edited, |state| matches!(state, ReplyState::Edited(_))).await;
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

/// The next answer to a command as everybody sees it, or its asker alone.
async fn answered(discord: &Loopback, is_private: bool) -> Said {
    let said = discord.next_response().await;
    assert_eq!(said.is_private(), is_private);
    said
}

#[tokio::test]
async fn a_changed_answer_reaches_what_was_said_to_commands() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let story = Story::starts(&discord, &book, 41).await;
    let ask = || discord.slash("ask").option("question", QUESTION);
    ask().send();
    let plain = answered(&discord, false).await;
    ask().for_member(OTHER_MEMBER).send();
    let aimed = answered(&discord, false).await;
    ask().in_a_direct_message().send();
    let direct = answered(&discord, false).await;
    // Nobody can edit later what the asker alone sees, and of what is refused there is nothing to keep.
    ask().private(true).send();
    answered(&discord, true).await;
    discord.slash("ask").option("question", "which birds nest nearby").send();
    answered(&discord, false).await;
    story.knows(&book, 3, |state| *state == ReplyState::Current).await;
    story.renews(42);
    for said in [&plain, &aimed, &direct] {
        is_corrected(&discord, said.message.id.get(), said.buttons().len(), 42).await;
    }
    story.ends(&book, 3).await;
    assert_eq!(discord.requests(CHANGE_MESSAGE).len(), 3);
    discord.finish();
}

#[tokio::test]
async fn a_response_that_is_not_told_of_is_given_once_and_not_kept() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let story = Story::starts(&discord, &book, 41).await;
    // A proxy may swallow what Discord tells; so does a repeat, which Discord refuses.
    for (failure, n_requests) in [(Failure::DoneBut(204), 1), (Failure::DoneBut(502), 3)] {
        discord.rest_fails_next(POST_CALLBACK, failure, 1);
        discord.slash("ask").option("question", QUESTION).send();
        answered(&discord, false).await;
        while discord.requests(POST_CALLBACK).len() < n_requests {
            tokio::task::yield_now().await;
        }
    }
    story.ends(&book, 0).await;
    assert_eq!(book.read().kept_replies().expect("it can be read"), []);
    assert_eq!(discord.requests(POST_CALLBACK).len(), 3);
    discord.finish();
}

#[tokio::test]
async fn where_the_bot_is_not_a_member_the_curator_is_told_what_could_not_be_corrected() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let story = Story::starts(&discord, &book, 41).await;
    discord.slash("ask").option("question", QUESTION).send();
    let said = answered(&discord, false).await;
    story.knows(&book, 1, |state| *state == ReplyState::Current).await;
    discord.rest_fails_next(CHANGE_MESSAGE, Failure::Refused(403, 50_001), 1);
    story.renews(42);
    story.knows(&book, 1, |state| matches!(state, ReplyState::Unreachable(_))).await;
    story.ends(&book, 0).await;
    let unreachable = book.read().unreachable().expect("it can be read");
    let unreachable: Vec<_> = unreachable.iter().map(|row| (row.message, row.state.reason())).collect();
    assert_eq!(unreachable, [(said.message.id.get(), Some("the bot does not see the channel"))]);
    discord.finish();
}
