//! Discord's numbers, each named after what it limits.

/// Title of an embed. Source of all limits here: Discord's developer documentation, "Embed Limits", "Message
/// Components" and "Application Commands".
pub const EMBED_TITLE: usize = 256;
/// Description of an embed.
pub const EMBED_DESCRIPTION: usize = 4_096;
/// Name of an embed's field.
pub const EMBED_FIELD_NAME: usize = 256;
/// Label of a button.
pub const BUTTON_LABEL: usize = 80;
/// Sent value of an autocompletion's choice.
pub const CHOICE_VALUE: usize = 100;
