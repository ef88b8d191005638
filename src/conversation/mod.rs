//! The manners: who is answered, where and how. No network, no clock; time is a value. What is said is in `reply`.

mod action;
mod consulted;
mod cooldown;
mod courtesy;
mod event;
mod followed;
mod last_fact;
mod memory;
mod menus;
mod muted;
mod numbers;
mod permit;
mod policy;
mod pressed;
mod recorded;
mod renewal;
mod scene;
mod votes;
mod watched;

use std::sync::Arc;

pub use action::{Action, Choice, Destination, Sign};
pub use cooldown::MAX_PACED;
pub use courtesy::Manners;
pub use event::{Asked, Author, Deed, Event, Interaction, Page, PressedMessage, Via};
pub use followed::{FOLLOW_SECONDS, MAX_FOLLOWED};
pub use last_fact::{LAST_FACT_SECONDS, LastFacts, MAX_LAST_FACTS};
pub use memory::{MAX_AGE_SECONDS, MAX_REMEMBERED};
pub use muted::{MAX_MUTED, MUTE_SECONDS};
pub use numbers::{ChannelId, MessageId, MessageRef, Now, UserId};
pub use recorded::{Recorded, Told};
pub use renewal::{Fresh, ReadAnew};
pub use scene::{Lists, RoleId, Scene, ServerId};
pub use votes::MAX_VOTES;
pub use watched::{MAX_OFFERS, MAX_WATCHED, OFFER_SECONDS};

use crate::answer::Engine;
use crate::knowledge::Fact;
use crate::reply::{
    Visibility, compose, compose_about_with_contact, compose_answered_there, compose_sources, compose_timeline,
    compose_topics_with_menu, compose_unreadable, compose_why, limits, with_buttons,
};
use courtesy::Courtesy;
use memory::Heard;
use permit::{Door, Permit};
use votes::Votes;

/// The desk in conversation. Equal events at equal times on an equal base give equal actions.
#[derive(Debug)]
pub struct Conversation {
    engine: Arc<Engine>,
    messages: Heard<MessageId>,
    interactions: Heard<u64>,
    last_facts: LastFacts<Speaker>,
    votes: Votes,
    /// How a wrong fact is reported, where the operator named a way.
    contact: Option<String>,
    courtesy: Courtesy,
    /// What the last event is to be remembered by.
    recorded: Vec<Recorded>,
}

/// Whoever speaks in several channels holds several conversations.
type Speaker = (UserId, ChannelId);

