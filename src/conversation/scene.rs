//! Where something happens and with which rights, as far as the edge knows it, and the lists by which an operator says
//! where and to whom the desk speaks.

use super::ChannelId;

/// A role, as Discord numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleId(pub u64);

/// A server, as Discord numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServerId(pub u64);

/// The surroundings of an event. What is not known is left out, and then restricts nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// The channel or thread.
    pub channel: Option<ChannelId>,
    /// The server it is in; the lists don't concern direct conversations, which bother nobody else.
    pub server: Option<ServerId>,
    /// The roles of who caused it.
    pub roles: Vec<RoleId>,
    /// Whether they may manage the server.
    pub manages: bool,
}

/// Where in a server, and to whom, the desk speaks. An empty list of the allowed allows all; a denial comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// The only channels.
    pub allow_channels: Vec<ChannelId>,
    /// Never in these channels. A thread is a channel of its own.
    pub deny_channels: Vec<ChannelId>,
    /// Only to people with one of these roles.
    pub allow_roles: Vec<RoleId>,
    /// Never to people with one of these.
    pub deny_roles: Vec<RoleId>,
}

impl Lists {
    /// Whether the desk may speak there.
    #[must_use]
    pub fn admit(&self, scene: &Scene) -> bool {
        let Some(channel) = scene.channel.filter(|_| scene.server.is_some()) else { return true };
        let has_one = |list: &[RoleId]| scene.roles.iter().any(|role| list.contains(role));
        let is_denied = self.deny_channels.contains(&channel) || has_one(&self.deny_roles);
        let is_right_channel = self.allow_channels.is_empty() || self.allow_channels.contains(&channel);
        let has_right_role = self.allow_roles.is_empty() || has_one(&self.allow_roles);
        !is_denied && is_right_channel && has_right_role
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_comes_before_what_is_allowed() {
        let check = |lists: &Lists, channel: u64, roles: &[u64], expected: bool| {
            let roles = roles.iter().copied().map(RoleId).collect();
            let scene = Scene { channel: Some(ChannelId(channel)), server: Some(ServerId(9)), roles, manages: false };
            assert_eq!(lists.admit(&scene), expected, "{lists:?} {scene:?}");
            assert!(lists.admit(&Scene { server: None, ..scene }), "a direct conversation is always open");
        };
        check(&Lists::default(), 1, &[], true);
        let channels = Lists { allow_channels: vec![ChannelId(1), ChannelId(2)], ..Lists::default() };
        check(&channels, 1, &[], true);
        check(&channels, 3, &[], false);
        check(&Lists { deny_channels: vec![ChannelId(1)], ..channels }, 1, &[], false);
        let roles = Lists { allow_roles: vec![RoleId(8)], deny_roles: vec![RoleId(9)], ..Lists::default() };
        check(&roles, 1, &[8], true);
        check(&roles, 1, &[], false);
        check(&roles, 1, &[8, 9], false);
    }
}
