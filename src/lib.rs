//! factdesk answers questions from a curated fact base, always with the citation, and says so when the base does not
//! hold the answer. The modules stand in the order a question travels; only `discord` names serenity.

pub mod text;

pub mod knowledge;

pub mod search;

pub mod answer;

pub mod reply;

pub mod conversation;

pub mod journal;

#[cfg(feature = "discord")]
pub mod observe;

#[cfg(feature = "discord")]
pub mod discord;

pub mod check;

pub mod curator;

pub mod config;

pub mod cli;
