//! Stories of good manners: edits, too many questions, lists, refusals and quiet offers, event by event.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{
    Action, Asked, Author, ChannelId, Conversation, Deed, Destination, Event, FOLLOW_SECONDS, Interaction, Lists,
    MUTE_SECONDS, Manners, MessageId, MessageRef, Now, OFFER_SECONDS, PressedMessage, RoleId, Scene, ServerId, Sign,
    UserId, Via,
};
use factdesk::reply::{Note, Press, Visibility, compose, compose_fact, compose_note, with_buttons, with_fact_buttons};

use crate::support::lighthouse;

const CHANNEL: ChannelId = ChannelId(7);
const QUESTION: MessageRef = MessageRef { channel: CHANNEL, message: MessageId(1) };
const REPLY: MessageRef = MessageRef { channel: CHANNEL, message: MessageId(2) };
const IDA: Author = Author::Person(UserId(42));
const HEIGHT: &str = "How tall is the lighthouse?";

struct Talk {
    conversation: Conversation,
    engine: Arc<Engine>,
    scene: Scene,
    now: u64,
}

impl Talk {
    fn with(manners: Manners) -> Self {
        let engine = Arc::new(Engine::new(Arc::new(lighthouse()), Thresholds::default()));
        let conversation = Conversation::new(Arc::clone(&engine)).with_manners(manners).watching([CHANNEL], true);
        let scene = Scene { channel: Some(CHANNEL), server: Some(ServerId(6)), roles: vec![RoleId(5)], manages: true };
        Self { conversation, engine, scene, now: 1_000 }
    }

    fn new() -> Self {
        Self::with(Manners::default())
    }

    #[track_caller]
    fn check(&mut self, event: Event, expected: &[Action]) {
        assert_eq!(self.conversation.handle_at(event, &self.scene, Now(self.now)), expected);
    }

    fn answer(&self, question: &str) -> factdesk::reply::Reply {
        let (outcome, knowledge) = (self.engine.answer(question), self.engine.knowledge());
        with_buttons(compose(&outcome, knowledge, Visibility::Everyone), &outcome, knowledge, 42)
    }

    fn send(&self, to: MessageRef, question: &str) -> Action {
        Action::Send { to: Destination::Message(to), reply: self.answer(question) }
    }
}

fn mention(number: u64, question: &str) -> Event {
    let via = Via::Mention(MessageRef { channel: CHANNEL, message: MessageId(number) });
    Event::Asked(Asked { question: question.to_owned(), via, author: IDA })
}

fn edited(question: &str) -> Event {
    Event::Edited { message: QUESTION, question: question.to_owned(), replied_to: None, is_addressed: true }
}

fn overheard(words: &str) -> Event {
    Event::Overheard { message: QUESTION, words: words.to_owned(), author: IDA }
}

/// An interaction with a number of its own, for one that arrives twice is handled once.
fn waiting(id: u64) -> Interaction {
    Interaction { id, token: "token".to_owned(), user: UserId(42), channel: CHANNEL }
}

fn told(id: u64, note: Note) -> Action {
    Action::Send { to: Destination::Interaction(waiting(id)), reply: compose_note(note) }
}

const OFFERED: Action = Action::Mark { message: QUESTION, sign: Sign::Offer };

#[test]
fn an_answer_is_changed_and_removed_with_its_question() {
    let mut talk = Talk::new();
    let answered = talk.send(QUESTION, HEIGHT);
    talk.check(mention(1, HEIGHT), &[answered]);
    talk.check(edited("Who was the first keeper?"), &[]);
    let change =
        |talk: &Talk, to: &str| Action::Change { reply: REPLY, question: QUESTION.message, to: talk.answer(to) };
    let first = change(&talk, "Who was the first keeper?");
    let delivered = || Event::Delivered { question: QUESTION.message, reply: Some(REPLY.message) };
    talk.check(delivered(), &[first]);
    talk.check(delivered(), &[]);
    let second = change(&talk, "zyzzyva quux");
    talk.check(edited("zyzzyva quux"), &[second]);
    talk.check(delivered(), &[]);
    talk.check(Event::Deleted { messages: vec![MessageId(99), QUESTION.message] }, &[Action::Remove { reply: REPLY }]);
    talk.check(edited(HEIGHT), &[]);
}

#[test]
fn an_answer_that_was_taken_back_or_deleted_does_not_come_again() {
    let on = PressedMessage { message: REPLY.message, asker: Some(UserId(42)), application: 900 };
    let removed = Event::Pressed { interaction: waiting(1), press: Some(Press::Remove { asker: 42 }), on };
    for event in [removed, Event::Deleted { messages: vec![REPLY.message] }] {
        let mut talk = Talk::new();
        let answered = talk.send(QUESTION, HEIGHT);
        talk.check(mention(1, HEIGHT), &[answered]);
        talk.check(Event::Delivered { question: QUESTION.message, reply: Some(REPLY.message) }, &[]);
        assert!(talk.conversation.handle_at(event, &talk.scene, Now(talk.now)).len() != 1);
        talk.check(edited("Who was the first keeper?"), &[]);
        talk.check(Event::Deleted { messages: vec![QUESTION.message] }, &[]);
    }
}

