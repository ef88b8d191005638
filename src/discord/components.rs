//! Buttons and lists below a message: choices of one list become a select menu, all others buttons in rows.

use serenity::all::ButtonStyle;
use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use tracing::warn;

use super::custom_id;
use super::markdown::fit;
use crate::reply::{Button, List, wording_pages};

/// The most buttons that stand in a row.
const MAX_BUTTONS_IN_ROW: usize = 5;
/// The most rows below a message.
const MAX_ROWS: usize = 5;
/// The longest text on a button.
const MAX_LABEL: usize = 80;
/// The most choices of a list.
const MAX_LIST_CHOICES: usize = 25;
/// The longest text of a list's choice.
const MAX_LIST_LABEL: usize = 100;

/// The rows for a reply's buttons, in their order. What offers another question never shares a row with what does
/// something with this reply.
pub(super) fn rows(buttons: &[Button]) -> Vec<CreateActionRow> {
    let belong_together =
        |a: &Button, b: &Button| a.press.list() == b.press.list() && a.press.is_offer() == b.press.is_offer();
    let groups = buttons.chunk_by(belong_together);
    groups
        .flat_map(|group| match group.first().and_then(|first| first.press.list()) {
            Some(list) => select_menu(list, group).into_iter().collect(),
            None => button_rows(group),
        })
        .take(MAX_ROWS)
        .collect()
}

fn button_rows(buttons: &[Button]) -> Vec<CreateActionRow> {
    let made: Vec<CreateButton> = buttons.iter().filter_map(button).collect();
    made.chunks(MAX_BUTTONS_IN_ROW).map(|row| CreateActionRow::Buttons(row.to_vec())).collect()
}

fn button(button: &Button) -> Option<CreateButton> {
    let id = written(button)?;
    Some(CreateButton::new(id).label(fit(&button.label, MAX_LABEL)).style(ButtonStyle::Secondary))
}

/// A list; what is chosen tells the press, so the list's own id need not. A list of nothing is none.
fn select_menu(list: List, buttons: &[Button]) -> Option<CreateActionRow> {
    let (id, placeholder) = match list {
        List::Topics => ("fd1:list:topics", wording_pages::CHOOSE_A_TOPIC),
        List::Questions => ("fd1:list:questions", wording_pages::CHOOSE_A_QUESTION),
    };
    let option = |button: &Button| {
        let label = fit(&button.label, MAX_LIST_LABEL);
        (!label.trim().is_empty()).then_some(())?;
        Some(CreateSelectMenuOption::new(label, written(button)?))
    };
    let options: Vec<CreateSelectMenuOption> = buttons.iter().filter_map(option).take(MAX_LIST_CHOICES).collect();
    (!options.is_empty()).then(|| {
        let menu = CreateSelectMenu::new(id, CreateSelectMenuKind::String { options });
        CreateActionRow::SelectMenu(menu.placeholder(placeholder))
    })
}

fn written(button: &Button) -> Option<String> {
    let id = custom_id::encode(&button.press);
    if id.is_none() {
        warn!(press = ?button.press, "a button is left out: its fact's id is too long or not kebab-case");
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::{Press, Revision};
    use serde_json::{Value, json};

    fn made(presses: Vec<Press>) -> Value {
        let buttons: Vec<Button> = presses.into_iter().map(|press| Button { label: "x".to_owned(), press }).collect();
        serde_json::to_value(rows(&buttons)).unwrap_or_default()
    }

    fn kinds(rows: &Value) -> Vec<Vec<u64>> {
        let kinds = |row: &Value| {
            let parts = row["components"].as_array().cloned().unwrap_or_default();
            parts.iter().filter_map(|part| part["type"].as_u64()).collect()
        };
        rows.as_array().into_iter().flatten().map(kinds).collect()
    }

    #[test]
    fn questions_and_tools_stand_in_rows_of_their_own() {
        let related = Press::Related { fact: "a".to_owned() };
        let passage = Press::Passage { fact: "a".to_owned() };
        let made = made(vec![related.clone(), related, passage, Press::Remove { asker: 1 }]);
        assert_eq!(kinds(&made), [[2, 2], [2, 2]]);
    }

    #[test]
    fn choices_of_a_list_become_a_menu_whose_values_are_presses() {
        let topic = |topic| Press::OpenTopic { revision: Revision(1), topic };
        let read = Press::Read { fact: "a".to_owned() };
        let made = made(vec![topic(0), topic(1), read, Press::TimelinePage { page: 1 }]);
        assert_eq!(kinds(&made), [[3], [3], [2]]);
        let option = |number: usize| json!({"label": "x", "value": format!("fd1:topic:00000001:{number}")});
        let expected = json!({"type": 3, "custom_id": "fd1:list:topics", "placeholder": wording_pages::CHOOSE_A_TOPIC,
            "options": [option(0), option(1)]});
        let menu = &made[0]["components"][0];
        for (key, value) in expected.as_object().into_iter().flatten() {
            assert_eq!(menu[key], *value, "{menu}");
        }
    }

    #[test]
    fn no_more_than_discord_takes_is_shown() {
        let many = made((0..40).map(|topic| Press::OpenTopic { revision: Revision(1), topic }).collect());
        assert_eq!(many[0]["components"][0]["options"].as_array().map(Vec::len), Some(MAX_LIST_CHOICES));
        let rows = made(vec![Press::Remove { asker: 1 }; 40]);
        assert_eq!(kinds(&rows), vec![vec![2; 5]; 5]);
    }
}
