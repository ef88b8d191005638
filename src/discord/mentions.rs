//! Who may be pinged: nobody, but for the one member whom an asker chose.

use serenity::all::{Mentionable as _, UserId as DiscordUserId};
use serenity::builder::{CreateAllowedMentions, CreateInteractionResponseMessage};

use crate::conversation::UserId;
use crate::reply::wording_pages;

/// No one is ever pinged, not even who is replied to.
pub(super) fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

/// A response that names one member and may ping them and nobody else. Their name is the only plain text we ever send.
pub(super) fn aimed(message: CreateInteractionResponseMessage, member: UserId) -> CreateInteractionResponseMessage {
    if member.0 == 0 {
        return message;
    }
    let member = DiscordUserId::new(member.0);
    let mention = wording_pages::for_member(&member.mention().to_string());
    message.content(mention).allowed_mentions(nobody().users([member]))
}
