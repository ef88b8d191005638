//! What the desk needs to be allowed, and what it is allowed in a channel, by Discord's rules: roles first, then the
//! channel's changes for everyone, for roles and for the member.

use serde::Deserialize;
use serenity::all::{GuildId, PermissionOverwrite, PermissionOverwriteType, Permissions, RoleId, UserId};

/// Everything that is needed, by the names of Discord's own settings: to see a question, to answer it where it was asked
/// with its card, to find what it replies to, and to offer an answer by a reaction.
pub(super) const NEEDED: [(Permissions, &str); 6] = [
    (Permissions::VIEW_CHANNEL, "View Channels"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
    (Permissions::ADD_REACTIONS, "Add Reactions"),
];

/// Discord's numbers for the kinds of channel that hold messages: text and announcements.
const TEXT: [u8; 2] = [0, 5];
/// Voice and stage, which have a conversation beside them but no threads.
const VOICE: [u8; 2] = [2, 13];
/// Forums and media channels, where there are threads alone.
const THREADS: [u8; 2] = [15, 16];

/// All that is needed somewhere, as invite links name it.
pub(super) fn all_needed() -> Permissions {
    NEEDED.iter().fold(Permissions::empty(), |all, (permission, _)| all | *permission)
}

/// A role, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(super) struct Role {
    pub(super) id: RoleId,
    pub(super) permissions: Permissions,
}

/// A channel, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(super) struct Channel {
    #[serde(rename = "type")]
    pub(super) kind: u8,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) position: i64,
    #[serde(default)]
    pub(super) permission_overwrites: Vec<PermissionOverwrite>,
}

/// The desk in a server.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) guild: GuildId,
    pub(super) me: UserId,
    /// Its roles, the one of everybody included.
    pub(super) roles: Vec<Role>,
    pub(super) is_owner: bool,
}

impl Standing {
    /// What the roles allow together, before any channel changes it.
    pub(super) fn base(&self) -> Permissions {
        let together = self.roles.iter().fold(Permissions::empty(), |all, role| all | role.permissions);
        if self.is_owner || together.administrator() { Permissions::all() } else { together }
    }

    /// What is allowed in a channel.
    fn allowed(&self, channel: &Channel) -> Permissions {
        let base = self.base();
        if base.administrator() {
            return base;
        }
        let everyone = RoleId::new(self.guild.get());
        let has_role = |role: RoleId| role != everyone && self.roles.iter().any(|own| own.id == role);
        let changed = |allowed: Permissions, is_meant: &dyn Fn(PermissionOverwriteType) -> bool| {
            let meant = || channel.permission_overwrites.iter().filter(|overwrite| is_meant(overwrite.kind));
            let denied = meant().fold(Permissions::empty(), |all, overwrite| all | overwrite.deny);
            let given = meant().fold(Permissions::empty(), |all, overwrite| all | overwrite.allow);
            (allowed - denied) | given
        };
        let allowed = changed(base, &|kind| kind == PermissionOverwriteType::Role(everyone));
        let allowed = changed(allowed, &|kind| matches!(kind, PermissionOverwriteType::Role(role) if has_role(role)));
        changed(allowed, &|kind| kind == PermissionOverwriteType::Member(self.me))
    }

    /// What is missing in a channel, by name; `None` for a channel without messages.
    pub(super) fn missing(&self, channel: &Channel) -> Option<Vec<&'static str>> {
        let is_needed = |permission: Permissions| match permission {
            Permissions::SEND_MESSAGES => !THREADS.contains(&channel.kind),
            Permissions::SEND_MESSAGES_IN_THREADS => !VOICE.contains(&channel.kind),
            _ => true,
        };
        let holds_messages = [TEXT, VOICE, THREADS].concat().contains(&channel.kind);
        let needed = NEEDED.iter().filter(|(permission, _)| is_needed(*permission));
        holds_messages.then(|| names_of_missing(needed, self.allowed(channel)))
    }

    /// What the roles lack, by name.
    pub(super) fn missing_everywhere(&self) -> Vec<&'static str> {
        names_of_missing(NEEDED.iter(), self.base())
    }
}

