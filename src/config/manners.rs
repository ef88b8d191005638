//! The section [manners]: how much the desk says, where and to whom.

use crate::conversation::{ChannelId, Lists, Manners, RoleId};
use crate::knowledge::TableReader;

/// What a list of channels or roles holds.
const NUMBER_SHAPE: &str =
    "must hold Discord's numbers in quotes, such as \"1300000000000000003\" (Developer Mode, then Copy ID)";

/// Reads the section; what is left out keeps its default.
pub(super) fn manners(table: &mut TableReader<'_>) -> Manners {
    let default = Manners::default();
    Manners {
        per_person: table.count("per_person").unwrap_or(default.per_person),
        per_channel: table.count("per_channel").unwrap_or(default.per_channel),
        lists: Lists {
            allow_channels: numbers(table, "allow_channels").map(ChannelId).collect(),
            deny_channels: numbers(table, "deny_channels").map(ChannelId).collect(),
            allow_roles: numbers(table, "allow_roles").map(RoleId).collect(),
            deny_roles: numbers(table, "deny_roles").map(RoleId).collect(),
        },
        offer_floor: table.share("offer_floor").map_or(default.offer_floor, |(floor, _)| floor),
    }
}

fn numbers(table: &mut TableReader<'_>, key: &'static str) -> impl Iterator<Item = u64> + use<> {
    let mut numbers = Vec::new();
    for text in table.texts(key) {
        match text.value.parse::<u64>() {
            Ok(number) if number > 0 => numbers.push(number),
            _ => table.problem(text.at, format!("`{key}` {NUMBER_SHAPE}")),
        }
    }
    numbers.into_iter()
}
