//! Stories of the doors by which the desk is asked: lists and paces hold for every one of them, and each is heard once.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{
    Action, Asked, Author, ChannelId, Conversation, Destination, Event, Interaction, Lists, Manners, MessageId,
    MessageRef, Now, Page, PressedMessage, Scene, ServerId, Sign, UserId, Via,
};
use factdesk::reply::{Note, Press, compose_note};

use crate::support::lighthouse;

const CHANNEL: ChannelId = ChannelId(7);
const HEIGHT: &str = "How tall is the lighthouse?";
const ON: PressedMessage = PressedMessage { message: MessageId(5), asker: Some(UserId(42)), application: 900 };

fn waiting(id: u64) -> Interaction {
    Interaction { id, token: "token".to_owned(), user: UserId(42), channel: CHANNEL }
}

fn pressed(id: u64, press: Option<Press>) -> Event {
    Event::Pressed { interaction: waiting(id), press, on: ON }
}

fn fact() -> String {
    "tower-height".to_owned()
}

fn place(number: u64) -> MessageRef {
    MessageRef { channel: CHANNEL, message: MessageId(number) }
}

fn asked(via: Via) -> Event {
    Event::Asked(Asked { question: HEIGHT.to_owned(), via, author: Author::Person(UserId(42)) })
}

/// Every command by which something of the base is asked for, each with a number of its own.
fn commands() -> Vec<(u64, Event)> {
    let browsed = |id, page| Event::Browsed { interaction: waiting(id), page };
    let answer_this = |id| {
        let (message, text) = (place(70), HEIGHT.to_owned());
        Event::AnswerThis { interaction: waiting(id), application: 900, message, text, may_reply: true }
    };
    let made: [fn(u64) -> Event; 3] = [
        |id| asked(Via::Command { interaction: waiting(id), private: false }),
        |id| asked(Via::Command { interaction: waiting(id), private: true }),
        |id| asked(Via::CommandFor { interaction: waiting(id), member: UserId(43) }),
    ];
    let questions = made.iter().map(|make| make as &dyn Fn(u64) -> Event);
    let lists: [&dyn Fn(u64) -> Event; 4] =
        [&|id| browsed(id, Page::Topics), &|id| browsed(id, Page::Timeline), &|id| browsed(id, Page::Sources), &|id| {
            browsed(id, Page::About)
        }];
    let others: [&dyn Fn(u64) -> Event; 3] =
        [&answer_this, &|id| Event::CheckThis { interaction: waiting(id), text: HEIGHT.to_owned() }, &|id| {
            Event::AskedWhy { interaction: waiting(id), receipt: "none".to_owned() }
        }];
    (100..).zip(questions.chain(lists).chain(others)).map(|(id, make)| (id, make(id))).collect()
}

/// Every press that shows something of the base, and one that this version can't read.
fn presses() -> Vec<(u64, Event)> {
    let presses = [
        Some(Press::Choose { fact: fact() }),
        Some(Press::Related { fact: fact() }),
        Some(Press::Read { fact: fact() }),
        Some(Press::Passage { fact: fact() }),
        Some(Press::TimelinePage { page: 0 }),
        Some(Press::SourcesPage { page: 0 }),
        None,
    ];
    (200..).zip(presses).map(|(id, press)| (id, pressed(id, press))).collect()
}

fn conversation(manners: Manners) -> Conversation {
    let engine = Arc::new(Engine::new(Arc::new(lighthouse()), Thresholds::default()));
    Conversation::new(engine).with_manners(manners)
}

fn told(id: u64, note: Note) -> Vec<Action> {
    vec![Action::Send { to: Destination::Interaction(waiting(id)), reply: compose_note(note) }]
}

fn scene() -> Scene {
    Scene { channel: Some(CHANNEL), server: Some(ServerId(6)), ..Scene::default() }
}

#[test]
fn a_denied_channel_is_denied_by_every_door() {
    let lists = Lists { deny_channels: vec![CHANNEL], ..Lists::default() };
    let mut conversation = conversation(Manners { lists, ..Manners::default() });
    for (id, event) in commands().into_iter().chain(presses()) {
        assert_eq!(conversation.handle_at(event.clone(), &scene(), Now(9)), told(id, Note::NotHere), "{event:?}");
    }
    let typing = Event::Typing { interaction: waiting(1), prefix: "how".to_owned() };
    let nothing = vec![Action::Choices { interaction: waiting(1), choices: Vec::new() }];
    assert_eq!(conversation.handle_at(typing, &scene(), Now(9)), nothing);
}

