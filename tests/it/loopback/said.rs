//! Something the bot said, by whichever door, as the member sees it.

use twilight_model::channel::Message;
use twilight_model::channel::message::component::{Button, Component};
use twilight_model::channel::message::{Embed, MessageFlags};
use twilight_model::http::interaction::InteractionResponseType;

/// A message of the bot.
#[derive(Clone, Debug)]
pub struct Said {
    /// The message that came of it.
    pub message: Message,
    /// For the first response to an interaction, of which kind it is.
    pub kind: Option<InteractionResponseType>,
}

impl Said {
    /// Its only embed.
    pub fn embed(&self) -> &Embed {
        match self.message.embeds.as_slice() {
            [embed] => embed,
            other => panic!("one embed was expected, not {other:?}"),
        }
    }

    /// Every text in it, for "somewhere it says".
    pub fn text(&self) -> String {
        let embeds = self.message.embeds.iter().flat_map(|embed| {
            let fields = embed.fields.iter().flat_map(|field| [field.name.clone(), field.value.clone()]);
            let outer = [embed.title.clone(), embed.description.clone()].into_iter().flatten();
            let footer = embed.footer.iter().map(|footer| footer.text.clone());
            outer.chain(fields).chain(footer).collect::<Vec<_>>()
        });
        std::iter::once(self.message.content.clone()).chain(embeds).collect::<Vec<_>>().join("\n")
    }

    /// Its buttons, in order.
    pub fn buttons(&self) -> Vec<Button> {
        buttons(&self.message)
    }

    /// Whether only the asker sees it.
    pub fn is_private(&self) -> bool {
        self.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
    }

    /// Whether it is a reply to this message.
    pub fn is_reply_to(&self, message: &Message) -> bool {
        self.message.reference.as_ref().and_then(|reference| reference.message_id) == Some(message.id)
    }
}

/// The buttons of a message, in order.
pub fn buttons(message: &Message) -> Vec<Button> {
    let rows = message.components.iter().filter_map(|component| match component {
        Component::ActionRow(row) => Some(row),
        _ => None,
    });
    rows.flat_map(|row| &row.components)
        .filter_map(|component| match component {
            Component::Button(button) => Some(button.clone()),
            _ => None,
        })
        .collect()
}
