//! A builder for stories: events one after another, and what the desk did about the last one.

use std::sync::Arc;

use factdesk::answer::{Engine, Thresholds};
use factdesk::conversation::{
    Action, Asked, Author, ChannelId, Conversation, Destination, Event, Interaction, MessageId, MessageRef, Now, Page,
    PressedMessage, UserId, Via,
};
use factdesk::knowledge::Knowledge;
use factdesk::reply::{Press, Reply};

use crate::support::{lighthouse, seen};

/// A conversation under way. Each event gets a number of its own and comes a second after the one before.
pub struct Talk {
    conversation: Conversation,
    /// What it answers with.
    pub engine: Arc<Engine>,
    now: u64,
    /// Seconds from one event to the next.
    step: u64,
    number: u64,
    asker: UserId,
    channel: ChannelId,
    /// What the last event led to.
    pub last: Vec<Action>,
}

impl Talk {
    /// A conversation about the lighthouse.
    pub fn new() -> Self {
        Self::on(lighthouse())
    }

    /// The same about another base.
    pub fn on(knowledge: Knowledge) -> Self {
        let engine = Arc::new(Engine::new(Arc::new(knowledge), Thresholds::default()));
        Self {
            conversation: Conversation::new(Arc::clone(&engine)),
            engine,
            now: 1_000,
            step: 1,
            number: 0,
            asker: UserId(42),
            channel: ChannelId(7),
            last: Vec::new(),
        }
    }

    /// The base.
    pub fn knowledge(&self) -> &Knowledge {
        self.engine.knowledge()
    }

    /// From here on no time goes by of itself.
    pub fn at_once(mut self) -> Self {
        self.step = 0;
        self
    }

    /// From here on somebody else speaks.
    pub fn by(mut self, asker: u64) -> Self {
        self.asker = UserId(asker);
        self
    }

    /// From here on it goes on in another channel.
    pub fn in_channel(mut self, channel: u64) -> Self {
        self.channel = ChannelId(channel);
        self
    }

    /// The last message.
    fn message(&self) -> MessageRef {
        MessageRef { channel: self.channel, message: MessageId(self.number) }
    }

    /// The last interaction.
    pub fn interaction(&self) -> Interaction {
        let token = format!("token {}", self.number);
        Interaction { id: self.number, token, user: self.asker, channel: self.channel }
    }

    fn happens(mut self, event: Event) -> Self {
        self.now += self.step;
        self.last = self.conversation.handle(event, Now(self.now));
        self
    }

    fn next(mut self) -> Self {
        self.number += 1;
        self
    }

    fn put(self, question: &str, via: Via, author: Author) -> Self {
        self.happens(Event::Asked(Asked { question: question.to_owned(), via, author }))
    }

    /// A mention.
    pub fn asks(self, question: &str) -> Self {
        let talk = self.next();
        let via = Via::Mention(talk.message());
        let author = Author::Person(talk.asker);
        talk.put(question, via, author)
    }

    /// The same message, delivered once more.
    pub fn asks_again_by_the_same_message(self, question: &str) -> Self {
        let via = Via::Mention(self.message());
        let author = Author::Person(self.asker);
        self.put(question, via, author)
    }

    /// The slash command.
    pub fn asks_by_command(self, question: &str, private: bool) -> Self {
        let talk = self.next();
        let via = Via::Command { interaction: talk.interaction(), private };
        let author = Author::Person(talk.asker);
        talk.put(question, via, author)
    }

    /// The last message was answered, and now reads differently.
    pub fn edits(self, question: &str) -> Self {
        let message = self.message();
        let reply = Some(MessageId(message.message.0 + 1_000));
        let talk = self.happens(Event::Delivered { question: message.message, reply });
        talk.happens(Event::Edited { message, question: question.to_owned(), replied_to: None, is_addressed: true })
    }

    /// A reply written by a bot.
    pub fn a_bot_asks(self, question: &str) -> Self {
        let talk = self.next();
        let via = Via::Reply(talk.message());
        talk.put(question, via, Author::Automatic)
    }

    /// A press of a button that means this fact.
    pub fn presses(self, fact: Option<&str>) -> Self {
        let talk = self.next();
        let press = fact.map(|fact| Press::Choose { fact: fact.to_owned() });
        let interaction = talk.interaction();
        let on = PressedMessage { message: MessageId(1), asker: Some(talk.asker), application: 900 };
        talk.happens(Event::Pressed { interaction, press, on })
    }

    /// From here on another base answers.
    pub fn renews(mut self, knowledge: Knowledge) -> Self {
        self.engine = Arc::new(Engine::new(Arc::new(knowledge), Thresholds::default()));
        drop(self.conversation.answer_from(Arc::clone(&self.engine)));
        self
    }

    /// A question being typed into the command.
    pub fn types(self, prefix: &str) -> Self {
        let talk = self.next();
        let interaction = talk.interaction();
        talk.happens(Event::Typing { interaction, prefix: prefix.to_owned() })
    }

    /// A command for a list.
    pub fn browses(self, page: Page) -> Self {
        let talk = self.next();
        let interaction = talk.interaction();
        talk.happens(Event::Browsed { interaction, page })
    }

    /// The command for the reasons of an answer.
    pub fn asks_why(self, receipt: &str) -> Self {
        let talk = self.next();
        let interaction = talk.interaction();
        talk.happens(Event::AskedWhy { interaction, receipt: receipt.to_owned() })
    }

    /// Time goes by.
    pub fn waits(mut self, seconds: u64) -> Self {
        self.now += seconds;
        self
    }

    /// The last event led to these words in reply to its message; what its buttons do is told elsewhere.
    pub fn replies(self, expected: &str) -> Self {
        match self.last.as_slice() {
            [Action::Send { to, reply }] => {
                let words = seen(&Reply { buttons: Vec::new(), ..reply.clone() });
                assert_eq!((to, words.as_str()), (&Destination::Message(self.message()), expected));
            }
            other => panic!("expected one reply, got {other:?}"),
        }
        self
    }

    /// The last event led to exactly this.
    pub fn does(self, expected: &[Action]) -> Self {
        assert_eq!(self.last, expected);
        self
    }

    /// The last event led to nothing.
    pub fn keeps_silent(self) -> Self {
        self.does(&[])
    }
}
