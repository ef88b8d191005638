//! What the bot needs to know to reach Discord, and the HTTP client made of it.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::Error;

/// The one host that requests go to where no proxy is set.
const DISCORD_HOST: &str = "discord.com";
/// A connection that takes longer will not come.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Discord answers within a second or two; beyond this the connection is dead.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// How to reach Discord, and as whom.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The bot's token.
    pub token: Token,
    /// Base address, such as `http://127.0.0.1:8080`, that every REST request goes to instead of `https://discord.com`;
    /// whoever answers there keeps the rate limits.
    pub proxy: Option<String>,
    /// Where discord.com is reached, as `host:port`. Has no effect together with `proxy`.
    pub connect: Option<String>,
    /// PEM file with certificate authorities trusted besides the usual ones.
    pub ca_file: Option<PathBuf>,
    /// Whether messages that don't mention the desk are to be read, for which Discord wants the privileged message
    /// content intent.
    pub watch_content: bool,
    /// The folder for what outlives the process; without one nothing does.
    pub state: Option<PathBuf>,
}

/// The bot's token. It is never shown, not even by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    authorization: String,
}

impl Token {
    /// A token as Discord's portal shows it; white space around it and a leading "Bot " do no harm.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bare = text.trim();
        let bare = bare.strip_prefix("Bot ").unwrap_or(bare).trim();
        Self { authorization: format!("Bot {bare}") }
    }

    /// As it stands in the Authorization header.
    pub(super) fn authorization(&self) -> &str {
        &self.authorization
    }

    /// Whether it could stand in a header at all.
    fn is_well_formed(&self) -> bool {
        let bare = self.authorization.trim_start_matches("Bot ");
        !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_graphic())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[token]")
    }
}

impl Settings {
    /// The HTTP client that these settings describe. Reads the certificate file and resolves the host of `connect` once.
    pub(super) fn client(&self) -> Result<reqwest::Client, Error> {
        if !self.token.is_well_formed() {
            let remedy = "copy the token anew from the Bot page of https://discord.com/developers/applications";
            return Err(setup("the bot's token is empty or holds signs that no token has", "DISCORD_TOKEN", remedy));
        }
        let mut builder = reqwest::Client::builder()
            .use_rustls_tls()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none());
        if let Some(proxy) = &self.proxy {
            check_proxy(proxy)?;
        }
        if self.proxy.is_some() || self.connect.is_some() {
            // The operator named the way; a proxy from the environment would lead elsewhere.
            builder = builder.no_proxy();
        }
        if let Some(connect) = &self.connect {
            builder = builder.resolve(DISCORD_HOST, resolve(connect)?);
        }
        if let Some(file) = &self.ca_file {
            for certificate in certificates(file)? {
                builder = builder.add_root_certificate(certificate);
            }
        }
        builder.build().map_err(|error| {
            setup(
                &format!("no HTTP client could be made: {error}"),
                "[discord] ca_file",
                "check the certificates in it",
            )
        })
    }
}

fn check_proxy(proxy: &str) -> Result<(), Error> {
    let is_address =
        reqwest::Url::parse(proxy).is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host());
    if is_address {
        return Ok(());
    }
    Err(setup(
        &format!("\"{proxy}\" is no base address"),
        "[discord] proxy or FACTDESK_DISCORD_PROXY",
        "write it as \"http://host:port\"",
    ))
}

fn resolve(connect: &str) -> Result<SocketAddr, Error> {
    let addresses = connect.to_socket_addrs().map_err(|error| error.to_string());
    addresses.and_then(|mut found| found.next().ok_or_else(|| "no address was found".to_owned())).map_err(|why| {
        setup(
            &format!("\"{connect}\" cannot be reached: {why}"),
            "[discord] connect or FACTDESK_DISCORD_CONNECT",
            "write it as \"host:port\" and check the name",
        )
    })
}

fn certificates(file: &Path) -> Result<Vec<reqwest::Certificate>, Error> {
    let refuse = |what: String| {
        Err(setup(&what, "[discord] ca_file or FACTDESK_DISCORD_CA", "name a PEM file with at least one certificate"))
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(format!("{} cannot be read: {error}", file.display())),
    };
    match reqwest::Certificate::from_pem_bundle(&bytes) {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => refuse(format!("{} holds no certificate", file.display())),
        Err(error) => refuse(format!("{} is no list of certificates: {error}", file.display())),
    }
}

fn setup(what: &str, place: &'static str, remedy: &'static str) -> Error {
    Error::Setup { what: what.to_owned(), place, remedy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            token: Token::new("abc.def"),
            proxy: None,
            connect: None,
            ca_file: None,
            watch_content: false,
            state: None,
        }
    }

    #[test]
    fn a_token_is_never_shown() {
        let shown = format!("{:?}", settings());
        assert!(shown.contains("[token]") && !shown.contains("abc"), "{shown}");
    }

    #[test]
    fn a_token_is_taken_as_people_paste_it() {
        for text in ["abc.def", " abc.def\n", "Bot abc.def"] {
            assert_eq!(Token::new(text).authorization(), "Bot abc.def");
        }
    }

    #[test]
    fn good_settings_make_a_client() {
        let connect = Some("127.0.0.1:8443".to_owned());
        assert!(Settings { connect, ..settings() }.client().is_ok());
        assert!(Settings { proxy: Some("http://127.0.0.1:1".to_owned()), ..settings() }.client().is_ok());
    }

    #[test]
    fn bad_settings_say_where_they_stand() {
        let text = |name: &str| Some(name.to_owned());
        for (settings, place) in [
            (Settings { token: Token::new(""), ..settings() }, "DISCORD_TOKEN"),
            (Settings { token: Token::new("a\u{7}b"), ..settings() }, "DISCORD_TOKEN"),
            (Settings { proxy: text("localhost:80"), ..settings() }, "[discord] proxy or FACTDESK_DISCORD_PROXY"),
            (Settings { connect: text("127.0.0.1"), ..settings() }, "[discord] connect or FACTDESK_DISCORD_CONNECT"),
            (
                Settings { ca_file: Some(PathBuf::from("/no/such/file")), ..settings() },
                "[discord] ca_file or FACTDESK_DISCORD_CA",
            ),
            (
                Settings { ca_file: Some(PathBuf::from("Cargo.toml")), ..settings() },
                "[discord] ca_file or FACTDESK_DISCORD_CA",
            ),
        ] {
            let found = settings.client().err();
            assert!(matches!(&found, Some(Error::Setup { place: said, .. }) if *said == place), "{found:?}");
        }
    }
}
