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
mod live_values;
mod loading;
mod log;
mod logo;
mod native_apps;
mod origins;
#[cfg(feature = "otlp")]
mod otlp;
// extra: passage
mod pages;
mod path;
mod picture;
mod rates;
mod settings;
mod sign_up;
mod site;
#[cfg(feature = "sms")]
mod sms;
#[cfg(test)]
mod tests;
mod warnings;

use std::fmt;
use std::net::SocketAddr;

use ipnet::IpNet;
use lettre::message::Mailbox;
use url::Url;

pub use accent::{Colour, Tones};
pub(crate) use database::SqliteFile;
pub use delivery::{Login, Smtp, Tls, is_loopback};
pub use languages::Languages;
pub use limits::Limits;
#[cfg(test)]
pub(crate) use limits::parse_networks;
pub use live::Setting;
pub use live_values::{INVITATION_DAYS, LINK_MINUTES, SESSION_DAYS, Site};
pub use log::Log;
pub use logo::{Logo, MAX_LOGO};
pub use native_apps::AndroidApp;
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

fn default_of(name: &str) -> &'static str {
    SETTINGS.iter().find(|setting| setting.0 == name).map_or("", |setting| setting.1)
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // URLs of databases and mail servers contain passwords.
        f.debug_struct("Config").field("origin", &self.origin_text()).finish_non_exhaustive()
    }
}
