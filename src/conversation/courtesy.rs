//! What the conversation does beside answering: it holds back who asks too much, follows edits, offers quietly what it was
//! not asked for, and keeps away from where it may not speak.

use super::cooldown::Cooldown;
use super::followed::{Change, Digest, Due, FollowedQuestions};
use super::muted::MutedChannels;
use super::permit::{Door, Permit};
use super::watched::{Offer, WatchedChannels};
use super::{
    Action, Asked, Author, ChannelId, Conversation, Deed, Destination, Interaction, Lists, MessageId, MessageRef, Now,
    Scene, Sign, UserId, Via,
};
use crate::reply::{Note, Visibility, compose, compose_fact, compose_note, with_buttons, with_fact_buttons};

/// The manners that an operator can set.
#[derive(Clone, Debug, PartialEq)]
pub struct Manners {
    /// Questions a minute that one person is answered; zero for any number.
    pub per_person: u32,
    /// Questions a minute that are answered in one channel of a server; zero for any number.
    pub per_channel: u32,
    /// Where and to whom the desk speaks.
    pub lists: Lists,
    /// The least confidence at which an answer is offered in a watched channel, 0 to 1.
    pub offer_floor: f32,
}

impl Default for Manners {
    /// A person hardly reads thirty answers a minute. In a channel Discord lets a bot post about once a second; what goes
    /// beyond twice that would only queue up.
    fn default() -> Self {
        Self { per_person: 30, per_channel: 120, lists: Lists::default(), offer_floor: 0.9 }
    }
}

/// What the desk remembers for the sake of its manners.
#[derive(Debug)]
pub(super) struct Courtesy {
    pub(super) manners: Manners,
    pub(super) people: Cooldown<UserId>,
    pub(super) channels: Cooldown<ChannelId>,
    muted: MutedChannels,
    followed: FollowedQuestions,
    watched: WatchedChannels,
    /// Whether the messages of watched channels come with their words.
    sees_content: bool,
}

impl Courtesy {
    /// The manners of a desk that remembers nothing yet.
    pub(super) fn new(manners: Manners) -> Self {
        Self {
            people: Cooldown::new(manners.per_person),
            channels: Cooldown::new(manners.per_channel),
            manners,
            muted: MutedChannels::default(),
            followed: FollowedQuestions::default(),
            watched: WatchedChannels::default(),
            sees_content: false,
        }
    }

    /// Watches these channels.
    pub(super) fn set_watched(&mut self, channels: impl IntoIterator<Item = ChannelId>, sees_content: bool) {
        self.watched.set(channels);
        self.sees_content = sees_content;
    }

    /// Discord refused something in a channel.
    pub(super) fn mute(&mut self, channel: ChannelId, deed: Deed, now: Now) {
        self.muted.mute(channel, deed, now);
    }

    /// Whether the desk should not try this in a channel.
    pub(super) fn is_muted(&self, channel: ChannelId, deed: Deed, now: Now) -> bool {
        self.muted.holds(channel, deed, now)
    }

    /// Whether the desk may speak there at all.
    pub(super) fn admits(&self, scene: &Scene) -> bool {
        self.manners.lists.admit(scene)
    }

    /// A sign on a message, where the desk may react.
    pub(super) fn mark(&self, message: MessageRef, sign: Sign, now: Now) -> Option<Action> {
        (!self.muted.holds(message.channel, Deed::React, now)).then_some(Action::Mark { message, sign })
    }

    /// Follows a question that is about to be answered by a message. Its context is the fact that it was asked after.
    pub(super) fn follow(&mut self, asked: &Asked, context: Option<String>, now: Now) {
        let (Author::Person(user), Via::Mention(place) | Via::Reply(place) | Via::DirectMessage(place)) =
            (asked.author, &asked.via)
        else {
            return;
        };
        let is_addressed = !matches!(asked.via, Via::DirectMessage(_));
        self.followed.follow(*place, user, Digest::of(&asked.question), context, is_addressed, now);
    }

    /// Follows a message that somebody else wants answered.
    pub(super) fn follow_pointed_at(&mut self, message: MessageRef, by: UserId, text: &str, now: Now) {
        self.followed.follow(message, by, Digest::of(text), None, false, now);
    }

    /// A reply of ours was taken back or deleted.
    pub(super) fn reply_gone(&mut self, reply: MessageId) {
        self.followed.reply_gone(reply);
    }

    /// Whether a message has a reply of ours, or is about to get one.
    pub(super) fn has_reply(&self, message: MessageId, now: Now) -> bool {
        self.followed.holds(message, now)
    }

