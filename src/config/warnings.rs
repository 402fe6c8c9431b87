//! Warnings about unsafe settings, printed at the start, one line each.

use super::{Config, SignUp, delivery::is_loopback};

impl Config {
    /// Returns a warning for each unsafe setting, with what to do about it.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if !self.is_secure_context() {
            warnings.push(format!(
                "LATCHKEY_ORIGIN: {} isn't https: sign-in links, codes and cookies can be read on the \
                 network, and browsers offer no passkeys. Put a proxy that speaks https before it.",
                self.origin_text()
            ));
        }
        let plain = self.allowed_origins.iter().filter(|origin| {
            let host = origin.host_str().unwrap_or_default();
            origin.scheme() == "http" && !is_loopback(host) && !host.ends_with(".localhost")
        });
        let plain: Vec<_> = plain.map(|origin| origin.origin().ascii_serialization()).collect();
        if !plain.is_empty() {
            warnings.push(format!(
                "LATCHKEY_ALLOWED_ORIGINS: {}: not https, so anyone on the network can put scripts into \
                 those pages and read what they are answered. Use https.",
                plain.join(", ")
            ));
        }
        if self.is_https() && self.sealing_key.is_none() {
            warnings.push(
                "LATCHKEY_KEY isn't set: a copy of the database is enough to sign access tokens. Set it \
                 to what openssl rand -base64 32 prints."
                    .to_owned(),
            );
        }
        let sends = self.smtp.is_some() || self.has_development_mailbox();
        if matches!(self.site.sign_up, SignUp::Invited { .. }) && !sends {
            warnings.push(
                "LATCHKEY_SIGN_UP: no one can sign up, because only an email proves who owns an address. \
                 Set SMTP_URL."
                    .to_owned(),
            );
        }
        if self.has_open_database_connection() {
            warnings.push(
                "DATABASE_URL has no sslmode: the connection may be unencrypted, or to another server. \
                 Add ?sslmode=verify-full."
                    .to_owned(),
            );
        }
        warnings.extend(self.exposed_file().map(|(path, mode)| {
            format!(
                "DATABASE_URL: {path} has mode {mode:o}: other users of this machine can read the keys \
                 and codes in it. Run chmod 600 {path}."
            )
        }));
        warnings
    }

    /// Returns the first database file that users other than its owner may open, and its mode.
    #[cfg(unix)]
    fn exposed_file(&self) -> Option<(String, u32)> {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.sqlite_file()?.path;
        let mut files = ["", "-wal", "-shm"].iter().map(|end| format!("{path}{end}"));
        files.find_map(|file| {
            let mode = std::fs::metadata(&file).ok()?.permissions().mode() & 0o777;
            (mode & 0o077 != 0).then_some((file, mode))
        })
    }

    #[cfg(not(unix))]
    fn exposed_file(&self) -> Option<(String, u32)> {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Returns the settings that a configuration is warned about.
    fn warned(settings: &[(&str, &str)]) -> Vec<String> {
        let mut all = BTreeMap::from([("DATABASE_URL".to_owned(), "sqlite:no/such.db".to_owned())]);
        all.extend(settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        let warnings = Config::from_settings(&all).unwrap().warnings();
        assert!(warnings.iter().all(|line| !line.contains('\n')), "{warnings:?}");
        let names = warnings.iter().map(|line| line.split([':', ' ']).next().unwrap().to_owned());
        names.collect()
    }

    const HTTPS: (&str, &str) = ("LATCHKEY_ORIGIN", "https://example.org");
    const KEY: (&str, &str) = ("LATCHKEY_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");

    #[test]
    fn what_is_safe_is_not_warned_about() {
        assert!(warned(&[]).is_empty());
        assert!(warned(&[("LATCHKEY_ORIGIN", "http://id.localhost:3000")]).is_empty());
        let near = "http://localhost:4000, http://127.0.0.1:4000, https://shop.example.org";
        assert!(warned(&[HTTPS, KEY, ("LATCHKEY_ALLOWED_ORIGINS", near)]).is_empty());
        let database = ("DATABASE_URL", "postgres://db/latchkey?sslmode=verify-full");
        assert!(warned(&[HTTPS, KEY, database]).is_empty());
    }

    #[test]
    fn plain_http_plain_keys_and_an_open_connection_are_warned_about() {
        assert_eq!(warned(&[("LATCHKEY_ORIGIN", "http://example.org")]), ["LATCHKEY_ORIGIN"]);
        assert_eq!(warned(&[HTTPS]), ["LATCHKEY_KEY"]);
        let plain = ("LATCHKEY_ALLOWED_ORIGINS", "http://a.example.org, http://b.example.org");
        assert_eq!(warned(&[HTTPS, KEY, plain]), ["LATCHKEY_ALLOWED_ORIGINS"]);
        let listed = ("LATCHKEY_SIGN_UP", "example.org");
        assert_eq!(warned(&[HTTPS, KEY, listed]), ["LATCHKEY_SIGN_UP"]);
        assert!(warned(&[HTTPS, KEY, listed, ("SMTP_URL", "smtp://mail.test")]).is_empty());
        assert!(warned(&[listed]).is_empty(), "the development mailbox has the links");
        assert_eq!(warned(&[("DATABASE_URL", "postgres://db/latchkey")]), ["DATABASE_URL"]);
    }
}
