//! The sentences by which the desk excuses itself or tells a manager what it did. They are said privately, except that a
//! channel is told when it is watched from now on.

/// Somebody asked more often than the desk answers one person.
pub const SLOW_DOWN: &str =
    "That is a lot of questions at once. Please give me a moment, and I will gladly answer the next one.";
/// A channel asked more often than the desk answers in one.
pub const BUSY_CHANNEL: &str = "There are many questions in this channel right now. Please try again in a moment, or ask me with private switched on.";
/// The operator wants no answers here, or none for this person.
pub const NOT_HERE: &str =
    "I have been asked not to answer here. Please ask in another channel, or write to me directly.";
/// The desk failed. The log tells its operator.
pub const TROUBLE: &str = "Something went wrong on my side, so I cannot answer this. Asking in other words may help.";

/// A channel is watched and its messages can be read.
pub const WATCHED: &str = "From now on I read the messages in this channel and put 📎 on a question that I can answer with its \
    source. Press it, and I answer. I keep no messages. A manager of the server can end this with /desk unwatch.";
/// A channel is watched, but the bot has logged in without the intent to read it.
pub const WATCHED_AFTER_A_RESTART: &str = "From my next restart on I read the messages in this channel and put 📎 on a \
    question that I can answer with its source. Press it, and I answer. I keep no messages. A manager of the server can end \
    this with /desk unwatch. My operator must switch on the Message Content Intent before that restart.";
/// It was watched already.
pub const WATCHED_ALREADY: &str = "I am watching this channel already.";
/// No other channel can be watched.
pub const TOO_MANY_WATCHED: &str = "I am watching as many channels as I can. Please end it in another one first.";
/// A channel is watched no longer.
pub const UNWATCHED: &str = "I no longer read the messages in this channel. Mention me, and I answer.";
/// It was not watched.
pub const NOT_WATCHED: &str = "I am not watching this channel.";
/// Somebody who may not manage the server used a command for managers.
pub const MANAGERS_ONLY: &str = "Only those who may manage the server can do this.";
/// A command for servers was used elsewhere.
pub const SERVERS_ONLY: &str = "This works in the channels of a server only.";
