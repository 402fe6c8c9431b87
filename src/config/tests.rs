//! Tests which settings are required and which values are rejected.

use super::file::{FILE, from_file};
use super::*;

fn config(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let owned = settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Config::from_settings(&owned.collect())
}

#[test]
fn nothing_has_to_be_set() {
    let config = config(&[]).unwrap();
    assert_eq!(config.origin_text(), "http://localhost:3000");
    assert_eq!(config.rp_id, "localhost");
    assert!(config.has_development_mailbox() && config.rate_limits);
    assert_eq!(config.addrs.len(), 2, "localhost may resolve to either address");
}

#[test]
fn a_wrong_setting_is_named() {
    for (name, value) in [
        ("LATCHKEY_COLOUR", "blue"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_URL", "sqlite::memory:"),
        ("DATABASE_URL", "sqlite:latchkey.db?mode=ro"),
        ("LATCHKEY_ORIGIN", "example.org"),
        ("LATCHKEY_ORIGIN", "https://EXAMPLE.org"),
        ("LATCHKEY_ORIGIN", "https://example.org/app"),
        ("LATCHKEY_ORIGIN", "http://127.0.0.1:3000"),
        ("LATCHKEY_RP_ID", "example.com"),
        ("LATCHKEY_ADDR", "3000"),
        ("LATCHKEY_ADDR", "127.0.0.1:3000, localhost:3000"),
        ("LATCHKEY_ADDR", ","),
        ("LATCHKEY_LOG", "sqlx=trace"),
        ("LATCHKEY_RATE_LIMITS", "maybe"),
        ("LATCHKEY_KEY", "c2hvcnQ="),
        ("LATCHKEY_KEY", "correct horse battery staple"),
        ("LATCHKEY_NAME", "Latchkey\r\nBcc: eve@example.org"),
        ("LATCHKEY_SIGN_UP", "example"),
        ("LATCHKEY_MAIL_FROM", "ada"),
        #[cfg(feature = "sms")]
        ("LATCHKEY_SMS_FROM", "+15005550006"),
        ("SMTP_URL", "mail.example.org"),
        ("LATCHKEY_ALLOWED_ORIGINS", "https://a.example.org, ftp://b.example.org"),
    ] {
        let error = config(&[(name, value)]).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{name}: ")), "{error}");
        assert!(!error.contains('\n'));
    }
}

#[test]
fn the_mailbox_is_open_on_the_own_machine_only() {
    for settings in [
        [("LATCHKEY_ADDR", "0.0.0.0:3000"), ("LATCHKEY_NAME", "x")],
        [("LATCHKEY_ADDR", "127.0.0.1:3000, [::]:3000"), ("LATCHKEY_NAME", "x")],
        [("LATCHKEY_ORIGIN", "https://example.org"), ("LATCHKEY_NAME", "x")],
        [("LATCHKEY_ORIGIN", "http://intranet.test"), ("LATCHKEY_NAME", "x")],
        [("SMTP_URL", "smtp://mail.test"), ("LATCHKEY_NAME", "x")],
        #[cfg(feature = "sms")]
        [("LATCHKEY_SMS_URL", "https://AC1:token@sms.test"), ("LATCHKEY_SMS_FROM", "+15005550006")],
    ] {
        assert!(!config(&settings).unwrap().has_development_mailbox(), "{settings:?}");
    }
}

#[test]
fn browsers_offer_passkeys_by_https_and_on_the_own_machine() {
    for (origin, offered) in [
        ("https://example.org", true),
        ("http://localhost:3000", true),
        ("http://id.localhost", true),
        ("http://example.org", false),
        ("http://mylocalhost", false),
    ] {
        let config = config(&[("LATCHKEY_ORIGIN", origin)]).unwrap();
        assert_eq!(config.is_secure_context(), offered, "{origin}");
    }
}

#[test]
fn a_file_says_the_same_in_lower_case() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    std::fs::write(
        &path,
        "origin = \"https://id.example.org\"\nrp_id = \"example.org\"\nrate_limits = false",
    )
    .unwrap();
    let config = Config::from_settings(&from_file(&path).unwrap()).unwrap();
    assert_eq!((config.rp_id.as_str(), config.rate_limits), ("example.org", false));
    std::fs::write(&path, "colour = \"blue\"").unwrap();
    let unknown = Config::from_settings(&from_file(&path).unwrap()).unwrap_err();
    assert!(unknown.to_string().starts_with("LATCHKEY_COLOUR: no such setting"));
}
