//! One integration binary: a module for each layer that is seen from outside.

/// A tiny fact base and a reply as text.
mod support;

/// What each sort of reply says, word for word.
mod replies;

/// Stories of events and the actions they lead to.
mod conversation;

/// The program as its users meet it: arguments and files in, text and exit status out.
mod command_line;
