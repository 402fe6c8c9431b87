//! Configuration: lists each setting once, with its variable, unit and default.
//!
//! Settings come from the environment and from `latchkey.toml` in the working directory. In the
//! file, names are in lower case and without `LATCHKEY_`. The environment wins. An invalid or
//! unknown setting stops the start with one line that names it.

mod accent;
mod database;
mod delivery;
mod environment;
mod file;
mod languages;
mod limits;
mod live;
mod log;
mod logo;
mod native_apps;
mod origins;
#[cfg(feature = "otlp")]
mod otlp;
// extra: passage
mod pages;
mod path;
mod rates;
mod settings;
mod sign_up;
mod site;
#[cfg(feature = "sms")]
mod sms;
#[cfg(test)]
mod tests;
mod warnings;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use ipnet::IpNet;
use lettre::message::Mailbox;
use url::Url;

pub use accent::{Colour, Tones};
pub(crate) use database::SqliteFile;
pub use delivery::{Login, Smtp, Tls, is_loopback};
use environment::from_environment;
use file::{FILE, from_file};
pub use languages::Languages;
pub use limits::Limits;
#[cfg(test)]
pub(crate) use limits::parse_networks;
pub use live::{INVITATION_DAYS, LINK_MINUTES, SESSION_DAYS, Setting, Site};
pub use log::Log;
pub use logo::{Logo, MAX_LOGO};
pub use native_apps::AndroidApp;
use origins::{check_rp_id, parse_allowed, parse_origin};
#[cfg(feature = "otlp")]
pub(crate) use otlp::OTLP_ENDPOINT;
#[cfg(feature = "otlp")]
pub use otlp::Otlp;
// extra: passage
pub use pages::Pages;
pub use path::on_this_site;
pub use rates::Rates;
pub use settings::SETTINGS;
pub use sign_up::SignUp;
#[cfg(feature = "sms")]
pub use sms::Sms;

use crate::crypto::encryption::SealingKey;

#[cfg(feature = "metrics")]
const METRICS: &str = "LATCHKEY_METRICS_ADDR";

/// All settings, parsed and checked.
#[derive(Clone)]
pub struct Config {
    /// `DATABASE_URL`
    pub database_url: String,
    /// `LATCHKEY_ORIGIN`: the origin of the site. Links in emails start with it.
    pub origin: Url,
    /// `LATCHKEY_RP_ID`: the origin's host or a domain above it.
    pub rp_id: String,
    /// `LATCHKEY_ADDR`: one or more.
    pub addrs: Vec<SocketAddr>,
    /// `LATCHKEY_LOG`
    pub log: Log,
    #[cfg(feature = "metrics")]
    /// `LATCHKEY_METRICS_ADDR`: none, one or several.
    pub metrics_addrs: Vec<SocketAddr>,
    #[cfg(feature = "otlp")]
    /// `LATCHKEY_OTLP_ENDPOINT`
    pub otlp: Option<Otlp>,
    /// `LATCHKEY_NAME`, `LATCHKEY_SIGN_UP` and other settings ([`Setting`]) that operators may also
    /// change while the site runs.
    /// [`Settings::site`](crate::settings::Settings::site) has the current values.
    pub site: Site,
    /// `LATCHKEY_APP_ID`
    pub app_id: String,
    /// The sites in `LATCHKEY_ALLOWED_ORIGINS`.
    pub allowed_origins: Vec<Url>,
    /// The origins of Android apps: those in `LATCHKEY_ALLOWED_ORIGINS`, and those that follow from
    /// `LATCHKEY_ANDROID_APPS`.
    pub app_origins: Vec<Url>,
    // extra: passage
    /// `LATCHKEY_PAGES`
    pub pages: Pages,
    #[cfg(feature = "explain")]
    /// `LATCHKEY_EXPLAIN`
    pub explain: bool,
    /// `LATCHKEY_ANDROID_APPS`
    pub android_apps: Vec<AndroidApp>,
    /// `LATCHKEY_APPLE_APPS`
    pub apple_apps: Vec<String>,
    /// `LATCHKEY_KEY`
    pub sealing_key: Option<SealingKey>,
    /// `LATCHKEY_RATE_LIMITS`
    pub rate_limits: bool,
    /// `LATCHKEY_LIMIT_…`: each a number of times per number of seconds, minutes, hours or days.
    pub limits: Limits,
    /// `LATCHKEY_TRUSTED_PROXIES`
    pub trusted_proxies: Vec<IpNet>,
    /// `SMTP_URL`
    pub smtp: Option<Smtp>,
    /// `LATCHKEY_MAIL_FROM`. Without a name, emails have the site's.
    pub mail_from: Mailbox,
    #[cfg(feature = "sms")]
    /// `LATCHKEY_SMS_URL` and `LATCHKEY_SMS_FROM`
    pub sms: Option<Sms>,
}

/// The reason why a server doesn't start: one line that names the setting.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct ConfigError {
    setting: String,
    problem: String,
}

impl ConfigError {
    pub(crate) fn new(setting: &str, problem: impl fmt::Display) -> Self {
        Self { setting: setting.to_owned(), problem: problem.to_string() }
    }
}

fn wrong<T>(setting: &str, problem: impl fmt::Display) -> Result<T, ConfigError> {
    Err(ConfigError::new(setting, problem))
}

