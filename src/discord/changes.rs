//! What becomes of messages after they were written: edits, deletions, reactions. serenity's types become events here, as
//! new messages and interactions do in `from_discord`.

use serenity::all::{
    ChannelId as DiscordChannelId, Message, MessageId as DiscordMessageId, MessageType, MessageUpdateEvent, Reaction,
    ReactionType, UserId as DiscordUserId,
};

use super::from_discord::{author, without_mention};
use super::to_discord::OFFER;
use crate::conversation::{Author, ChannelId, Event, MessageId, MessageRef, UserId};

/// What an edit means to the desk, or `None` where no words were changed or none can be seen: Discord also tells of links
/// that were given a preview, and hides the words that are not for us.
pub(super) fn edit(update: &MessageUpdateEvent, me: DiscordUserId) -> Option<Event> {
    update.edited_timestamp?;
    let content = update.content.as_deref()?;
    let mentions_me = update.mentions.iter().flatten().any(|user| user.id == me);
    let replied = update.referenced_message.iter().flatten().next();
    let replies_to_me = replied.is_some_and(|replied| replied.author.id == me);
    if update.guild_id.is_some() && !mentions_me && content.is_empty() {
        return None;
    }
    let is_addressed = update.guild_id.is_none() || mentions_me || replies_to_me;
    let replied_to = replied.filter(|_| mentions_me && !replies_to_me);
    let replied_to = replied_to.map(|replied| without_mention(&replied.content, me));
    let message = place(update.channel_id, update.id);
    Some(Event::Edited { message, question: without_mention(content, me), replied_to, is_addressed })
}

/// Messages that are gone.
pub(super) fn deletion(messages: &[DiscordMessageId]) -> Event {
    Event::Deleted { messages: messages.iter().map(|message| MessageId(message.get())).collect() }
}

/// A message that is not for the desk, or `None` where it speaks to somebody else or says nothing.
pub(super) fn overheard(message: &Message, me: DiscordUserId) -> Option<Event> {
    let is_open = message.kind == MessageType::Regular && message.mentions.is_empty() && message.guild_id.is_some();
    if !is_open || message.author.id == me || message.content.is_empty() {
        return None;
    }
    let words = message.content.clone();
    Some(Event::Overheard { message: place(message.channel_id, message.id), words, author: author(message) })
}

/// A reaction by which somebody takes an offer, or `None` where it is another one or our own.
pub(super) fn taking(reaction: &Reaction, me: DiscordUserId) -> Option<Event> {
    let user = reaction.user_id.filter(|user| *user != me)?;
    let is_offer = matches!(&reaction.emoji, ReactionType::Unicode(sign) if sign == OFFER);
    let is_bot = reaction.member.as_ref().is_some_and(|member| member.user.bot);
    let by = if is_bot { Author::Automatic } else { Author::Person(UserId(user.get())) };
    is_offer.then(|| Event::Taken { message: place(reaction.channel_id, reaction.message_id), by })
}

fn place(channel: DiscordChannelId, message: DiscordMessageId) -> MessageRef {
    MessageRef { channel: ChannelId(channel.get()), message: MessageId(message.get()) }
}
