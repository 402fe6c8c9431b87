//! Reads the settings when the server starts, and checks each.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use super::environment::from_environment;
use super::file::{FILE, from_file};
use super::origins::{check_rp_id, parse_allowed, parse_origin};
// extra: passage
use super::Pages;
#[cfg(feature = "sms")]
use super::Sms;
use super::{
    Config, ConfigError, Log, SETTINGS, Site, Smtp, database, default_of, delivery, limits,
    native_apps, origins, wrong,
};
#[cfg(feature = "otlp")]
use super::{OTLP_ENDPOINT, Otlp};
use crate::crypto::encryption::SealingKey;

#[cfg(feature = "metrics")]
const METRICS: &str = "LATCHKEY_METRICS_ADDR";

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
