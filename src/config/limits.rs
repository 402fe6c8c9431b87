//! The settings that say who may do what how often, and whose word on that counts.

use ipnet::IpNet;

use super::{ConfigError, wrong};
use crate::web::client_ip::parse_networks;
use crate::web::rate_limit::{Limits, Rates};

pub(crate) fn limits<'a>(setting: impl Fn(&str) -> &'a str) -> Result<Limits, ConfigError> {
    let rates = |name: &str| -> Result<Rates, ConfigError> {
        setting(name).parse().or_else(|problem| wrong(name, problem))
    };
    Ok(Limits {
        sends: rates("LATCHKEY_LIMIT_SENDS")?,
        sends_address: rates("LATCHKEY_LIMIT_SENDS_ADDRESS")?,
        sends_network: rates("LATCHKEY_LIMIT_SENDS_NETWORK")?,
        sends_all: rates("LATCHKEY_LIMIT_SENDS_ALL")?,
        texts: rates("LATCHKEY_LIMIT_TEXTS")?,
        texts_wider: rates("LATCHKEY_LIMIT_TEXTS_WIDER")?,
        texts_all: rates("LATCHKEY_LIMIT_TEXTS_ALL")?,
        guesses: rates("LATCHKEY_LIMIT_GUESSES")?,
        guesses_account: rates("LATCHKEY_LIMIT_GUESSES_ACCOUNT")?,
        answers: rates("LATCHKEY_LIMIT_ANSWERS")?,
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