impl Conversation {
    /// A conversation that has not yet begun.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        let (messages, interactions, last_facts) = (Heard::default(), Heard::default(), LastFacts::default());
        let courtesy = Courtesy::new(Manners::default());
        let (votes, contact, recorded) = (Votes::default(), None, Vec::new());
        Self { engine, messages, interactions, last_facts, votes, contact, courtesy, recorded }
    }

    /// The same conversation of a desk whose people are reached this way.
    #[must_use]
    pub fn with_contact(self, contact: Option<String>) -> Self {
        Self { contact, ..self }
    }

    /// The same conversation with an operator's manners.
    #[must_use]
    pub fn with_manners(self, manners: Manners) -> Self {
        Self { courtesy: Courtesy::new(manners), ..self }
    }

    /// The same conversation in watched channels; `sees_content` is whether their messages come with their words.
    #[must_use]
    pub fn watching(mut self, channels: impl IntoIterator<Item = ChannelId>, sees_content: bool) -> Self {
        self.courtesy.set_watched(channels, sees_content);
        self
    }

    /// What the desk does about an event of which nothing else is known; nothing where it should keep silent.
    #[must_use]
    pub fn handle(&mut self, event: Event, now: Now) -> Vec<Action> {
        self.handle_at(event, &Scene::default(), now)
    }

    /// What the desk does about an event in its surroundings; nothing where it should keep silent.
    #[must_use]
    pub fn handle_at(&mut self, event: Event, scene: &Scene, now: Now) -> Vec<Action> {
        self.recorded.clear();
        if self.is_repeated(&event, now) {
            return Vec::new();
        }
        if let Some((by, door)) = Door::of(&event)
            && let Permit::Instead(action) = self.courtesy.permit(by, door, scene, now)
        {
            return action.into_iter().collect();
        }
        self.act(event, scene, now)
    }

    /// What the desk does about an event that is new and permitted.
    fn act(&mut self, event: Event, scene: &Scene, now: Now) -> Vec<Action> {
        let action = match event {
            Event::Asked(asked) => self.asked(&asked, true, now),
            Event::AskedInReply { asked, replied_to } => self.asked_in_reply(asked, &replied_to, now),
            Event::AnswerThis { interaction, application, message, text, may_reply } => {
                let may_reply = may_reply && !self.courtesy.is_muted(message.channel, Deed::Speak, now);
                return self.answer_this(interaction, application, may_reply.then_some(message), &text, now);
            }
            Event::AnsweredThis { interaction, application, unposted } => {
                let reply = unposted.unwrap_or_else(compose_answered_there);
                Some(Action::Complete { interaction, application, reply })
            }
            Event::CheckThis { interaction, text } => Some(self.check_this(interaction, &text)),
            Event::Edited { message, question, replied_to, is_addressed } => {
                self.edited(message, question, replied_to.as_deref(), is_addressed, now)
            }
            Event::Deleted { messages } => return self.deleted(&messages, now),
            Event::Delivered { question, reply } => self.delivered(question, reply, now),
            Event::Overheard { message, words, author } => self.overheard(message, &words, author, scene, now),
            Event::Taken { message, by } => self.taken(message, by, scene, now),
            Event::Consult { interaction, application, page } => {
                return Self::consult(interaction, application, page, scene);
            }
            Event::Consulted { interaction, application, told } => {
                Some(Self::consulted(interaction, application, told.as_ref()))
            }
            Event::Watch { interaction, watch } => return self.courtesy.watch(interaction, watch, scene),
            Event::Reload { interaction, application } => return Self::reload(interaction, application, scene),
            Event::Reloaded { interaction, application, renewal } => {
                Some(Self::reloaded(interaction, application, &renewal))
            }
            Event::Forbidden { channel, deed } => {
                self.courtesy.mute(channel, deed, now);
                None
            }
            Event::Typing { interaction, .. } if !self.courtesy.admits(scene) => {
                Some(Action::Choices { interaction, choices: Vec::new() })
            }
            Event::Typing { interaction, prefix } => Some(self.typing(interaction, &prefix)),
            Event::Pressed { interaction, press, on } => return self.pressed(interaction, press, &on, now),
            Event::Browsed { interaction, page } => Some(self.browsed(interaction, page)),
            Event::AskedWhy { interaction, receipt } => Some(self.asked_why(interaction, &receipt)),
            Event::Unreadable { interaction } => {
                Some(Action::Send { to: Destination::Interaction(interaction), reply: compose_unreadable() })
            }
        };
        action.into_iter().collect()
    }

    /// Whether an event was delivered before. What machines write is never answered and need not be remembered.
    fn is_repeated(&mut self, event: &Event, now: Now) -> bool {
        if let Some(interaction) = event.waiting() {
            return !self.interactions.remember(interaction.id, now);
        }
        match event {
            Event::Asked(asked) | Event::AskedInReply { asked, .. } => match (&asked.via, asked.author) {
                (Via::Mention(place) | Via::Reply(place) | Via::DirectMessage(place), Author::Person(_)) => {
                    !self.messages.remember(place.message, now)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn asked(&mut self, asked: &Asked, are_own_words: bool, now: Now) -> Option<Action> {
        let (to, visibility) = policy::way_back(asked)?;
        let Author::Person(user) = asked.author else { return None };
        let speaker = (user, asked.via.channel());
        let context = self.last_facts.recall(&speaker, now).map(str::to_owned);
        self.courtesy.follow(asked, context, now);
        let outcome = self.last_facts.answer(&self.engine, &asked.question, speaker, now);
        let knowledge = self.engine.knowledge();
        let reply = with_buttons(compose(&outcome, knowledge, visibility), &outcome, knowledge, user.0);
        let to = policy::aimed(to, &asked.via, outcome.verdict());
        self.note_outcome(outcome, user, are_own_words);
        Some(Action::Send { to, reply })
    }

    fn typing(&self, interaction: Interaction, prefix: &str) -> Action {
        let knowledge = self.engine.knowledge();
        let suggested = self.engine.suggest(prefix, limits::CHOICES);
        let choices = suggested.into_iter().filter_map(|number| knowledge.fact(number)).filter_map(choice);
        Action::Choices { interaction, choices: choices.take(limits::CHOICES).collect() }
    }

    /// Lists are long and interest who asked for them: they do not fill the channel.
    fn browsed(&self, interaction: Interaction, page: Page) -> Action {
        let knowledge = self.engine.knowledge();
        let reply = match page {
            Page::Topics => compose_topics_with_menu(knowledge, Visibility::AskerOnly),
            Page::Timeline => compose_timeline(knowledge, 0, Visibility::AskerOnly),
            Page::Sources => compose_sources(knowledge, 0, Visibility::AskerOnly),
            Page::About => compose_about_with_contact(knowledge, self.contact.as_deref(), Visibility::AskerOnly),
        };
        Action::Send { to: Destination::Interaction(interaction), reply }
    }

    /// Others in the channel have seen the answer; its reasons interest who doubts it.
    fn asked_why(&self, interaction: Interaction, receipt: &str) -> Action {
        let reply = compose_why(receipt, self.engine.knowledge(), Visibility::AskerOnly);
        Action::Send { to: Destination::Interaction(interaction), reply }
    }
}

/// A fact as a line of the autocompletion; `None` where its question would arrive cut and so not be its wording.
fn choice(fact: &Fact) -> Option<Choice> {
    let travels = !fact.question.is_empty() && limits::units(&fact.question) <= limits::CHOICE_VALUE;
    travels.then(|| Choice { name: limits::fit(&fact.question, limits::CHOICE_NAME), value: fact.question.clone() })
}