impl Config {
    /// Reads `latchkey.toml`, if it exists, and the environment.
    ///
    /// # Errors
    /// The first invalid or unknown setting.
    #[expect(clippy::disallowed_methods, reason = "every setting is read here")]
    pub fn load() -> Result<Self, ConfigError> {
        let mut settings = from_file(Path::new(FILE))?;
        settings.extend(from_environment(std::env::vars_os())?);
        Self::from_settings(&settings)
    }

    /// Checks settings by name. Missing or empty ones get their default.
    ///
    /// # Errors
    /// The first invalid or unknown setting.
    pub fn from_settings(settings: &BTreeMap<String, String>) -> Result<Self, ConfigError> {
        if let Some(unknown) = settings.keys().find(|name| !SETTINGS.iter().any(|s| s.0 == *name)) {
            let known: Vec<_> = SETTINGS.iter().map(|s| s.0).collect();
            return wrong(
                unknown,
                format!("no such setting; known settings are {}", known.join(", ")),
            );
        }
        let given = |name: &str| settings.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let setting = |name: &str| given(name).unwrap_or_else(|| default_of(name));

        let database_url = setting("DATABASE_URL").to_owned();
        database::parse(&database_url)?;
        let origin = parse_origin("LATCHKEY_ORIGIN", setting("LATCHKEY_ORIGIN"))?;
        let rp_id = match given("LATCHKEY_RP_ID") {
            Some(rp_id) => rp_id.to_owned(),
            None => origin.host_str().unwrap_or_default().to_owned(),
        };
        check_rp_id(&rp_id, &origin)?;
        let addrs = addresses("LATCHKEY_ADDR", setting("LATCHKEY_ADDR"))?;
        let rate_limits = is_on("LATCHKEY_RATE_LIMITS", setting("LATCHKEY_RATE_LIMITS"))?;
        let limits = limits::limits(setting)?;
        let trusted_proxies = limits::proxies(setting("LATCHKEY_TRUSTED_PROXIES"))?;
        let sealing_key = given("LATCHKEY_KEY").map(SealingKey::parse);
        if let Some(None) = sealing_key {
            return wrong(
                "LATCHKEY_KEY",
                "not 32 bytes in base64, as openssl rand -base64 32 makes",
            );
        }
        let allowed = "LATCHKEY_ALLOWED_ORIGINS";
        let (allowed_origins, mut app_origins) = parse_allowed(allowed, setting(allowed))?;
        let android_apps = native_apps::android(setting("LATCHKEY_ANDROID_APPS"))?;
        let certificates = android_apps.iter().flat_map(|app| &app.certificates);
        app_origins.extend(certificates.filter_map(|one| origins::android(one)));
        app_origins.sort();
        app_origins.dedup();
        let site = Site::from_settings(given, default_of)?;
        let mail_from = delivery::mail_from(given("LATCHKEY_MAIL_FROM"), &origin)?;
        Ok(Self {
            database_url,
            origin,
            rp_id,
            addrs,
            log: Log::parse(setting("LATCHKEY_LOG"))?,
            #[cfg(feature = "metrics")]
            metrics_addrs: given(METRICS).map_or(Ok(Vec::new()), |one| addresses(METRICS, one))?,
            #[cfg(feature = "otlp")]
            otlp: given(OTLP_ENDPOINT).map(Otlp::parse).transpose()?,
            site,
            app_id: setting("LATCHKEY_APP_ID").to_owned(),
            allowed_origins,
            app_origins,
            // extra: passage
            pages: Pages::parse(setting("LATCHKEY_PAGES"))?,
            #[cfg(feature = "explain")]
            explain: is_on("LATCHKEY_EXPLAIN", setting("LATCHKEY_EXPLAIN"))?,
            android_apps,
            apple_apps: native_apps::apple(setting("LATCHKEY_APPLE_APPS"))?,
            sealing_key: sealing_key.flatten(),
            rate_limits,
            smtp: given("SMTP_URL").map(Smtp::parse).transpose()?,
            mail_from,
            #[cfg(feature = "sms")]
            sms: Sms::parse(
                given("LATCHKEY_SMS_URL"),
                given("LATCHKEY_SMS_FROM"),
                given("LATCHKEY_SMS_COUNTRIES"),
            )?,
            limits,
            trusted_proxies,
        })
    }

    /// Returns the same settings with another database.
    ///
    /// # Errors
    /// An invalid `DATABASE_URL`.
    pub fn with_database(&self, url: &str) -> Result<Self, ConfigError> {
        database::parse(url)?;
        Ok(Self { database_url: url.to_owned(), ..self.clone() })
    }
}

fn is_on(setting: &str, text: &str) -> Result<bool, ConfigError> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => wrong(setting, "neither on nor off"),
    }
}

/// Parses a comma-separated list of addresses with ports. Duplicates are dropped.
fn addresses(setting: &str, text: &str) -> Result<Vec<SocketAddr>, ConfigError> {
    let mut addresses = Vec::new();
    for address in text.split(',').map(str::trim).filter(|address| !address.is_empty()) {
        let Ok(address) = address.parse() else {
            let problem = "is not an address and port like 127.0.0.1:3000 or [::1]:3000";
            return wrong(setting, format!("{address:?} {problem}"));
        };
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    if addresses.is_empty() {
        return wrong(setting, "has no address");
    }
    Ok(addresses)
}

fn default_of(name: &str) -> &'static str {
    SETTINGS.iter().find(|setting| setting.0 == name).map_or("", |setting| setting.1)
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // URLs of databases and mail servers contain passwords.
        f.debug_struct("Config").field("origin", &self.origin_text()).finish_non_exhaustive()
    }
}
