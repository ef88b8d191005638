//! The whole bot against the loopback, with a journal: every door is recorded, votes and messages are kept, managers see
//! their server's part, and a journal that can't be written delays nobody.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::Conversation;
use factdesk::discord::Settings;
use factdesk::journal::{Door, Exported, FactVotes, Journal, KeptReply, ReplyState, Rules, answer_digest};
use factdesk::observe::{Clock, Observer};
use factdesk::reply::{wording_desk, wording_manners, wording_pages};

use crate::book::{Book, PATIENCE, asked, by, holds};
use crate::loopback::{CHANNEL, Desk, GUILD, Loopback, MEMBER, desk_settings, start_recorded_conversation};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
const ANSWER: &str = "The lighthouse is 41 metres tall.";
const OTHER_QUESTION: &str = "Who was the first keeper?";
const VAIN: &str = "who painted the stairwell";

/// A desk that can watch channels and writes into a journal.
async fn recorded_desk(discord: &Loopback, journal: &Arc<Journal>) -> (Desk, Arc<Observer>) {
    let engine = Engine::new(Arc::new(lighthouse()), Thresholds::default());
    let conversation = Conversation::new(Arc::new(engine));
    let settings = Settings { watch_content: true, ..desk_settings(discord) };
    let observer = Arc::new(Observer::new(Clock::of_system()));
    let journal = Some(Arc::clone(journal));
    let desk = start_recorded_conversation(settings, conversation, journal, Arc::clone(&observer));
    discord.next_identify().await;
    (desk, observer)
}

/// Stops the desk and waits until all is written.
async fn ends(discord: Loopback, desk: Desk, journal: &Journal) {
    assert_eq!(desk.stops().await, Ok(()));
    assert!(journal.close(PATIENCE) && journal.lost() == 0);
    discord.finish();
}

/// A journal by the system's clock, as the bot's is.
fn start(book: &Book) -> Arc<Journal> {
    let clock = Clock::of_system();
    let rules = Rules { retention_days: 30 };
    Arc::new(Journal::start(book.file(), rules, move || clock.epoch_seconds(), |trouble| panic!("{trouble}")))
}

/// Door, whether it was in the server, outcome, fact and words.
type Row = (String, bool, String, Option<String>, Option<String>);

/// Everything recorded.
fn rows(book: &Book) -> Vec<Row> {
    let mut rows = Vec::new();
    let taken = book.read().export(|record| {
        if let Exported::Outcome { door, guild, outcome, fact, question, .. } = record {
            let is_here = guild.is_some_and(|guild| guild == GUILD.to_string());
            rows.push((door, is_here, outcome, fact, question));
        }
        Ok::<(), factdesk::journal::Error>(())
    });
    taken.expect("it can be read");
    rows
}

#[tokio::test]
async fn every_door_of_the_bot_is_recorded() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let journal = start(&book);
    let (desk, _) = recorded_desk(&discord, &journal).await;
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    discord.slash("ask").option("question", QUESTION).in_a_direct_message().send();
    discord.next_response().await;
    let mention = discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    discord.edits(&mention, &format!("@desk {OTHER_QUESTION}"));
    discord.next_edit().await;
    discord.replies_to(&answer.message, VAIN);
    discord.next_message().await;
    discord.writes_directly(QUESTION);
    discord.next_message().await;
    discord.slash("desk").part("watch").by_a_manager().send();
    discord.next_response().await;
    let other = discord.speech(QUESTION).by_somebody_else().send();
    discord.next_mark().await;
    discord.replies_to(&other, "@desk");
    discord.next_message().await;
    discord.uses_the_menu("Answer this", &other);
    discord.next_response().await;
    discord.next_message().await;
    discord.next_edit().await;
    let offered = discord.member_says(OTHER_QUESTION);
    discord.next_mark().await;
    discord.reacts(MEMBER, &offered, "📎");
    discord.next_message().await;
    ends(discord, desk, &journal).await;
    let row = |door: Door, is_here: bool, outcome: &str, fact: Option<&str>, words: Option<&str>| {
        let text = |text: Option<&str>| text.map(str::to_owned);
        (door.name().to_owned(), is_here, outcome.to_owned(), text(fact), text(words))
    };
    let (tall, keeper) = (Some("tower-height"), Some("first-keeper"));
    let mut found = rows(&book);
    let nearest =
        found.iter().position(|row| row.2 != "answered" && row.2 != "offered").expect("one was asked in vain");
    found[nearest].3 = None;
    let vain = found[nearest].2.clone();
    assert_eq!(
        found,
        [
            row(Door::Slash, true, "answered", tall, Some(QUESTION)),
            row(Door::Slash, false, "answered", tall, None),
            row(Door::Mention, true, "answered", tall, Some(QUESTION)),
            row(Door::Mention, true, "answered", keeper, Some(OTHER_QUESTION)),
            row(Door::Reply, true, &vain, None, Some(VAIN)),
            row(Door::Direct, false, "answered", tall, None),
            row(Door::Watched, true, "offered", tall, None),
            row(Door::Mention, true, "answered", tall, None),
            row(Door::Menu, true, "answered", tall, None),
            row(Door::Watched, true, "offered", keeper, None),
            row(Door::Watched, true, "answered", keeper, None),
        ]
    );
    assert!(!holds(&book.file(), MEMBER.to_string().as_bytes()) && !holds(&book.file(), &MEMBER.to_be_bytes()));
}

