//! Application commands: replaced as a whole, kept, and returned with all that Discord adds and leaves out.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use twilight_model::application::command::{Command, CommandType};

use super::bodies;
use super::cast::APPLICATION;
use super::messages::refuse;
use super::rest::Answer;
use super::sightings::Sighting;
use super::world::{State, World};

/// `GET /applications/{id}/commands`.
pub fn list(world: &World, query: &str) -> Answer {
    let localised = query.split('&').any(|part| part == "with_localizations=true");
    let commands = world.state().commands.iter().map(|command| shown(command, localised)).collect();
    Answer::ok(Value::Array(commands))
}

/// `PUT /applications/{id}/commands`.
pub fn replace(world: &World, body: &Value) -> Answer {
    let definitions = body.as_array().cloned().unwrap_or_default();
    let faults = faults_of(&definitions);
    if !faults.is_empty() || !body.is_array() {
        return refuse(world, &faults);
    }
    let mut state = world.state();
    let kept: Vec<Value> = definitions.iter().map(|definition| keep(&mut state, definition)).collect();
    state.commands.clone_from(&kept);
    drop(state);
    world.sightings.saw(Sighting::Registered);
    Answer::ok(Value::Array(kept.iter().map(|command| shown(command, true)).collect()))
}

/// A command by name, as twilight reads it.
pub fn find(state: &State, name: &str) -> Option<Command> {
    let command = state.commands.iter().find(|command| command["name"] == name)?;
    bodies::read(command).ok()
}

fn faults_of(definitions: &[Value]) -> Vec<String> {
    let mut names = HashSet::new();
    let mut faults = Vec::new();
    for definition in definitions {
        match bodies::read::<Command>(&complete(definition)) {
            Ok(command) => {
                faults.extend(limits(&command));
                if !names.insert((command.name.clone(), u8::from(command.kind))) {
                    faults.push(format!("two commands named {}", command.name));
                }
            }
            Err(unread) => faults.extend(unread),
        }
    }
    faults
}

fn limits(command: &Command) -> Option<String> {
    if command.kind == CommandType::ChatInput {
        return twilight_validate::command::command(command).err().map(|error| format!("{error}: {command:?}"));
    }
    let named = twilight_validate::command::name(&command.name).err().map(|error| format!("{error}: {command:?}"));
    let bare = command.description.is_empty() && command.options.is_empty();
    named.or_else(|| (!bare).then(|| format!("a menu command takes no description or options: {command:?}")))
}

/// A definition with what a bot may leave out and twilight's type, which is the answer's, requires.
fn complete(definition: &Value) -> Value {
    let mut complete = definition.clone();
    if let Some(fields) = complete.as_object_mut() {
        fields.entry("version").or_insert(json!("1"));
        fields.entry("type").or_insert(json!(1));
        fields.entry("description").or_insert(json!(""));
    }
    complete
}

/// A definition as Discord keeps it: a command of the same name keeps its number, another version gets a new one.
fn keep(state: &mut State, definition: &Value) -> Value {
    let mut kept = complete(definition);
    let fields = kept.as_object_mut().expect("a command that was read is an object");
    fields.retain(|_, value| !value.is_null());
    let same = |command: &&Value| command["name"] == fields["name"] && command["type"] == fields["type"];
    let id = state.commands.iter().find(same).map(|command| command["id"].clone());
    let id = id.unwrap_or_else(|| json!(state.new_number().to_string()));
    fields.insert("id".to_owned(), id);
    fields.insert("application_id".to_owned(), json!(APPLICATION.to_string()));
    fields.insert("version".to_owned(), json!(state.new_number().to_string()));
    for (key, default) in [
        ("default_member_permissions", Value::Null),
        ("name_localizations", Value::Null),
        ("description_localizations", Value::Null),
        ("contexts", Value::Null),
        ("integration_types", json!([0])),
        ("dm_permission", json!(true)),
        ("nsfw", json!(false)),
    ] {
        fields.entry(key).or_insert(default);
    }
    tidy_options(fields);
    kept
}

/// Discord leaves out what is false or empty in options, and empty lists of options.
fn tidy_options(fields: &mut Map<String, Value>) {
    let empty = fields.get_mut("options").and_then(Value::as_array_mut).is_some_and(|options| {
        for option in options.iter_mut().filter_map(Value::as_object_mut) {
            option.retain(|_, value| {
                let says_something = !value.is_null() && *value != json!(false) && *value != json!([]);
                says_something && *value != json!({})
            });
            tidy_options(option);
        }
        options.is_empty()
    });
    if empty {
        fields.remove("options");
    }
}

fn shown(command: &Value, localised: bool) -> Value {
    let mut shown = command.clone();
    if !localised && let Some(fields) = shown.as_object_mut() {
        fields.remove("name_localizations");
        fields.remove("description_localizations");
    }
    shown
}
