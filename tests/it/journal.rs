//! The journal in a folder of the test: what is written by which door, and what is forgotten when.

use factdesk::curator::stub;
use factdesk::journal::{
    Circumstances, DAY, Door, FactVotes, KeptReply, PAIR_SECONDS, ReplyState, Said, Suggestion, Vote, accepted,
    answer_digest, gaps, suggestions,
};

use crate::book::{Book, ENGINE, GUILD, NOW, PATIENCE, asked, by, holds, through};

#[test]
fn every_door_is_recorded_and_words_only_where_they_were_for_the_desk() {
    let book = Book::new();
    let kept = Some("How tall is the lighthouse?".to_owned());
    let doors = [
        (Door::Slash, GUILD, kept.clone()),
        (Door::Slash, None, None),
        (Door::Mention, GUILD, kept.clone()),
        (Door::Reply, GUILD, kept.clone()),
        (Door::Direct, None, None),
        (Door::Menu, GUILD, None),
        (Door::Watched, GUILD, None),
        (Door::Button, GUILD, None),
        (Door::Terminal, None, kept.clone()),
        (Door::Script, None, kept),
    ];
    book.writes(|journal| doors.iter().for_each(|(door, guild, _)| journal.record(through(*door, *guild))));
    assert_eq!(book.words(), doors.map(|(_, _, words)| words));
    let statistics = book.read().statistics(NOW, None).expect("it can be read");
    assert_eq!((statistics.all.all, statistics.doors.len(), statistics.with_words), (10, Door::ALL.len(), 5));
    assert_eq!(statistics.latency.map(|latency| latency.median), Some(1_500));
}

#[test]
fn an_outcome_is_kept_whole_and_its_asker_is_not() {
    let book = Book::new();
    let asker = 4_242_424_242_424_242_u64;
    book.writes(|journal| journal.record(asked("How tall is the lighthouse?", by(asker, NOW))));
    let mut records = Vec::new();
    let taken = book.read().export(|record| {
        records.push(serde_json::to_value(record).expect("it is JSON"));
        Ok::<(), factdesk::journal::Error>(())
    });
    taken.expect("it can be read");
    let receipt = factdesk::answer::receipt(&ENGINE.answer("How tall is the lighthouse?"), ENGINE.knowledge());
    let confidence = records[0]["confidence"].clone();
    let expected = serde_json::json!({
        "kind": "outcome", "id": 1, "time": NOW, "door": "mention", "guild": "1300000000000000002", "lang": "en",
        "outcome": "answered", "fact": "tower-height", "confidence": confidence, "latency": 1_500,
        "receipt": receipt.to_string(), "question": "How tall is the lighthouse?",
    });
    assert_eq!(records, [expected]);
    assert!(!holds(&book.file(), &asker.to_be_bytes()) && !holds(&book.file(), &asker.to_le_bytes()));
}

#[test]
fn words_are_forgotten_in_time_and_leave_no_trace() {
    let book = Book::new();
    let early = "Who repainted the crumbling lighthouse?";
    book.writes(|journal| {
        journal.record(asked(early, by(1, NOW)));
        journal.record(asked("Who was the first keeper?", by(1, NOW + 60)));
        journal.record(asked("Who was the last keeper?", by(1, NOW + DAY)));
    });
    assert!(holds(&book.file(), early.as_bytes()));
    book.writes(|journal| journal.vote(vote(MESSAGE, 1, "tower-height", true, NOW)));
    assert!(holds(&book.file(), &MESSAGE.to_be_bytes()));
    book.at(NOW + 30 * DAY + 60).writes(|_| ());
    assert!(!holds(&book.file(), &MESSAGE.to_be_bytes()), "below which message somebody voted is forgotten too");
    assert_eq!(book.words(), [None, None, Some("Who was the last keeper?".to_owned())]);
    assert!(!holds(&book.file(), early.as_bytes()), "what was forgotten is overwritten");
    assert_eq!(book.read().statistics(NOW, None).expect("it can be read").all.all, 3, "the outcomes themselves stay");
}

/// The number of a message, as long as Discord's are.
const MESSAGE: u64 = 1_400_000_000_123_456_789;

#[test]
fn without_retention_no_word_is_written_at_all() {
    let book = Book::new().keeping(0);
    let question = "Who repainted the crumbling lighthouse?";
    book.writes(|journal| {
        journal.record(asked(question, by(1, NOW)));
        journal.record(asked("How tall is the lighthouse?", by(1, NOW + 1)));
        journal.vote(vote(MESSAGE, 1, "tower-height", true, NOW));
        journal.replied(MESSAGE, 5, NOW, vec![Said { fact: "tower-height".to_owned(), digest: 1 }]);
    });
    assert_eq!(book.words(), [None, None]);
    assert_eq!(book.n_rows("pair"), 0, "nor which two questions one person asked");
    assert!(!holds(&book.file(), &MESSAGE.to_be_bytes()), "nor which message said what");
    assert!(!holds(&book.file(), question.as_bytes()));
    assert_eq!(book.read().wordless_misses(None).expect("it can be read"), 1);
    assert_eq!(book.read().feedback().expect("it can be read").len(), 1);
}