    /// Begins or ends watching the channel of a manager.
    pub(super) fn watch(&mut self, interaction: Interaction, watch: bool, scene: &Scene) -> Vec<Action> {
        let (note, is_new) = match scene.channel.filter(|_| scene.server.is_some()) {
            None => (Note::ServersOnly, false),
            Some(_) if !scene.manages => (Note::ManagersOnly, false),
            Some(channel) if self.watched.watch(channel, watch) => {
                (if watch { Note::Watched { at_once: self.sees_content } } else { Note::Unwatched }, true)
            }
            Some(channel) if watch && self.watched.contains(channel) => (Note::WatchedAlready, false),
            Some(_) => (if watch { Note::TooManyWatched } else { Note::NotWatched }, false),
        };
        let told = Action::Send { to: Destination::Interaction(interaction), reply: compose_note(note) };
        let kept = is_new.then(|| Action::KeepWatched { channels: self.watched.all() });
        std::iter::once(told).chain(kept).collect()
    }
}

impl Conversation {
    /// Our reply follows its question; a quiet offer for a message that reads differently is void.
    pub(super) fn edited(
        &mut self,
        message: MessageRef,
        question: String,
        replied_to: Option<&str>,
        is_addressed: bool,
        now: Now,
    ) -> Option<Action> {
        self.courtesy.watched.take(message.message, now);
        if !self.courtesy.has_reply(message.message, now) {
            return None;
        }
        let (question, are_own_words) = self.meant(question, replied_to.unwrap_or_default());
        let due = self.courtesy.followed.edited(message.message, &question, is_addressed, now)?;
        Some(self.change(due, are_own_words && is_addressed))
    }

    /// What belongs to deleted messages goes with them.
    pub(super) fn deleted(&mut self, messages: &[MessageId], now: Now) -> Vec<Action> {
        let mut actions = Vec::new();
        for message in messages {
            self.courtesy.watched.take(*message, now);
            self.courtesy.reply_gone(*message);
            let due = self.courtesy.followed.deleted(*message, now);
            actions.extend(due.map(|due| self.change(due, false)));
        }
        actions
    }

    /// A request about a reply is done; what was wished for in the meantime comes next.
    pub(super) fn delivered(&mut self, question: MessageId, reply: Option<MessageId>, now: Now) -> Option<Action> {
        let due = self.courtesy.followed.delivered(question, reply, now)?;
        Some(self.change(due, false))
    }

    fn change(&mut self, due: Due, are_own_words: bool) -> Action {
        match due.change {
            Change::Removal => Action::Remove { reply: due.reply },
            Change::Answer(words) => {
                let knowledge = self.engine.knowledge();
                let outcome = match due.context.as_deref().and_then(|fact| knowledge.find(fact)) {
                    Some(last) => self.engine.answer_after(&words, last),
                    None => self.engine.answer(&words),
                };
                let composed = compose(&outcome, knowledge, Visibility::Everyone);
                let to = with_buttons(composed, &outcome, knowledge, due.asker.0);
                self.note_outcome(outcome, due.asker, are_own_words);
                Action::Change { reply: due.reply, question: due.question, to }
            }
        }
    }

    /// In a watched channel a question that the base surely answers gets a sign, and nothing else does.
    pub(super) fn overheard(
        &mut self,
        message: MessageRef,
        words: &str,
        author: Author,
        scene: &Scene,
        now: Now,
    ) -> Option<Action> {
        let courtesy = &self.courtesy;
        let may_offer = courtesy.watched.contains(message.channel)
            && matches!(author, Author::Person(_))
            && courtesy.manners.lists.admit(scene)
            && !courtesy.muted.holds(message.channel, Deed::Speak, now);
        let sign =
            courtesy.mark(message, Sign::Offer, now).filter(|_| may_offer && self.engine.is_one_question(words))?;
        let outcome = self.engine.answer(words);
        let answer = outcome.answers().next().filter(|_| outcome.parts.len() == 1).map(|(_, best)| best);
        let best = answer.filter(|best| best.confidence.0 >= self.courtesy.manners.offer_floor)?;
        let fact = self.engine.knowledge().fact(best.fact)?.id.clone();
        let offer = Offer { message: message.message, fact, words: Digest::of(words), then: now };
        let is_new = self.courtesy.watched.offer(offer);
        if is_new {
            self.note_offer(outcome);
        }
        is_new.then_some(sign)
    }

    /// Whoever takes an offer gets its answer in the open, where the question stands.
    pub(super) fn taken(&mut self, message: MessageRef, by: Author, scene: &Scene, now: Now) -> Option<Action> {
        if !self.courtesy.watched.has_offer(message.message, now) {
            return None;
        }
        let permit = self.courtesy.permit(by, Door::Message { place: message, is_direct: false }, scene, now);
        let (Permit::Answer, Author::Person(user)) = (permit, by) else { return None };
        let offer = self.courtesy.watched.take(message.message, now)?;
        let knowledge = self.engine.knowledge();
        let fact = knowledge.fact(knowledge.find(&offer.fact)?)?;
        let reply = compose_fact(fact, knowledge, Visibility::Everyone);
        let reply = with_fact_buttons(reply, fact, knowledge, Some(user.0));
        self.last_facts.remember((user, message.channel), &fact.id, now);
        self.courtesy.followed.follow(message, user, offer.words, None, false, now);
        self.note_choice(&offer.fact, user, None);
        Some(Action::Send { to: Destination::Message(message), reply })
    }
}
