//! Names and descriptions of the commands in Russian beside English. What a command does is in `commands` and `menus`.

use serde_json::{Value, json};

/// Discord's name for the language.
const LOCALE: &str = "ru";

/// The command, or the command and its option with a blank between, its name and its description in Russian. A command
/// in a menu has no description.
const TEXTS: [(&str, &str, &str); 19] = [
    ("ask", "спросить", "Задать вопрос и получить ответ с указанием источника"),
    ("ask question", "вопрос", "Ваш вопрос своими словами"),
    ("ask private", "лично", "Показать ответ только вам"),
    ("ask for", "кому", "Кому адресован ответ; этот участник получит упоминание"),
    ("topics", "темы", "Показать, о чём здесь можно спросить"),
    ("timeline", "хронология", "Показать факты с датами по порядку"),
    ("sources", "источники", "Показать источники и как часто на них ссылаются"),
    ("why", "почему", "Показать прежний ответ ещё раз и почему он был дан"),
    ("why receipt", "квитанция", "Код под ответом"),
    ("about", "справка", "Что это за бот, как им пользоваться и что он хранит"),
    ("desk", "бюро", "Для тех, кто управляет сервером"),
    ("desk watch", "следить", "Предлагать ответы в этом канале"),
    ("desk unwatch", "не-следить", "Больше не предлагать ответы в этом канале"),
    ("desk reload", "обновить", "Перечитать факты и сказать, что изменилось"),
    ("desk stats", "статистика", "Сколько вопросов задано и сколько получило ответ"),
    ("desk unanswered", "без-ответа", "Вопросы, на которые не нашлось ответа"),
    ("desk reload", "перечитать", "Прочитать факты заново"),
    ("Answer this", "Ответить на это", ""),
    ("Check this message", "Проверить сообщение", ""),
];

/// Adds the Russian texts to definitions as Discord takes them.
pub(super) fn localise(definitions: &mut Value) {
    for command in definitions.as_array_mut().into_iter().flatten() {
        let name = command["name"].as_str().unwrap_or_default().to_owned();
        add(command, &name);
        for option in command.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
            let path = format!("{name} {}", option["name"].as_str().unwrap_or_default());
            add(option, &path);
        }
    }
}

fn add(definition: &mut Value, path: &str) {
    let Some((_, name, description)) = TEXTS.iter().find(|(known, ..)| *known == path) else { return };
    definition["name_localizations"] = json!({ LOCALE: name });
    if !description.is_empty() {
        definition["description_localizations"] = json!({ LOCALE: description });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_fits_what_discord_takes() {
        for (path, name, description) in TEXTS {
            let is_in_menu = description.is_empty();
            let is_sign = |sign: char| (sign.is_alphabetic() && sign.is_lowercase()) || sign == '-';
            assert!((1..=32).contains(&name.chars().count()), "{path}");
            assert!(is_in_menu || name.chars().all(is_sign), "{path}");
            assert!(description.chars().count() <= 100, "{path}");
        }
    }

    #[test]
    fn every_command_and_every_option_has_its_texts() {
        let definitions = crate::discord::commands::definitions().unwrap_or_default();
        let mut n_checked = 0;
        for command in definitions.as_array().into_iter().flatten() {
            for item in command["options"].as_array().into_iter().flatten().chain([command]) {
                assert!(item["name_localizations"]["ru"].is_string(), "{item}");
                let has_description = item["description"].as_str().is_some_and(|text| !text.is_empty());
                assert_eq!(item["description_localizations"]["ru"].is_string(), has_description, "{item}");
                n_checked += 1;
            }
        }
        assert!(n_checked >= 12, "{n_checked}");
    }
}
