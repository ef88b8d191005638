//! What is set for the application on the pages of the developer portal, held against what the desk needs.

use serde::Deserialize;
use serde_json::{Map, Value};
use serenity::all::{ApplicationId, GatewayIntents};

use super::finding::Finding;

/// Where the settings are changed.
const PAGES: &str = "https://discord.com/developers/applications";
/// The privileged intents: the flags of which one shows that it is switched on, below and above a hundred servers, and
/// the name of the switch on the Bot page.
const SWITCHES: [(GatewayIntents, u64, &str); 3] = [
    (GatewayIntents::GUILD_PRESENCES, 1 << 12 | 1 << 13, "Presence Intent"),
    (GatewayIntents::GUILD_MEMBERS, 1 << 14 | 1 << 15, "Server Members Intent"),
    (GatewayIntents::MESSAGE_CONTENT, 1 << 18 | 1 << 19, "Message Content Intent"),
];
/// Discord's number for installing to a person.
const USER_INSTALL: &str = "1";

/// The application, as Discord tells of it.
#[derive(Debug, Deserialize)]
pub(super) struct Portal {
    pub(super) id: ApplicationId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    flags: u64,
    bot_require_code_grant: Option<bool>,
    interactions_endpoint_url: Option<String>,
    integration_types_config: Option<Map<String, Value>>,
}

impl Portal {
    /// Everything that is set, with what to do about it.
    pub(super) fn findings(&self, intents: GatewayIntents) -> Vec<Finding> {
        let application = Finding::fine("application", format!("{}, number {}", self.name, self.id));
        vec![application, self.intents(intents), self.interactions(), self.invitation(), self.user_install()]
    }

    fn intents(&self, needed: GatewayIntents) -> Finding {
        let is_on = |flags: u64| self.flags & flags != 0;
        let switches = SWITCHES.iter().filter(|(intent, _, _)| needed.contains(*intent));
        let off: Vec<&str> = switches.filter(|(_, flags, _)| !is_on(*flags)).map(|(_, _, name)| *name).collect();
        if !off.is_empty() {
            let names = off.join(" and ");
            return Finding::to_do("intents", format!("switch on {names} on the page Bot of {PAGES}"));
        }
        let idle = SWITCHES.iter().filter(|(intent, flags, _)| is_on(*flags) && !needed.contains(*intent));
        let idle: Vec<&str> = idle.map(|(_, _, name)| *name).collect();
        match (needed.is_privileged(), idle.as_slice()) {
            (true, _) => Finding::fine("intents", "those that are needed are switched on"),
            (false, []) => Finding::fine("intents", "none of the privileged ones is needed"),
            (false, idle) => {
                let names = idle.join(" and ");
                Finding::fine("intents", format!("none of the privileged ones is needed; {names} may be switched off"))
            }
        }
    }

    /// With an address there, Discord sends commands to it and none over the gateway.
    fn interactions(&self) -> Finding {
        match self.interactions_endpoint_url.as_deref().filter(|url| !url.is_empty()) {
            None => Finding::fine("interactions", "commands reach the bot over its connection"),
            Some(_) => Finding::to_do(
                "interactions",
                format!(
                    "clear Interactions Endpoint URL on the page General Information of {PAGES}: with it commands go there and not to the bot"
                ),
            ),
        }
    }

    fn invitation(&self) -> Finding {
        if self.bot_require_code_grant == Some(true) {
            let text = format!(
                "switch off Requires OAuth2 Code Grant on the page Bot of {PAGES}: with it the link below adds no bot"
            );
            return Finding::to_do("invitation", text);
        }
        Finding::fine("invitation", "the link below adds the bot")
    }

    fn user_install(&self) -> Finding {
        let is_on = self.integration_types_config.as_ref().map(|config| config.contains_key(USER_INSTALL));
        Finding::fine(
            "user install",
            match is_on {
                Some(true) => "people may carry the commands along".to_owned(),
                Some(false) => format!(
                    "off, so the commands work only in servers; User Install on the page Installation of {PAGES} changes that"
                ),
                None => "Discord does not tell".to_owned(),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::doctor::finding::State;
    use serde_json::json;

    const PLAIN: GatewayIntents = GatewayIntents::GUILD_MESSAGES;

    fn portal(changes: &Value) -> Portal {
        let mut fields = json!({"id": "7", "name": "desk", "flags": 0, "integration_types_config": {"0": {}, "1": {}}});
        for (key, value) in changes.as_object().cloned().unwrap_or_default() {
            fields[key] = value;
        }
        serde_json::from_value(fields).expect("an application")
    }

    fn check(changes: &Value, intents: GatewayIntents, subject: &str, state: State, part: &str) {
        let findings = portal(changes).findings(intents);
        let found = findings.iter().find(|finding| finding.subject == subject).expect("it was looked at");
        assert!(found.state == state && found.text.contains(part), "{found:?}");
        let n_others = findings.iter().filter(|other| other.subject != subject && other.state != State::Fine).count();
        assert_eq!(n_others, 0, "{findings:?}");
    }

    #[test]
    fn an_intent_is_held_against_either_of_its_flags() {
        let watching = PLAIN | GatewayIntents::MESSAGE_CONTENT;
        check(&json!({}), PLAIN, "intents", State::Fine, "none of the privileged");
        check(&json!({}), watching, "intents", State::ToDo, "switch on Message Content Intent");
        check(&json!({"flags": 1 << 19}), watching, "intents", State::Fine, "switched on");
        check(&json!({"flags": 1 << 18}), watching, "intents", State::Fine, "switched on");
        check(&json!({"flags": 1 << 15}), watching, "intents", State::ToDo, "Message Content Intent");
        check(&json!({"flags": 1 << 15}), PLAIN, "intents", State::Fine, "Server Members Intent may be switched off");
    }

    #[test]
    fn what_keeps_commands_or_the_bot_away_is_told() {
        let elsewhere = json!({"interactions_endpoint_url": "https://example.org/"});
        check(&elsewhere, PLAIN, "interactions", State::ToDo, "clear Interactions Endpoint URL");
        check(&json!({"interactions_endpoint_url": null}), PLAIN, "interactions", State::Fine, "over its connection");
        check(&json!({"bot_require_code_grant": true}), PLAIN, "invitation", State::ToDo, "switch off Requires OAuth2");
    }

    #[test]
    fn where_it_may_be_installed_is_told() {
        check(&json!({}), PLAIN, "user install", State::Fine, "carry the commands");
        check(&json!({"integration_types_config": {"0": {}}}), PLAIN, "user install", State::Fine, "off");
        check(&json!({"integration_types_config": null}), PLAIN, "user install", State::Fine, "does not tell");
    }
}