fn names_of_missing<'a>(
    needed: impl Iterator<Item = &'a (Permissions, &'static str)>,
    allowed: Permissions,
) -> Vec<&'static str> {
    needed.filter(|(permission, _)| !allowed.contains(*permission)).map(|(_, name)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const EVERYONE: u64 = 50;
    const DESK_ROLE: u64 = 51;
    const OTHER_ROLE: u64 = 52;
    const ME: u64 = 900;

    fn standing(everyone: Permissions, own: Permissions) -> Standing {
        let role = |id, permissions| Role { id: RoleId::new(id), permissions };
        let roles = vec![role(EVERYONE, everyone), role(DESK_ROLE, own)];
        Standing { guild: GuildId::new(EVERYONE), me: UserId::new(ME), roles, is_owner: false }
    }

    /// A channel with changes: id, whether it is a role's, what is allowed, what is denied.
    fn channel(kind: u8, changes: &[(u64, bool, Permissions, Permissions)]) -> Channel {
        let overwrite = |(id, is_role, allow, deny): &(u64, bool, Permissions, Permissions)| json!({"id": id.to_string(), "type": u8::from(!is_role), "allow": allow, "deny": deny});
        let overwrites: Vec<_> = changes.iter().map(overwrite).collect();
        serde_json::from_value(json!({"type": kind, "name": "x", "permission_overwrites": overwrites}))
            .expect("a channel")
    }

    fn check(kind: u8, changes: &[(u64, bool, Permissions, Permissions)], missing: Option<&[&str]>) {
        let found = standing(Permissions::VIEW_CHANNEL, all_needed()).missing(&channel(kind, changes));
        assert_eq!(found.as_deref(), missing, "{kind} {changes:?}");
    }

    #[test]
    fn roles_add_up() {
        check(0, &[], Some(&[]));
        let lacking = standing(Permissions::VIEW_CHANNEL, Permissions::SEND_MESSAGES);
        let names = ["Send Messages in Threads", "Embed Links", "Read Message History", "Add Reactions"];
        assert_eq!(
            (lacking.missing_everywhere().as_slice(), lacking.missing(&channel(0, &[])).as_deref()),
            (&names[..], Some(&names[..]))
        );
    }

    #[test]
    fn a_channel_changes_it_from_the_general_to_the_particular() {
        let (send, none) = (Permissions::SEND_MESSAGES, Permissions::empty());
        let (everyone, own, me) = ((EVERYONE, true), (DESK_ROLE, true), (ME, false));
        let denied = Some(&["Send Messages"][..]);
        check(0, &[(everyone.0, everyone.1, none, send)], denied);
        check(0, &[(everyone.0, everyone.1, none, send), (own.0, own.1, send, none)], Some(&[]));
        check(0, &[(own.0, own.1, send, none), (me.0, me.1, none, send)], denied);
        check(0, &[(everyone.0, everyone.1, none, send), (me.0, me.1, send, none)], Some(&[]));
        check(0, &[(OTHER_ROLE, true, none, send), (ME + 1, false, none, send)], Some(&[]));
    }

    #[test]
    fn each_kind_of_channel_has_its_needs() {
        let nothing = |kind| standing(Permissions::empty(), Permissions::empty()).missing(&channel(kind, &[]));
        let all = NEEDED.map(|(_, name)| name).to_vec();
        let without = |name: &str| all.iter().copied().filter(|other| *other != name).collect::<Vec<_>>();
        assert_eq!(nothing(0), Some(all.clone()));
        assert_eq!(nothing(5), Some(all.clone()));
        assert_eq!(nothing(2), Some(without("Send Messages in Threads")));
        assert_eq!(nothing(15), Some(without("Send Messages")));
        assert_eq!(nothing(4), None, "a category holds channels and no messages");
    }

    #[test]
    fn nobody_takes_anything_from_an_administrator_or_an_owner() {
        let denied = channel(0, &[(EVERYONE, true, Permissions::empty(), Permissions::all())]);
        let administrator = standing(Permissions::empty(), Permissions::ADMINISTRATOR);
        assert_eq!(administrator.missing(&denied), Some(Vec::new()));
        let owner = Standing { is_owner: true, ..standing(Permissions::empty(), Permissions::empty()) };
        assert_eq!(owner.missing(&denied), Some(Vec::new()));
    }
}
