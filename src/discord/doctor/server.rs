//! What the bot lacks in one server, channel by channel. Threads are left out: they have their channel's permissions.

use serde::Deserialize;
use serenity::all::{GuildId, RoleId, UserId};

use super::SERVER;
use super::ask::{Trouble, ask};
use super::finding::Finding;
use super::permissions::{Channel, Role, Standing};
use crate::discord::courier::Courier;
use crate::discord::errand::Errand;

/// The part of a server that matters here.
#[derive(Deserialize)]
struct Server {
    name: String,
    owner_id: UserId,
}

/// The part of a member that matters here.
#[derive(Deserialize)]
struct Member {
    roles: Vec<RoleId>,
}

/// Everything there is to say of the bot in this server.
pub(super) async fn findings(courier: &Courier, guild: GuildId, me: UserId) -> Vec<Finding> {
    match look(courier, guild, me).await {
        Ok(findings) => findings,
        Err(Trouble { status: Some(403 | 404), .. }) => {
            let text = format!("the bot is not in server {guild}: add it with the link below, or mend the number");
            vec![Finding::to_do(SERVER, text)]
        }
        Err(trouble) => vec![Finding::to_do(SERVER, trouble.text)],
    }
}

async fn look(courier: &Courier, guild: GuildId, me: UserId) -> Result<Vec<Finding>, Trouble> {
    let server: Server = ask(courier, &Errand::guild(guild)).await?;
    let member: Member = ask(courier, &Errand::member(guild, me)).await?;
    let mut roles: Vec<Role> = ask(courier, &Errand::roles(guild)).await?;
    // Everybody has the role whose number is the server's, and no member names it.
    roles.retain(|role| role.id.get() == guild.get() || member.roles.contains(&role.id));
    let standing = Standing { guild, me, roles, is_owner: server.owner_id == me };
    let mut channels: Vec<Channel> = ask(courier, &Errand::channels(guild)).await?;
    channels.sort_by_key(|channel| channel.position);
    let mut findings = vec![of_roles(&server.name, &standing)];
    let looked_at: Vec<(&Channel, Vec<&str>)> =
        channels.iter().filter_map(|channel| Some((channel, standing.missing(channel)?))).collect();
    let n_fine = looked_at.iter().filter(|(_, missing)| missing.is_empty()).count();
    let text = format!("{n_fine} of {} let the bot do all it needs", looked_at.len());
    findings.push(Finding::fine("channels", text));
    let lacking = looked_at.iter().filter(|(_, missing)| !missing.is_empty());
    findings.extend(lacking.map(|(channel, missing)| of_channel(channel, missing)));
    Ok(findings)
}

fn of_roles(name: &str, standing: &Standing) -> Finding {
    let missing = standing.missing_everywhere();
    if missing.is_empty() {
        return Finding::fine(SERVER, format!("{name}: the bot's roles allow all it needs"));
    }
    let missing = missing.join(", ");
    Finding::to_do(SERVER, format!("{name}: the bot's roles lack {missing}; open the link below once more and agree"))
}

fn of_channel(channel: &Channel, missing: &[&str]) -> Finding {
    let subject = format!("#{}", channel.name);
    if missing.contains(&"View Channels") {
        let text = "the bot can't see it; allow the bot's role View Channel in the channel's permissions, unless it shall stay out";
        return Finding::to_do(subject, format!("{text} (missing: {})", missing.join(", ")));
    }
    let text = format!("allow the bot's role {} in the channel's permissions", missing.join(", "));
    Finding::to_do(subject, text)
}
