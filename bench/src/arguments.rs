//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::Result;

pub(crate) const USAGE: &str = "usage: scripts/bench [--small] [--peers] [SERVER…]
       scripts/bench --large [--small] [SERVER]

Without SERVER: measures the release build and the peers.
With SERVER, the path of one or more release builds: measures these in turns, and with --peers also
the peers.
--small measures less, in about two minutes: enough to see that everything works.
--large measures the release build with a million users and five million events beside itself with
few rows: on SQLite, and on PostgreSQL inside scripts/with-postgres.";

/// A parsed command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The folder for databases, on the disk to measure.
    pub(crate) folder: PathBuf,
    /// The folder into which scripts/setup-bench installs the peers.
    pub(crate) tools: PathBuf,
    /// Builds of Latchkey.
    pub(crate) servers: Vec<PathBuf>,
    pub(crate) with_peers: bool,
    pub(crate) is_small: bool,
    /// Whether to measure a large database instead.
    pub(crate) is_large: bool,
    /// The URL of a PostgreSQL for the large database. scripts/bench passes it on.
    pub(crate) postgres: Option<String>,
}

impl Arguments {
    /// Parses a command line. Its first three arguments are scripts/bench's own: the folder for
    /// databases, the folder of tools and the release build.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut arguments = arguments.into_iter().map(PathBuf::from);
        let (Some(folder), Some(tools), Some(build)) =
            (arguments.next(), arguments.next(), arguments.next())
        else {
            return Err(USAGE.into());
        };
        let mut parsed = Self { folder, tools, ..Self::default() };
        for argument in arguments {
            match argument.to_str() {
                Some("--small") => parsed.is_small = true,
                Some("--large") => parsed.is_large = true,
                Some("--peers") => parsed.with_peers = true,
                Some(option) if option.starts_with("--postgres=") => {
                    parsed.postgres = option.split_once('=').map(|(_, url)| url.to_owned());
                }
                Some(option) if option.starts_with('-') => return Err(USAGE.into()),
                _ => parsed.servers.push(argument),
            }
        }
        if parsed.is_large && (parsed.with_peers || parsed.servers.len() > 1) {
            return Err(USAGE.into());
        }
        if parsed.servers.is_empty() {
            parsed.with_peers = true;
            parsed.servers.push(build);
        }
        Ok(parsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &str) -> Result<Arguments> {
        Arguments::parse(arguments.split(' ').map(OsString::from))
    }

    #[test]
    fn the_release_build_is_measured_beside_the_peers() {
        let parsed = parse("data tools release --small").unwrap();
        assert_eq!(parsed.servers, [PathBuf::from("release")]);
        assert!(parsed.with_peers && parsed.is_small);
    }

    #[test]
    fn a_large_database_is_measured_with_one_build() {
        assert!(parse("data tools release --large --small").unwrap().is_large);
        assert_eq!(
            parse("data tools release --large old").unwrap().servers,
            [PathBuf::from("old")]
        );
        let parsed = parse("data tools release --postgres=postgres://localhost/x --large").unwrap();
        assert_eq!(parsed.postgres.as_deref(), Some("postgres://localhost/x"));
        assert!(parse("data tools release --large old new").is_err());
        assert!(parse("data tools release --large --peers").is_err());
    }

    #[test]
    fn named_builds_are_measured_without_peers_unless_asked() {
        let parsed = parse("data tools release old new").unwrap();
        assert_eq!(parsed.servers, [PathBuf::from("old"), PathBuf::from("new")]);
        assert!(!parsed.with_peers && !parsed.is_small);
        assert!(parse("data tools release --peers old").unwrap().with_peers);
        assert_eq!(parse("data tools release --fast").unwrap_err().to_string(), USAGE);
    }
}