#[test]
fn a_purge_between_two_questions_of_a_person_loses_nothing_and_pairs_nothing() {
    let answered = "How tall is the lighthouse?";
    for purged_before in [Some(NOW + 1), None] {
        let book = Book::new();
        book.writes(|journal| {
            journal.record(asked("Who repainted the crumbling lighthouse?", by(1, NOW)));
            journal.record(asked(answered, by(2, NOW + 5)));
            assert!(journal.flush(PATIENCE));
            book.read().purge(purged_before).expect("it can be written");
            journal.record(asked(answered, by(1, NOW + 10)));
        });
        let left = if purged_before.is_some() { 2 } else { 1 };
        assert_eq!(book.words(), vec![Some(answered.to_owned()); left]);
        assert_eq!(book.n_rows("pair"), 0);
    }
}

fn vote(message: u64, voter: u64, fact: &str, is_helpful: bool, time: u64) -> Vote {
    Vote { time, message, voter, fact: fact.to_owned(), is_helpful }
}

#[test]
fn each_person_has_one_vote_on_each_message_whatever_restarts() {
    let book = Book::new();
    book.writes(|journal| {
        journal.vote(vote(7, 1, "tower-height", true, NOW));
        journal.vote(vote(7, 2, "tower-height", true, NOW));
        journal.vote(vote(8, 1, "first-lit", true, NOW));
    });
    // The keys change with the retention, and a person is known by the key before as well.
    book.at(NOW + 29 * DAY).writes(|journal| journal.vote(vote(7, 1, "tower-height", false, NOW + 29 * DAY)));
    book.at(NOW + 31 * DAY).writes(|journal| journal.vote(vote(7, 1, "tower-height", false, NOW + 31 * DAY)));
    let facts = book.read().feedback().expect("it can be read");
    let votes = |fact: &str, helpful, unhelpful, last| FactVotes { fact: fact.to_owned(), helpful, unhelpful, last };
    assert_eq!(facts, [votes("tower-height", 1, 1, NOW + 31 * DAY), votes("first-lit", 1, 0, NOW)]);
}

#[test]
fn who_asks_in_vain_and_then_well_suggests_a_wording() {
    let book = Book::new();
    let (vain, well) = ("how far up does the beacon stick", "How tall is the lighthouse?");
    book.writes(|journal| {
        for (asker, time) in [(1, NOW), (2, NOW + 500)] {
            journal.record(asked(vain, by(asker, time)));
            journal.record(asked(well, by(asker, time + PAIR_SECONDS)));
        }
        journal.record(asked("what about painting the stairwell", by(3, NOW + 1_000)));
        journal.record(asked(well, by(3, NOW + 1_001 + PAIR_SECONDS)));
        journal.record(asked("what about painting the stairwell", by(4, NOW + 2_000)));
        journal.record(asked(well, by(5, NOW + 2_001)));
    });
    let found = suggestions(&book.read(), &ENGINE).expect("it can be read");
    let told = |found: &Suggestion| (found.id, found.wording.clone(), found.count, found.last);
    assert_eq!(found.iter().map(told).collect::<Vec<_>>(), [(1, vain.to_owned(), 2, NOW + 500 + PAIR_SECONDS)]);
    let command = "factdesk add --to tower-height --also-asked='how far up does the beacon stick'\n";
    assert_eq!(accepted(&found[0], ENGINE.knowledge(), &[]), command);
}

#[test]
fn what_was_asked_in_vain_is_grouped_by_meaning() {
    let book = Book::new();
    let questions = [
        "who painted the stairwell",
        "Which painters painted the stairwells?",
        "How much did a keeper earn?",
        "who painted the stairwell?",
        "how much did the keepers earn a year",
        "which birds nest nearby",
        "How tall is the lighthouse?",
        "hello",
    ];
    book.writes(|journal| {
        (0..).zip(questions).for_each(|(at, question)| journal.record(asked(question, by(1, NOW + at))));
    });
    let gaps = gaps(book.read().misses(None).expect("it can be read"), &ENGINE);
    let told = gaps.iter().map(|gap| (gap.id, gap.count, gap.absent, gap.asked[0].question.as_str()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (1, 3, None, "who painted the stairwell"),
            (3, 2, Some(0), "How much did a keeper earn?"),
            (6, 1, None, "which birds nest nearby"),
        ]
    );
    assert!(gaps[0].holds(2) && !gaps[0].holds(3));
    let stub = stub(&gaps[0], ENGINE.knowledge());
    assert!(stub.contains("id = \"painted-stairwell\""), "{stub}");
}

