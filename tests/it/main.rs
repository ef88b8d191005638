//! One integration binary: a module for each layer that is seen from outside.

#![allow(clippy::expect_used, reason = "a test that can't go on ends with the reason")]
#![allow(
    unreachable_pub,
    reason = "nothing is outside a test binary; pub means that another module of it uses the item"
)]

/// The shipped base, a tiny one, and a reply as text.
mod support;

/// A builder for stories of events.
mod talk;

/// The shipped base through the engine.
mod answers;

/// Follow-up questions on the shipped base, measured.
mod follow_ups;

/// Receipts of the shipped base, and what they give back.
mod receipts;

/// What each sort of reply says, word for word.
mod replies;

/// What the lists, a passage and a comparison say, word for word.
mod lists;

/// What the desk says of its reasons, word for word.
mod reasons;

/// Stories of events and the actions they lead to.
mod conversation;

/// Stories of questions that lean on the answer before them.
mod follow_up_stories;

/// Stories of a base that is read anew, and what is told of it, word for word.
mod renewal;

/// Stories of good manners: edits, too many questions, lists, refusals, offers.
mod courtesy;

/// Stories of the doors by which the desk is asked.
mod doors;

/// A Discord on this machine: REST and gateway, for the tests to drive.
#[cfg(feature = "discord")]
mod loopback;

/// The loopback's own test, with a bare serenity client in place of the desk.
#[cfg(feature = "discord")]
#[expect(clippy::disallowed_methods, reason = "the bare client is not the desk and sends with serenity's own hands")]
mod loopback_itself;

/// The whole bot against the loopback: what members see of it.
#[cfg(feature = "discord")]
mod whole_bot;

/// The whole bot against the loopback: receipts and reasons.
#[cfg(feature = "discord")]
mod whole_bot_why;

/// The whole bot against the loopback: first responses in time, whatever is slow.
#[cfg(feature = "discord")]
mod whole_bot_slow;

/// The whole bot against the loopback: what a bug costs.
#[cfg(feature = "discord")]
mod whole_bot_bugs;

/// The whole bot against the loopback: a base that is read anew, a hundred times under load.
#[cfg(feature = "discord")]
mod whole_bot_renewal;

/// The whole bot against the loopback: a changed answer reaches what was said before.
#[cfg(feature = "discord")]
mod whole_bot_corrections;

/// The whole bot against the loopback: what can be pressed below an answer.
#[cfg(feature = "discord")]
mod whole_bot_buttons;

/// The whole bot against the loopback: answers for somebody, messages pointed at, lists.
#[cfg(feature = "discord")]
mod whole_bot_menus;

/// The whole bot against the loopback: logging in, trouble on the way, and the end.
#[cfg(feature = "discord")]
mod whole_bot_in_trouble;

/// The whole bot against the loopback: what those see who watch over it.
#[cfg(feature = "discord")]
mod watched_bot;

/// The whole bot against the loopback: hours without the gateway, in seconds.
#[cfg(feature = "discord")]
mod long_silence;

/// `factdesk doctor` against the loopback: every finding word for word.
#[cfg(feature = "discord")]
mod doctor;

/// The whole bot against the loopback: edits, too many questions, lists, refusals, watched channels.
#[cfg(feature = "discord")]
mod whole_bot_manners;

/// The whole bot against the loopback: faults one by one.
#[cfg(feature = "discord")]
mod whole_bot_faults;

/// The whole bot against the loopback: what it records.
#[cfg(feature = "discord")]
mod whole_bot_journal;

/// The program in a folder of its own, for the tests that run it.
mod desk;

/// The program as its users meet it: arguments and files in, text and exit status out.
mod command_line;

/// `factdesk eval`: question files in, measures out.
mod eval;

/// `factdesk add`: answers or flags in, TOML out.
mod curator;

/// `factdesk import` and `export`: tables and lines in and out.
mod curator_tables;

/// The reasons of an answer and the way back from its receipt, on the command line.
mod command_line_why;

/// `factdesk run` as a process of its own against the loopback: settings, signals, exit status, log.
#[cfg(all(feature = "discord", unix))]
mod whole_program;

/// What is stored beside the word lists.
mod word_lists;

/// A journal in a folder of its own.
mod book;
/// `factdesk run` while the files of its base change under it.
#[cfg(all(feature = "discord", unix))]
mod whole_program_renewal;

/// What the journal writes and forgets.
mod journal;

/// The journal where something is wrong with its file.
mod journal_trouble;

/// The program killed while it writes its journal.
#[cfg(unix)]
mod journal_kills;

/// `factdesk journal`, as a curator meets it.
mod command_line_journal;

/// The rules of the house, held against the whole tree.
mod layers;

/// What the README shows, run.
mod readme;

/// The pictures in docs/, held against what the program writes and the bot posts.
mod pictures;
