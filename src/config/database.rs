//! Reads `DATABASE_URL`.
//!
//! The file of an SQLite database may be written as a plain path, including spaces, or as a URL
//! with `%20` for a space and an optional `?mode=rwc`.

use percent_encoding::percent_decode_str;
use url::Url;

use super::delivery::is_loopback;
use super::{Config, ConfigError, wrong};

const DATABASE_URL: &str = "DATABASE_URL";

/// An SQLite file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SqliteFile {
    pub(crate) path: String,
    /// Whether to create the file if it doesn't exist.
    pub(crate) create: bool,
}

impl Config {
    /// Returns the SQLite file, unless the database is PostgreSQL.
    pub(crate) fn sqlite_file(&self) -> Option<SqliteFile> {
        parse(&self.database_url).ok().flatten()
    }

    /// Returns whether an attacker in the network could read the connection to PostgreSQL on
    /// another machine. Without `sslmode`, the driver accepts a connection without TLS, and any
    /// certificate.
    pub(crate) fn has_open_database_connection(&self) -> bool {
        let Ok(url) = Url::parse(&self.database_url) else { return false };
        if !url.scheme().starts_with("postgres") {
            return false;
        }
        let find = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|pair| pair.1);
        let host = find("host").map(std::borrow::Cow::into_owned);
        let host = host.or_else(|| url.host_str().map(str::to_owned)).unwrap_or_default();
        // A path means a socket on this machine.
        let is_near = host.is_empty() || host.starts_with(['/', '%']) || is_loopback(&host);
        !is_near && find("sslmode").or_else(|| find("ssl-mode")).is_none()
    }
}

/// Parses the URL. `None` means PostgreSQL.
pub(crate) fn parse(url: &str) -> Result<Option<SqliteFile>, ConfigError> {
    if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(None);
    }
    let Some(file) = url.strip_prefix("sqlite:") else {
        return wrong(DATABASE_URL, "starts with neither sqlite: nor postgres://");
    };
    let file = file.strip_prefix("//").unwrap_or(file);
    let (path, query) =
        file.rsplit_once('?').map_or((file, None), |(path, query)| (path, Some(query)));
    let create = match query {
        None | Some("" | "mode=rwc") => true,
        Some("mode=rw") => false,
        Some(_) => {
            let problem = "the only allowed parameters are mode=rwc and mode=rw; write a ? in a file name as %3F";
            return wrong(DATABASE_URL, problem);
        }
    };
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return wrong(DATABASE_URL, "the percent-encoded file name isn't UTF-8");
    };
    if path.is_empty() || path.ends_with('/') {
        return wrong(DATABASE_URL, "has no file name");
    }
    if path.contains(":memory:") || path.starts_with("file:") || path.contains('\0') {
        return wrong(DATABASE_URL, "must be sqlite: and the path of a file");
    }
    Ok(Some(SqliteFile { path: path.into_owned(), create }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_file_is_found_however_it_is_written() {
        for (url, path) in [
            ("sqlite:latchkey.db", "latchkey.db"),
            ("sqlite:my data/latchkey.db", "my data/latchkey.db"),
            ("sqlite:my%20data/latchkey.db", "my data/latchkey.db"),
            ("sqlite://my data/latchkey.db", "my data/latchkey.db"),
            ("sqlite:///abs path/latchkey.db", "/abs path/latchkey.db"),
            ("sqlite:/abs path/latchkey.db?mode=rwc", "/abs path/latchkey.db"),
            ("sqlite:Größe/../ключ.db", "Größe/../ключ.db"),
            ("sqlite:100%.db", "100%.db"),
            ("sqlite:100%25 #1 + &.db", "100% #1 + &.db"),
            ("sqlite:what%3F.db?mode=rwc", "what?.db"),
        ] {
            let file = SqliteFile { path: path.to_owned(), create: true };
            assert_eq!(parse(url), Ok(Some(file)), "{url}");
        }
        let file = SqliteFile { path: "a.db".to_owned(), create: false };
        assert_eq!(parse("sqlite:a.db?mode=rw"), Ok(Some(file)));
        assert_eq!(parse("postgres://host/a b"), Ok(None));
    }

    #[test]
    fn what_names_no_file_is_refused() {
        for url in [
            "sqlite:",
            "sqlite://",
            "sqlite:data/",
            "sqlite::memory:",
            "sqlite:%3Amemory%3A",
            "sqlite:a.db?mode=ro",
            "sqlite:what?.db",
            "sqlite:a.db?cache=shared",
            "sqlite:%FF.db",
            "sqlite:a%00.db",
            "sqlite:file:a.db",
            "mysql://host/a",
        ] {
            let error = parse(url).unwrap_err().to_string();
            assert!(error.starts_with("DATABASE_URL: "), "{url}: {error}");
        }
    }

    #[test]
    fn a_connection_to_another_machine_without_sslmode_is_open() {
        for (url, open) in [
            ("postgres://ada:secret@db.example.org/latchkey", true),
            ("postgresql://db/latchkey?application_name=x", true),
            ("postgres:///latchkey?host=db.example.org", true),
            ("postgres://db.example.org/latchkey?sslmode=verify-full", false),
            ("postgres://db.example.org/latchkey?ssl-mode=prefer", false),
            ("postgres://localhost/latchkey", false),
            ("postgres://127.0.0.1:5432/latchkey", false),
            ("postgres://[::1]/latchkey", false),
            ("postgres:///latchkey?host=/run/postgresql", false),
            ("postgres://%2Frun%2Fpostgresql/latchkey", false),
            ("sqlite:latchkey.db", false),
        ] {
            let settings = BTreeMap::from([(DATABASE_URL.to_owned(), url.to_owned())]);
            let config = Config::from_settings(&settings).unwrap();
            assert_eq!(config.has_open_database_connection(), open, "{url}");
        }
    }
}
