//! The slash commands: what Discord is told of them and how they are read, side by side, one entry each.

use serde_json::Value;
use serenity::all::{
    CommandData, CommandDataOptionValue, CommandOptionType, CommandType, InstallationContext, InteractionContext,
};
use serenity::builder::{CreateCommand, CreateCommandOption};

use super::{desk_command, menus, russian};
use crate::conversation::{Asked, Author, Event, Interaction, Page, UserId, Via};

/// The longest question, in characters; what Discord allows a message, so that every door takes the same.
const MAX_QUESTION_CHARS: u16 = 2_000;

/// The option of `/ask` that holds the question.
const QUESTION: &str = "question";
/// The option of `/ask` that hides the answer from others.
const PRIVATE: &str = "private";
/// The option of `/ask` that names whom the answer is for.
const FOR: &str = "for";

/// The longest receipt that is read, in characters; the longest that is written has about four hundred.
const MAX_RECEIPT_CHARS: u16 = 500;

/// The option of `/why` that holds the receipt.
const RECEIPT: &str = "receipt";

/// The field of a command that tells whom Discord shows it to.
const PERMISSIONS: &str = "default_member_permissions";

/// One command.
struct Definition {
    /// What is typed after the slash.
    name: &'static str,
    /// What Discord shows beside it.
    description: &'static str,
    /// What can be filled in.
    options: fn() -> Vec<CreateCommandOption>,
    /// What a use of it means; `None` where an option is unknown or missing.
    read: fn(&Interaction, &CommandData) -> Option<Event>,
}

/// Every command of the desk.
const COMMANDS: &[Definition] = &[
    Definition {
        name: "ask",
        description: "Ask a question and get the answer with its source",
        options: ask_options,
        read: read_ask,
    },
    Definition {
        name: "topics",
        description: "Show what can be asked here",
        options: Vec::new,
        read: |interaction, _| Some(Event::Browsed { interaction: interaction.clone(), page: Page::Topics }),
    },
    Definition {
        name: "timeline",
        description: "Show the dated facts in order",
        options: Vec::new,
        read: |interaction, _| Some(Event::Browsed { interaction: interaction.clone(), page: Page::Timeline }),
    },
    Definition {
        name: "sources",
        description: "Show what is cited here and how often",
        options: Vec::new,
        read: |interaction, _| Some(Event::Browsed { interaction: interaction.clone(), page: Page::Sources }),
    },
    Definition {
        name: "why",
        description: "Show an earlier answer again and why it was given",
        options: why_options,
        read: read_why,
    },
    Definition {
        name: "about",
        description: "What this desk is, how to use it and what it keeps",
        options: Vec::new,
        read: |interaction, _| Some(Event::Browsed { interaction: interaction.clone(), page: Page::About }),
    },
];

/// What Discord is told of the commands. They work in servers and in direct messages, installed for either.
pub(super) fn definitions() -> serde_json::Result<Value> {
    let create = |command: &Definition| {
        CreateCommand::new(command.name)
            .kind(CommandType::ChatInput)
            .description(command.description)
            .set_options((command.options)())
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel])
    };
    let commands = COMMANDS.iter().map(create).chain(std::iter::once(desk_command::definition()));
    let all: Vec<CreateCommand> = commands.chain(menus::definitions()).collect();
    let mut definitions = serde_json::to_value(all)?;
    // serenity always writes `nsfw`, which Discord's API description does not know in a command, and permissions as a
    // text, where it wants a number.
    for definition in definitions.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        definition.remove("nsfw");
        if let Some(permissions) = definition.get_mut(PERMISSIONS) {
            let number = permissions.as_str().and_then(|text| text.parse::<u64>().ok());
            *permissions = number.map_or(Value::Null, Value::from);
        }
    }
    russian::localise(&mut definitions);
    Ok(definitions)
}

/// What a use of a command means; a command or an option of another version is [`Event::Unreadable`].
pub(super) fn read(interaction: Interaction, data: &CommandData, application: u64) -> Event {
    if data.name == desk_command::NAME && data.kind == CommandType::ChatInput {
        return desk_command::read(&interaction, data, application).unwrap_or(Event::Unreadable { interaction });
    }
    let known = COMMANDS.iter().find(|command| command.name == data.name && data.kind == CommandType::ChatInput);
    let event = known.and_then(|command| (command.read)(&interaction, data));
    event.unwrap_or(Event::Unreadable { interaction })
}

fn ask_options() -> Vec<CreateCommandOption> {
    let question = CreateCommandOption::new(CommandOptionType::String, QUESTION, "Your question, in your own words")
        .required(true)
        .set_autocomplete(true)
        .max_length(MAX_QUESTION_CHARS);
    let private = CreateCommandOption::new(CommandOptionType::Boolean, PRIVATE, "Show the answer only to you");
    let member = CreateCommandOption::new(CommandOptionType::User, FOR, "Whom the answer is for; it will mention them");
    vec![question, private.required(false), member.required(false)]
}

fn read_ask(interaction: &Interaction, data: &CommandData) -> Option<Event> {
    let mut question = None;
    let mut private = false;
    let mut member = None;
    for option in &data.options {
        match (option.name.as_str(), &option.value) {
            (QUESTION, CommandDataOptionValue::String(text)) => question = Some(text.clone()),
            (PRIVATE, CommandDataOptionValue::Boolean(chosen)) => private = *chosen,
            (FOR, CommandDataOptionValue::User(chosen)) => member = Some(UserId(chosen.get())),
            _ => return None,
        }
    }
    let author = Author::Person(interaction.user);
    let interaction = interaction.clone();
    let via = match member {
        // What only the asker sees reaches nobody else.
        Some(member) if !private => Via::CommandFor { interaction, member },
        _ => Via::Command { interaction, private },
    };
    Some(Event::Asked(Asked { question: question?, via, author }))
}