#[tokio::test]
async fn a_vote_counts_once_for_each_person_even_after_a_restart() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let journal = start(&book);
    let (desk, _) = recorded_desk(&discord, &journal).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    let answer = discord.next_message().await;
    discord.presses_what_says(wording_pages::HELPFUL, &answer.message);
    discord.next_response().await;
    assert_eq!(desk.stops().await, Ok(()));
    let (desk, _) = recorded_desk(&discord, &journal).await;
    discord.presses_what_says(wording_pages::UNHELPFUL, &answer.message);
    discord.next_response().await;
    let helpful = answer.buttons().into_iter().find(|button| button.label.as_deref() == Some(wording_pages::HELPFUL));
    let helpful = helpful.and_then(|button| button.custom_id).expect("it can be pressed");
    discord.somebody_else_presses(&helpful, &answer.message);
    discord.next_response().await;
    ends(discord, desk, &journal).await;
    let votes = book.read().feedback().expect("it can be read");
    let counted = |votes: &FactVotes| (votes.fact.clone(), votes.helpful, votes.unhelpful);
    assert_eq!(votes.iter().map(counted).collect::<Vec<_>>(), [("tower-height".to_owned(), 1, 1)]);
}

#[tokio::test]
async fn it_is_known_which_message_gives_which_fact() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let journal = start(&book);
    let (desk, _) = recorded_desk(&discord, &journal).await;
    let edited = discord.member_says(&format!("@desk {OTHER_QUESTION}"));
    let kept = discord.next_message().await;
    discord.edits(&edited, &format!("@desk {QUESTION}"));
    discord.next_edit().await;
    discord.member_says(&format!("@desk {VAIN}"));
    discord.next_message().await;
    let deleted = discord.member_says(&format!("@desk {QUESTION}"));
    let gone = discord.next_message().await;
    discord.deletes(&deleted);
    assert_eq!(discord.next_deletion().await, gone.message.id.get());
    discord.member_says(&format!("@desk {QUESTION}"));
    let withdrawn = discord.next_message().await;
    discord.presses_what_says(wording_pages::REMOVE, &withdrawn.message);
    discord.next_response().await;
    discord.next_deletion().await;
    ends(discord, desk, &journal).await;
    let expected = |reply: &KeptReply| KeptReply {
        message: kept.message.id.get(),
        channel: CHANNEL,
        fact: "tower-height".to_owned(),
        place: 0,
        digest: answer_digest(ANSWER),
        time: reply.time,
        state: ReplyState::Current,
    };
    let replies = book.read().kept_replies().expect("it can be read");
    assert_eq!(replies, replies.iter().take(1).map(expected).collect::<Vec<_>>());
    assert_eq!(replies.len(), 1);
}

#[tokio::test]
async fn managers_see_what_was_asked_in_their_server_and_nobody_else_does() {
    let (discord, book) = (Loopback::start().await, Book::new());
    let journal = start(&book);
    let (desk, _) = recorded_desk(&discord, &journal).await;
    for part in ["stats", "unanswered"] {
        discord.slash("desk").part(part).send();
        let told = discord.next_response().await;
        assert!(told.is_private() && told.text().contains(wording_manners::MANAGERS_ONLY), "{}", told.text());
    }
    for _ in 0..2 {
        discord.slash("ask").option("question", &format!("{VAIN} **now**")).send();
        discord.next_response().await;
    }
    discord.slash("ask").option("question", QUESTION).send();
    discord.next_response().await;
    let elsewhere =
        factdesk::journal::Circumstances { guild: Some(GUILD + 1), ..by(1, Clock::of_system().epoch_seconds()) };
    journal.record(asked("what do they charge for lemonade elsewhere", elsewhere));
    discord.slash("desk").part("stats").by_a_manager().send();
    assert!(discord.next_response().await.is_private());
    let told = discord.next_edit().await.text();
    for line in ["Questions: 3 · 3", "answered: 1 · 1", "slash: 3 · 3"] {
        assert!(
            told.contains(wording_desk::STATISTICS) && told.lines().any(|told| told.trim() == line),
            "{line}: {told}"
        );
    }
    discord.slash("desk").part("unanswered").by_a_manager().send();
    assert!(discord.next_response().await.is_private());
    let told = discord.next_edit().await.text();
    assert!(told.contains("who painted the stairwell \\*\\*now\\*\\*” 2 times"), "{told}");
    assert!(!told.contains("lemonade"), "what is asked elsewhere is nobody's business here: {told}");
    ends(discord, desk, &journal).await;
}

#[tokio::test]
async fn without_a_journal_managers_are_told_so() {
    let discord = Loopback::start().await;
    let desk = discord.runs_the_desk(lighthouse()).await;
    discord.slash("desk").part("stats").by_a_manager().send();
    discord.next_response().await;
    assert!(discord.next_edit().await.text().contains(wording_desk::NO_JOURNAL));
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}

#[tokio::test]
async fn a_journal_that_can_not_be_written_delays_no_answer_and_is_counted() {
    let (discord, book) = (Loopback::start().await, Book::new());
    std::fs::write(book.folder.path().join("not there yet"), "a file").expect("it can be written");
    let journal = Arc::new(Journal::start(book.file(), Rules { retention_days: 30 }, || 0, |_| ()));
    let (desk, observer) = recorded_desk(&discord, &journal).await;
    discord.member_says(&format!("@desk {QUESTION}"));
    assert!(discord.next_message().await.text().contains(ANSWER));
    assert!(journal.close(PATIENCE), "what waited is given up");
    discord.member_says(&format!("@desk {QUESTION}"));
    assert!(discord.next_message().await.text().contains(ANSWER));
    assert_eq!(desk.stops().await, Ok(()));
    let lost = observer
        .metrics_page()
        .lines()
        .find_map(|line| line.strip_prefix("factdesk_journal_lost_total ")?.parse().ok());
    assert_eq!(lost, Some(journal.lost()));
    assert!(journal.lost() > 1, "answers and messages");
    discord.finish();
}
