//! The bot's token: found, trimmed and kept from being shown. Whether Discord takes it is found out by connecting.

use std::fmt::{self, Debug, Display, Formatter};
use std::path::PathBuf;

use super::Environment;

/// Holds the token itself.
const TOKEN_VARIABLE: &str = "DISCORD_TOKEN";
/// Names a file that holds the token.
const TOKEN_FILE_VARIABLE: &str = "DISCORD_TOKEN_FILE";

/// The secret by which Discord knows the bot. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Looks in the variable, then in the file another variable names.
    ///
    /// # Errors
    /// Where there is none, its file can't be read, or what was found can't be a token.
    pub fn find(environment: &Environment) -> Result<Self, TokenProblem> {
        let text = match (environment.get(TOKEN_VARIABLE), environment.get(TOKEN_FILE_VARIABLE)) {
            (Some(token), _) => token,
            (None, Some(file)) => {
                let path = PathBuf::from(file);
                std::fs::read_to_string(&path).map_err(|reason| TokenProblem::Unreadable(path, reason.to_string()))?
            }
            (None, None) => return Err(TokenProblem::Missing),
        };
        let token = bare(&text);
        if token.is_empty() {
            return Err(TokenProblem::Missing);
        }
        let is_sendable = token.bytes().all(|byte| byte.is_ascii_graphic());
        if is_sendable { Ok(Self(token.to_owned())) } else { Err(TokenProblem::Unusable) }
    }

    /// The secret itself, for the connection alone.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl Debug for Token {
    /// Hides the secret.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// The token without what gathers around it on the way: a byte order mark, blanks, the quotes that Docker's and other
/// readers of environment files leave in place, a leading "Bot ".
fn bare(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim();
    let inside = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let text = inside('"').or_else(|| inside('\'')).unwrap_or(text).trim();
    text.strip_prefix("Bot ").unwrap_or(text).trim()
}

/// Why there is no token to connect with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenProblem {
    /// Neither variable is set, or what it leads to is empty.
    Missing,
    /// The file can't be read, and why.
    Unreadable(PathBuf, String),
    /// It holds blanks or characters that no token has.
    Unusable,
}

impl Display for TokenProblem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => formatter.write_str(
                "there is no bot token\n\
                 \n  1. At https://discord.com/developers/applications choose New Application, then Bot, then Reset Token.\
                 \n  2. Put the token in the environment as DISCORD_TOKEN, or in a file .env here as DISCORD_TOKEN=…\
                 \n  3. Run factdesk run again.",
            ),
            Self::Unreadable(path, reason) => write!(
                formatter,
                "the file that {TOKEN_FILE_VARIABLE} names can't be read: {}: {reason}; name a file that holds the token",
                path.display()
            ),
            Self::Unusable => formatter.write_str(
                "what stands in the place of the bot token can't be one: it holds blanks or letters no token has; copy the \
                 token again",
            ),
        }
    }
}

impl std::error::Error for TokenProblem {}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn check(real: &[(&str, &str)], file: &str, token: Result<&str, TokenProblem>) {
        let real = real.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let environment = Environment::new(real, Path::new(".env"), file.as_bytes());
        assert_eq!(Token::find(&environment), token.map(|token| Token(token.to_owned())));
    }

    #[test]
    fn the_token_is_trimmed_and_the_real_environment_comes_first() {
        check(&[("DISCORD_TOKEN", " a.b \n")], "DISCORD_TOKEN=c", Ok("a.b"));
        check(&[("DISCORD_TOKEN", "")], "\u{feff}DISCORD_TOKEN=\"c.d\"\r\n", Ok("c.d"));
        check(&[("DISCORD_TOKEN", "Bot a.b")], "", Ok("a.b"));
    }

    #[test]
    fn quotes_around_the_token_do_no_harm() {
        for written in ["\"a.b\"", "'a.b'", " \"Bot a.b\"\n"] {
            check(&[("DISCORD_TOKEN", written)], "", Ok("a.b"));
        }
        check(&[("DISCORD_TOKEN", "\"\"")], "", Err(TokenProblem::Missing));
    }

    #[test]
    fn without_a_usable_token_the_reason_is_told() {
        check(&[], "", Err(TokenProblem::Missing));
        check(&[("DISCORD_TOKEN", "a b")], "", Err(TokenProblem::Unusable));
        let missing = TokenProblem::Unreadable("/no/such".into(), "No such file or directory (os error 2)".to_owned());
        check(&[("DISCORD_TOKEN_FILE", "/no/such")], "", Err(missing));
    }

    #[test]
    fn a_token_is_not_shown() {
        assert_eq!(format!("{:?}", Token("secret".to_owned())), "Token(…)");
    }

    #[test]
    fn a_broken_line_is_told_without_its_text() {
        let environment = Environment::new(std::collections::HashMap::new(), Path::new(".env"), b"SECRET secret\n");
        let problems: Vec<String> = environment.problems().iter().map(ToString::to_string).collect();
        assert_eq!(problems, [".env: warning: a line can't be read; write NAME=value on each"]);
    }
}