#[test]
fn what_one_message_asks_in_vain_beside_what_is_answered_is_a_gap_too() {
    let book = Book::new();
    let both = "How tall is the lighthouse? Who was the first keeper? And who painted the stairwell?";
    let late = both.to_owned() + " Which birds nest nearby?";
    let menu = Circumstances { door: Door::Menu, ..by(2, NOW + 1) };
    book.writes(|journal| {
        journal.record(asked("who painted the stairwell", by(1, NOW)));
        journal.record(asked(both, menu));
        journal.record(asked(&late, by(3, NOW + 2)));
        journal.record(asked("Hello! How tall is the lighthouse?", by(4, NOW + 3)));
    });
    let store = book.read();
    let gaps = gaps(store.misses(None).expect("it can be read"), &ENGINE);
    let told = gaps.iter().map(|gap| (gap.count, gap.asked[0].question.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [(2, "who painted the stairwell"), (1, "Which birds nest nearby")]);
    assert_eq!(gaps.iter().flat_map(|gap| (0..9).filter(|id| gap.holds(*id))).count(), 3, "each has its number");
    // The words of a message that somebody pointed at are not kept, in whole or in part, but it is counted.
    assert_eq!(store.wordless_misses(None).expect("it can be read"), 1);
    let statistics = store.statistics(NOW, None).expect("it can be read");
    assert_eq!((statistics.all.all, statistics.with_words), (4, 3), "a message is one question");
    let became: Vec<_> = statistics.became.iter().map(|(name, counts)| (name.as_str(), counts.all)).collect();
    assert_eq!(became, [("answered", 3), ("unsure", 1)]);
    book.at(NOW + 30 * DAY + 2).writes(|_| ());
    assert!(!holds(&book.file(), b"stairwell") && !holds(&book.file(), b"birds"), "it is forgotten with the rest");
    let elsewhere = book.read().misses(Some(1)).expect("it can be read");
    assert_eq!(elsewhere, []);
}

#[test]
fn a_part_that_is_asked_again_with_success_suggests_a_wording() {
    let book = Book::new();
    book.writes(|journal| {
        journal.record(asked("Who was the first keeper? And how far up does the beacon stick?", by(1, NOW)));
        journal.record(asked("How tall is the lighthouse?", by(1, NOW + 60)));
    });
    let found = suggestions(&book.read(), &ENGINE).expect("it can be read");
    let wordings: Vec<&str> = found.iter().map(|found| found.wording.as_str()).collect();
    assert_eq!(wordings, ["how far up does the beacon stick"]);
}

#[test]
fn the_messages_that_give_a_fact_are_known_until_they_are_too_old() {
    let book = Book::new();
    let digest = answer_digest("The lighthouse is 41 metres tall.");
    let said = |fact: &str| Said { fact: fact.to_owned(), digest };
    let reply = |message: u64, place: u32, fact: &str| {
        let (channel, fact, state) = (5, fact.to_owned(), ReplyState::Current);
        KeptReply { message, channel, fact, place, digest, time: NOW, state }
    };
    let corrected = answer_digest("The lighthouse is 42 metres tall.");
    book.writes(|journal| {
        journal.replied(u64::MAX, 5, NOW, vec![said("last-keeper"), said("first-keeper")]);
        journal.replied(u64::MAX, 5, NOW, vec![said("tower-height")]);
        journal.replied(71, 5, NOW, vec![said("first-lit"), said("tower-height")]);
        journal.replied(72, 5, NOW, vec![said("first-lit")]);
        journal.removed(72);
        journal.changed(71, 1, corrected, ReplyState::Unreachable("Missing Access".to_owned()));
        journal.changed(u64::MAX, 0, corrected, ReplyState::Edited(NOW + 5));
    });
    let edited =
        KeptReply { digest: corrected, state: ReplyState::Edited(NOW + 5), ..reply(u64::MAX, 0, "tower-height") };
    let state = ReplyState::Unreachable("Missing Access".to_owned());
    let unreachable = KeptReply { digest: corrected, state, ..reply(71, 1, "tower-height") };
    let kept = book.read().kept_replies().expect("it can be read");
    assert_eq!(kept, [edited, reply(71, 0, "first-lit"), unreachable.clone()]);
    assert_eq!(book.read().unreachable().expect("it can be read"), [unreachable]);
    book.at(NOW + 30 * DAY).writes(|_| ());
    assert_eq!(book.read().kept_replies().expect("it can be read"), []);
}

#[test]
fn a_purge_takes_out_what_is_older_or_everything() {
    let book = Book::new();
    book.writes(|journal| {
        journal.record(asked("who painted the stairwell", by(1, NOW)));
        journal.record(asked("How tall is the lighthouse?", by(1, NOW + 60)));
        journal.vote(vote(7, 1, "tower-height", true, NOW));
        journal.record(asked("who painted the stairwell", by(1, NOW + DAY)));
    });
    let purged = book.read().purge(Some(NOW + DAY)).expect("it can be written");
    assert_eq!((purged.outcomes, purged.votes), (2, 1));
    let purged = book.read().purge(None).expect("it can be written");
    assert_eq!((purged.outcomes, purged.votes), (1, 0));
    assert!(!holds(&book.file(), b"stairwell"));
}
