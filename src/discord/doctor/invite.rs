//! The links by which the bot comes to a server or to a person, with exactly what it needs.

use std::fmt::Display;

use super::permissions::all_needed;

/// Where people say yes.
const AUTHORIZE: &str = "https://discord.com/oauth2/authorize";

/// The link by which somebody who may manage a server invites the bot there.
pub fn server_link(application: impl Display) -> String {
    let permissions = all_needed().bits();
    format!("{AUTHORIZE}?client_id={application}&scope=bot%20applications.commands&permissions={permissions}")
}

/// The link by which a person carries the commands along.
pub fn user_link(application: impl Display) -> String {
    format!("{AUTHORIZE}?client_id={application}&scope=applications.commands&integration_type=1")
}
