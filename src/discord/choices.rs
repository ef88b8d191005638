//! The choices that Discord offers for the question being typed, cut to its limits.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};

use super::markdown::{fit, length};
use crate::conversation::Choice;

/// The most choices of an autocompletion.
const MAX_CHOICES: usize = 25;
/// The longest name and the longest value of a choice.
const MAX_CHOICE: usize = 100;

/// As many as can be shown, in their order.
pub(super) fn shown(choices: &[Choice]) -> CreateAutocompleteResponse {
    let choices = choices.iter().filter_map(choice).take(MAX_CHOICES).collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// A choice within the limits. A value that doesn't fit is left out with its name: cut, it would ask something else.
fn choice(choice: &Choice) -> Option<AutocompleteChoice> {
    let fits = length(&choice.value) <= MAX_CHOICE;
    let is_shown = !choice.name.trim().is_empty() && !choice.value.trim().is_empty();
    (fits && is_shown).then(|| AutocompleteChoice::new(fit(&choice.name, MAX_CHOICE), choice.value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn choices_are_cut_to_what_discord_takes() {
        let choice = |name: &str, value: &str| Choice { name: name.to_owned(), value: value.to_owned() };
        let mut choices = vec![choice(&"n".repeat(120), "v"), choice("too long", &"v".repeat(101)), choice(" ", "v")];
        choices.extend((0..40).map(|number| choice(&format!("q{number}"), &format!("q{number}"))));
        let first = json!({"name": format!("{}…", "n".repeat(99)), "value": "v"});
        let rest = (0..24).map(|number| json!({"name": format!("q{number}"), "value": format!("q{number}")}));
        let expected: Vec<Value> = std::iter::once(first).chain(rest).collect();
        assert_eq!(serde_json::to_value(shown(&choices)).ok(), Some(json!({ "choices": expected })));
    }
}
