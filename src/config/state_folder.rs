//! Where the bot keeps what it remembers from one start to the next. Who writes there makes the folder.

use std::path::PathBuf;

use super::Environment;

/// Set by systemd for a service with `StateDirectory=`; several folders are separated by colons.
const SYSTEMD_VARIABLE: &str = "STATE_DIRECTORY";
/// The folder for the state of a person's programs.
const XDG_VARIABLE: &str = "XDG_STATE_HOME";
/// Where that folder is in the home when the variable is silent.
const XDG_DEFAULT: &str = ".local/state";
/// Our part of it.
const OWN_FOLDER: &str = "factdesk";

/// The folder of the settings, else that of systemd, else that of the person; `None` where there is none of them.
#[must_use]
pub fn state_folder(of_settings: Option<PathBuf>, environment: &Environment) -> Option<PathBuf> {
    let absolute = |name: &str| environment.get(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let of_systemd = || {
        let folders = environment.get(SYSTEMD_VARIABLE)?;
        folders.split(':').next().map(PathBuf::from).filter(|folder| folder.is_absolute())
    };
    let of_person =
        || Some(absolute(XDG_VARIABLE).or_else(|| Some(absolute("HOME")?.join(XDG_DEFAULT)))?.join(OWN_FOLDER));
    of_settings.or_else(of_systemd).or_else(of_person)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn check(of_settings: Option<&str>, variables: &[(&str, &str)], expected: Option<&str>) {
        let real = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let environment = Environment::new(real, Path::new(".env"), b"");
        assert_eq!(state_folder(of_settings.map(PathBuf::from), &environment), expected.map(PathBuf::from));
    }

    #[test]
    fn the_nearest_wish_counts() {
        let home = ("HOME", "/home/ida");
        let xdg = ("XDG_STATE_HOME", "/state");
        let systemd = ("STATE_DIRECTORY", "/var/lib/factdesk:/var/lib/other");
        check(Some("here"), &[home, xdg, systemd], Some("here"));
        check(None, &[home, xdg, systemd], Some("/var/lib/factdesk"));
        check(None, &[home, xdg], Some("/state/factdesk"));
        check(None, &[home], Some("/home/ida/.local/state/factdesk"));
    }

    #[test]
    fn nowhere_is_an_answer() {
        check(None, &[], None);
        check(None, &[("HOME", "relative"), ("STATE_DIRECTORY", "too")], None);
    }
}