fn why_options() -> Vec<CreateCommandOption> {
    let receipt = CreateCommandOption::new(CommandOptionType::String, RECEIPT, "The code below the answer");
    vec![receipt.required(true).max_length(MAX_RECEIPT_CHARS)]
}

fn read_why(interaction: &Interaction, data: &CommandData) -> Option<Event> {
    match data.options.as_slice() {
        [option] if option.name == RECEIPT => {
            let receipt = option.value.as_str()?.to_owned();
            Some(Event::AskedWhy { interaction: interaction.clone(), receipt })
        }
        _ => None,
    }
}

/// Whether Discord already has these commands and no others. Only the fields we set are compared, because Discord adds
/// its own; it also leaves out what is false or empty.
pub(super) fn are_registered(ours: &Value, theirs: &Value) -> bool {
    let (Some(ours), Some(theirs)) = (ours.as_array(), theirs.as_array()) else { return false };
    let identity = |command: &Value| (command.get("name").cloned(), command.get("type").cloned());
    ours.len() == theirs.len()
        && ours
            .iter()
            .all(|our| theirs.iter().any(|their| identity(our) == identity(their) && is_contained(our, their)))
}

/// Whether everything set in `ours` stands in `theirs`. Options keep their order, which members see; sets of plain
/// values have none.
fn is_contained(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.iter().all(|(key, our)| is_contained(our, theirs.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.iter().chain(theirs).any(Value::is_object) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(our, their)| is_contained(our, their))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().all(|our| theirs.contains(our))
        }
        // Permissions are taken as a number and given back as a text.
        (Value::Number(ours), Value::String(theirs)) => ours.to_string() == *theirs,
        (ours, theirs) => ours == theirs || (is_blank(ours) && is_blank(theirs)),
    }
}

/// What Discord leaves out of an answer.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ours() -> Value {
        definitions().unwrap_or_default()
    }

    /// Our definitions as Discord gives them back: in another order, with its own fields, without what is false or empty.
    fn as_discord_keeps_them() -> Value {
        let mut commands = ours().as_array().cloned().unwrap_or_default();
        commands.reverse();
        for command in commands.iter_mut().filter_map(Value::as_object_mut) {
            command.retain(|_, value| !is_blank(value));
            command.insert("id".to_owned(), json!("11"));
            command.insert("version".to_owned(), json!("12"));
            if let Some(permissions) = command.get_mut(PERMISSIONS) {
                *permissions = json!(permissions.to_string());
            }
            command
                .get_mut("contexts")
                .and_then(Value::as_array_mut)
                .into_iter()
                .for_each(|contexts| contexts.reverse());
            let options = command.get_mut("options").and_then(Value::as_array_mut);
            for option in options.into_iter().flatten().filter_map(Value::as_object_mut) {
                option.retain(|_, value| !is_blank(value));
            }
        }
        Value::Array(commands)
    }

    #[test]
    fn every_definition_is_one_that_discord_takes() {
        let is_name = |name: &str| {
            (1..=32).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
        };
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut names = std::collections::BTreeSet::new();
        for command in ours().as_array().into_iter().flatten().filter(|command| command["type"] == json!(1)) {
            let options = command.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
            assert!(is_name(&text(command, "name")) && names.insert(text(command, "name")), "{command}");
            assert!((1..=100).contains(&text(command, "description").chars().count()), "{command}");
            let is_for_managers = command.get(PERMISSIONS) == Some(&json!(32));
            let (types, contexts) =
                if is_for_managers { (json!([0]), json!([0])) } else { (json!([0, 1]), json!([0, 1, 2])) };
            assert_eq!((command.get("integration_types"), command.get("contexts")), (Some(&types), Some(&contexts)));
            assert!(options.len() <= 25);
            assert!(options.is_sorted_by_key(|option| option.get("required") != Some(&json!(true))), "required first");
            for option in options {
                assert!(is_name(&text(&option, "name")), "{option}");
                assert!((1..=100).contains(&text(&option, "description").chars().count()), "{option}");
            }
        }
        assert_eq!(names.len(), COMMANDS.len() + 1, "and the one for managers");
    }

    #[test]
    fn what_discord_gives_back_counts_as_registered() {
        assert!(are_registered(&ours(), &as_discord_keeps_them()));
    }

    type Edit = fn(&mut Vec<Value>);

    #[test]
    fn every_difference_is_seen() {
        let change = |edit: Edit| {
            let mut theirs = as_discord_keeps_them().as_array().cloned().unwrap_or_default();
            edit(&mut theirs);
            Value::Array(theirs)
        };
        let changes: [(&str, Edit); 6] = [
            ("one is missing", |theirs| drop(theirs.pop())),
            ("one is left over", |theirs| theirs.push(json!({"name": "old", "type": 1}))),
            ("another description", |theirs| theirs[8]["description"] = json!("old")),
            ("another option", |theirs| theirs[8]["options"][0]["max_length"] = json!(5)),
            ("options in another order", |theirs| {
                theirs[8]["options"].as_array_mut().into_iter().for_each(|options| options.reverse());
            }),
            ("another context", |theirs| theirs[1]["contexts"] = json!([0])),
        ];
        for (name, edit) in changes {
            assert!(!are_registered(&ours(), &change(edit)), "{name}");
        }
        assert!(!are_registered(&ours(), &Value::Null));
    }
}