#[test]
fn who_asks_too_much_is_held_back_at_every_door() {
    for (id, event) in commands() {
        let mut conversation = conversation(Manners { per_person: 1, ..Manners::default() });
        let first = conversation.handle_at(asked(Via::Mention(place(1))), &scene(), Now(9));
        assert_eq!(first.len(), 1);
        let held_back = conversation.handle_at(event.clone(), &scene(), Now(9));
        assert_eq!(held_back, told(id, Note::SlowDown), "{event:?}");
    }
}

#[test]
fn who_presses_too_much_is_told_once() {
    let mut conversation = conversation(Manners { per_person: 1, ..Manners::default() });
    assert_eq!(conversation.handle_at(asked(Via::Mention(place(1))), &scene(), Now(9)).len(), 1);
    for (number, (id, event)) in presses().into_iter().enumerate() {
        let quietly = vec![Action::Acknowledge { interaction: waiting(id) }];
        let expected = if number == 0 { told(id, Note::SlowDown) } else { quietly };
        assert_eq!(conversation.handle_at(event.clone(), &scene(), Now(9)), expected, "{event:?}");
    }
}

#[test]
fn every_door_counts_towards_the_pace() {
    for (_, event) in commands().into_iter().chain(presses()) {
        let mut conversation = conversation(Manners { per_person: 1, ..Manners::default() });
        assert!(!conversation.handle_at(event.clone(), &scene(), Now(9)).is_empty());
        let sign = vec![Action::Mark { message: place(1), sign: Sign::Wait }];
        assert_eq!(conversation.handle_at(asked(Via::Mention(place(1))), &scene(), Now(9)), sign, "{event:?}");
    }
}

#[test]
fn an_answer_can_always_be_judged_and_taken_back() {
    let lists = Lists { deny_channels: vec![CHANNEL], ..Lists::default() };
    let mut conversation = conversation(Manners { lists, per_person: 1, ..Manners::default() });
    for round in 0..3 {
        let vote = pressed(300 + round, Some(Press::Vote { fact: fact(), is_helpful: true }));
        let [Action::Send { reply, .. }] = &conversation.handle_at(vote, &scene(), Now(9))[..] else {
            panic!("a vote is thanked for");
        };
        assert_ne!(*reply, compose_note(Note::NotHere));
        let remove = pressed(400 + round, Some(Press::Remove { asker: 42 }));
        assert_eq!(conversation.handle_at(remove, &scene(), Now(9)).len(), 2, "noted and taken back");
    }
}

#[test]
fn one_person_who_asks_too_much_leaves_the_channel_to_the_others() {
    let mut conversation = conversation(Manners { per_person: 1, per_channel: 3, ..Manners::default() });
    let mut ask = |number: u64, user: u64| {
        let (via, author) = (Via::Mention(place(number)), Author::Person(UserId(user)));
        let event = Event::Asked(Asked { question: HEIGHT.to_owned(), via, author });
        conversation.handle_at(event, &scene(), Now(9))
    };
    for number in 1..20 {
        ask(number, 42);
    }
    for number in 20..22 {
        assert!(matches!(ask(number, number)[..], [Action::Send { .. }]), "{number}");
    }
    assert!(matches!(ask(22, 22)[..], [Action::Mark { .. }]), "now the channel is busy");
}

#[test]
fn what_arrives_twice_is_handled_once() {
    for (_, event) in commands().into_iter().chain(presses()) {
        let mut conversation = conversation(Manners::default());
        assert!(!conversation.handle_at(event.clone(), &scene(), Now(9)).is_empty());
        assert_eq!(conversation.handle_at(event.clone(), &scene(), Now(9)), [], "{event:?}");
    }
}

#[test]
fn a_mention_of_a_hidden_message_keeps_the_manners_too() {
    let mut conversation = conversation(Manners { per_person: 1, ..Manners::default() });
    let mut mention = |number| {
        let via = Via::Mention(place(number));
        let asked = Asked { question: String::new(), via, author: Author::Person(UserId(42)) };
        conversation.handle_at(Event::AskedInReply { asked, replied_to: String::new() }, &scene(), Now(9))
    };
    assert!(matches!(mention(1)[..], [Action::Send { .. }]));
    assert_eq!(mention(1), [], "it arrived twice");
    assert_eq!(mention(2), [Action::Mark { message: place(2), sign: Sign::Wait }]);
    assert_eq!(mention(3), []);
}