#[test]
fn a_question_is_followed_for_an_hour() {
    let mut talk = Talk::new();
    let answered = talk.send(QUESTION, HEIGHT);
    talk.check(mention(1, HEIGHT), &[answered]);
    talk.check(Event::Delivered { question: QUESTION.message, reply: Some(REPLY.message) }, &[]);
    talk.now += FOLLOW_SECONDS + 1;
    talk.check(edited("Who was the first keeper?"), &[]);
}

#[test]
fn a_busy_channel_makes_everybody_wait_but_not_who_asks_privately() {
    let mut talk = Talk::with(Manners { per_channel: 1, ..Manners::default() });
    let answered = talk.send(QUESTION, HEIGHT);
    talk.check(mention(1, HEIGHT), &[answered]);
    let place = MessageRef { channel: CHANNEL, message: MessageId(3) };
    talk.check(mention(3, HEIGHT), &[Action::Mark { message: place, sign: Sign::Wait }]);
    let command = |id, private| {
        let via = Via::Command { interaction: waiting(id), private };
        Event::Asked(Asked { question: HEIGHT.to_owned(), via, author: IDA })
    };
    talk.check(command(10, false), &[told(10, Note::BusyChannel)]);
    let reply = factdesk::reply::Reply { visibility: Visibility::AskerOnly, ..talk.answer(HEIGHT) };
    talk.check(command(11, true), &[Action::Send { to: Destination::Interaction(waiting(11)), reply }]);
}

#[test]
fn who_has_a_denied_role_is_not_answered_in_the_server() {
    let lists = Lists { deny_roles: vec![RoleId(5)], ..Lists::default() };
    let mut talk = Talk::with(Manners { lists, ..Manners::default() });
    talk.check(mention(1, HEIGHT), &[]);
    talk.check(overheard(HEIGHT), &[]);
    talk.scene = Scene { channel: Some(CHANNEL), ..Scene::default() };
    let answered = talk.send(MessageRef { channel: CHANNEL, message: MessageId(3) }, HEIGHT);
    talk.check(mention(3, HEIGHT), &[answered]);
}

#[test]
fn a_muted_channel_is_left_alone_for_a_while() {
    let mut talk = Talk::new();
    talk.check(Event::Forbidden { channel: CHANNEL, deed: Deed::Speak }, &[]);
    talk.check(mention(1, HEIGHT), &[]);
    talk.check(overheard(HEIGHT), &[]);
    talk.now += MUTE_SECONDS;
    let answered = talk.send(MessageRef { channel: CHANNEL, message: MessageId(3) }, HEIGHT);
    talk.check(mention(3, HEIGHT), &[answered]);
    talk.check(Event::Forbidden { channel: CHANNEL, deed: Deed::React }, &[]);
    talk.check(overheard(HEIGHT), &[]);
}

#[test]
fn an_offer_becomes_an_answer_when_somebody_takes_it() {
    let taken = |by| Event::Taken { message: QUESTION, by };
    let mut talk = Talk::new();
    for chat in ["the lighthouse is tall", "tower height", "why though?", "I see it. How tall is the lighthouse?", "hi"]
    {
        talk.check(overheard(chat), &[]);
    }
    talk.check(taken(IDA), &[]);
    talk.check(overheard(HEIGHT), &[OFFERED]);
    talk.check(overheard(HEIGHT), &[]);
    talk.check(taken(Author::Automatic), &[]);
    let knowledge = talk.engine.knowledge();
    let fact = &knowledge.facts[0];
    let reply = with_fact_buttons(compose_fact(fact, knowledge, Visibility::Everyone), fact, knowledge, Some(42));
    talk.check(taken(IDA), &[Action::Send { to: Destination::Message(QUESTION), reply }]);
    talk.check(taken(IDA), &[]);
}

#[test]
fn an_offer_is_void_when_its_message_changes_or_a_day_has_passed() {
    let taken = || Event::Taken { message: QUESTION, by: IDA };
    for event in [edited("never mind"), Event::Deleted { messages: vec![QUESTION.message] }] {
        let mut talk = Talk::new();
        talk.check(overheard(HEIGHT), &[OFFERED]);
        talk.check(event, &[]);
        talk.check(taken(), &[]);
    }
    let mut talk = Talk::new();
    talk.check(overheard(HEIGHT), &[OFFERED]);
    talk.now += OFFER_SECONDS + 1;
    talk.check(taken(), &[]);
}

#[test]
fn a_manager_chooses_what_is_watched_and_the_choice_is_kept() {
    let mut talk = Talk::new();
    let watch = |id, watch| Event::Watch { interaction: waiting(id), watch };
    let kept = |channels: &[ChannelId]| Action::KeepWatched { channels: channels.to_vec() };
    talk.check(watch(1, true), &[told(1, Note::WatchedAlready)]);
    talk.check(watch(2, false), &[told(2, Note::Unwatched), kept(&[])]);
    talk.check(watch(3, false), &[told(3, Note::NotWatched)]);
    talk.check(overheard(HEIGHT), &[]);
    talk.check(watch(4, true), &[told(4, Note::Watched { at_once: true }), kept(&[CHANNEL])]);
    talk.scene.manages = false;
    talk.check(watch(5, false), &[told(5, Note::ManagersOnly)]);
    talk.scene.server = None;
    talk.check(watch(6, false), &[told(6, Note::ServersOnly)]);
}
