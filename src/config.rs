//! config.toml as written becomes a checked `Config`, or every problem at once.
