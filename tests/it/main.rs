//! One integration binary, so that everything links once.

/// A Discord on this machine: REST and gateway, for the tests to drive.
#[cfg(feature = "discord")]
mod loopback;

/// The loopback's own test, with a bare serenity client in place of the desk.
#[cfg(feature = "discord")]
mod loopback_itself;
