//! The settings for rate limits and trusted proxies.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{ConfigError, wrong};
use crate::config::rates::Rates;

/// The rate limit of each action.
#[derive(Clone, Debug)]
pub struct Limits {
    /// `LATCHKEY_LIMIT_SENDS`
    pub sends: Rates,
    /// `LATCHKEY_LIMIT_SENDS_ADDRESS`
    pub sends_address: Rates,
    /// `LATCHKEY_LIMIT_SENDS_NETWORK`
    pub sends_network: Rates,
    /// `LATCHKEY_LIMIT_SENDS_ALL`
    pub sends_all: Rates,
    #[cfg(feature = "sms")]
    /// `LATCHKEY_LIMIT_TEXTS`
    pub texts: Rates,
    #[cfg(feature = "sms")]
    /// `LATCHKEY_LIMIT_TEXTS_WIDER`
    pub texts_wider: Rates,
    #[cfg(feature = "sms")]
    /// `LATCHKEY_LIMIT_TEXTS_ALL`
    pub texts_all: Rates,
    /// `LATCHKEY_LIMIT_GUESSES`
    pub guesses: Rates,
    /// `LATCHKEY_LIMIT_GUESSES_ACCOUNT`
    pub guesses_account: Rates,
    /// `LATCHKEY_LIMIT_ANSWERS`
    pub answers: Rates,
    // extra: passage
    /// `LATCHKEY_LIMIT_LOOKUPS`
    pub lookups: Rates,
    /// `LATCHKEY_LIMIT_KEYS`
    pub keys: Rates,
    /// `LATCHKEY_LIMIT_SIGN_UPS`
    pub sign_ups: Rates,
    /// `LATCHKEY_LIMIT_NEWS`
    pub news: Rates,
}

pub(crate) fn limits<'a>(setting: impl Fn(&str) -> &'a str) -> Result<Limits, ConfigError> {
    let rates = |name: &str| -> Result<Rates, ConfigError> {
        setting(name).parse().or_else(|problem| wrong(name, problem))
    };
    Ok(Limits {
        sends: rates("LATCHKEY_LIMIT_SENDS")?,
        sends_address: rates("LATCHKEY_LIMIT_SENDS_ADDRESS")?,
        sends_network: rates("LATCHKEY_LIMIT_SENDS_NETWORK")?,
        sends_all: rates("LATCHKEY_LIMIT_SENDS_ALL")?,
        #[cfg(feature = "sms")]
        texts: rates("LATCHKEY_LIMIT_TEXTS")?,
        #[cfg(feature = "sms")]
        texts_wider: rates("LATCHKEY_LIMIT_TEXTS_WIDER")?,
        #[cfg(feature = "sms")]
        texts_all: rates("LATCHKEY_LIMIT_TEXTS_ALL")?,
        guesses: rates("LATCHKEY_LIMIT_GUESSES")?,
        guesses_account: rates("LATCHKEY_LIMIT_GUESSES_ACCOUNT")?,
        answers: rates("LATCHKEY_LIMIT_ANSWERS")?,
        // extra: passage
        lookups: rates("LATCHKEY_LIMIT_LOOKUPS")?,
        keys: rates("LATCHKEY_LIMIT_KEYS")?,
        sign_ups: rates("LATCHKEY_LIMIT_SIGN_UPS")?,
        news: rates("LATCHKEY_LIMIT_NEWS")?,
    })
}

pub(crate) fn proxies(addresses: &str) -> Result<Vec<IpNet>, ConfigError> {
    let Some(proxies) = parse_networks(addresses) else {
        return wrong("LATCHKEY_TRUSTED_PROXIES", "not addresses like 10.0.0.1 or 10.0.0.0/8");
    };
    Ok(proxies)
}

/// Parses addresses and networks, separated by commas.
pub(crate) fn parse_networks(text: &str) -> Option<Vec<IpNet>> {
    let networks = text.split(',').map(str::trim).filter(|one| !one.is_empty());
    networks
        .map(|one| one.parse().or_else(|_| one.parse::<IpAddr>().map(IpNet::from)).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::Config;

    #[test]
    fn a_limit_or_proxy_that_makes_no_sense_is_named() {
        for (name, value) in [
            ("LATCHKEY_LIMIT_SENDS", "3 an hour"),
            ("LATCHKEY_LIMIT_SENDS_ALL", "0/1m"),
            ("LATCHKEY_LIMIT_GUESSES", "on"),
            ("LATCHKEY_TRUSTED_PROXIES", "10.0.0.0/8, proxy.example.org"),
        ] {
            let settings = BTreeMap::from([(name.to_owned(), value.to_owned())]);
            let error = Config::from_settings(&settings).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{name}: not ")), "{error}");
        }
    }
}
