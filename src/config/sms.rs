//! Where to send text messages: `LATCHKEY_SMS_URL`, `LATCHKEY_SMS_FROM` and
//! `LATCHKEY_SMS_COUNTRIES`.

use url::Url;

use super::delivery::{Login, authorities, is_loopback, login, parse_url};
use super::{ConfigError, wrong};

const SMS: &str = "LATCHKEY_SMS_URL";
const SMS_COUNTRIES: &str = "LATCHKEY_SMS_COUNTRIES";
const SMS_FROM: &str = "LATCHKEY_SMS_FROM";

/// The gateway for text messages.
#[derive(Clone, Debug)]
pub struct Sms {
    /// The URL before Twilio's paths, without user and password.
    pub url: Url,
    /// The account's SID and token.
    pub login: Login,
    /// The number or name that sends the text messages.
    pub from: String,
    /// Certificates (PEM) of additional authorities to trust.
    pub ca: Option<Vec<u8>>,
    /// `LATCHKEY_SMS_COUNTRIES`: ISO 3166-1 codes. `None` means every country.
    pub countries: Option<Vec<String>>,
}

impl Sms {
    pub(crate) fn parse(
        url: Option<&str>,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<Option<Self>, ConfigError> {
        if url.is_none() && to.is_some() {
            return wrong(SMS_COUNTRIES, "has no effect without LATCHKEY_SMS_URL");
        }
        let (text, from) = match (url, from) {
            (None, None) => return Ok(None),
            (Some(_), None) => {
                return wrong(SMS_FROM, "must be set together with LATCHKEY_SMS_URL");
            }
            (None, Some(_)) => return wrong(SMS_FROM, "has no effect without LATCHKEY_SMS_URL"),
            (Some(_), Some(from)) if from.chars().any(char::is_control) => {
                return wrong(SMS_FROM, "has a line break or another control character");
            }
            (Some(text), Some(from)) => (text, from.to_owned()),
        };
        let mut url = parse_url(SMS, text)?;
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(url.host_str().unwrap_or_default()) => {}
            _ => return wrong(SMS, "must start with https://"),
        }
        let mut ca = None;
        for (key, value) in url.query_pairs() {
            match (key.as_ref(), value.as_ref()) {
                ("ca", file) => ca = Some(authorities(SMS, file)?),
                _ => return wrong(SMS, "the only allowed parameter is ca=FILE"),
            }
        }
        let Some(login) = login(SMS, &url)? else {
            return wrong(SMS, "has no account and token: https://SID:TOKEN@host");
        };
        url.set_query(None);
        // These calls can't fail for a URL with a host.
        let _ = (url.set_username(""), url.set_password(None));
        let countries = countries(to, &from)?;
        Ok(Some(Self { url, login, from, ca, countries }))
    }
}

/// Parses the countries that text messages may go to. By default, only the sender's own.
fn countries(to: Option<&str>, from: &str) -> Result<Option<Vec<String>>, ConfigError> {
    let Some(to) = to else {
        let sender = phonelib::PhoneNumber::parse(from);
        return match sender.map(|sender| sender.country().code) {
            Some(country) if country.chars().all(char::is_alphabetic) => {
                Ok(Some(vec![country.to_owned()]))
            }
            _ => wrong(
                SMS_COUNTRIES,
                "list the countries for text messages, like DE, AT, because LATCHKEY_SMS_FROM has none",
            ),
        };
    };
    if to == "all" {
        return Ok(None);
    }
    let mut countries = Vec::new();
    for code in to.split(',').map(|code| code.trim().to_ascii_uppercase()) {
        if phonelib::country_by_code(&code).is_none() {
            return wrong(SMS_COUNTRIES, format!("{code:?} isn't a country code like DE or AT"));
        }
        countries.push(code);
    }
    Ok(Some(countries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateways_token_is_never_shown() {
        let sms =
            Sms::parse(Some("https://AC1:t0ken@sms.test/"), Some("+15005550006"), Some("all"));
        let sms = sms.unwrap().unwrap();
        assert_eq!(sms.url.as_str(), "https://sms.test/");
        assert!(!format!("{sms:?}").contains("t0ken"));
    }

    #[test]
    fn a_gateway_that_would_not_work_is_refused_without_repeating_its_token() {
        for text in ["https://sms.test", "http://AC1:s3cret@sms.test", "https://AC1@sms.test"] {
            let error = Sms::parse(Some(text), Some("x"), Some("all")).unwrap_err().to_string();
            assert!(error.starts_with("LATCHKEY_SMS_URL: ") && !error.contains("s3c"), "{error}");
        }
        for (url, from) in [(Some("https://AC1:s3cret@sms.test"), None), (None, Some("x"))] {
            let error = Sms::parse(url, from, None).unwrap_err().to_string();
            assert!(error.starts_with("LATCHKEY_SMS_FROM: "), "{error}");
        }
    }

    #[test]
    fn texts_go_to_the_senders_country_unless_others_are_named() {
        let countries = |from, to| {
            let sms = Sms::parse(Some("https://AC1:t0ken@sms.test/"), Some(from), to);
            sms.map(|sms| sms.unwrap().countries).map_err(|error| error.to_string())
        };
        let named = |codes: &[&str]| Ok(Some(codes.iter().map(|&code| code.to_owned()).collect()));
        assert_eq!(countries("+4915123456789", None), named(&["DE"]));
        assert_eq!(countries("Latchkey", Some("de, AT")), named(&["DE", "AT"]));
        assert_eq!(countries("Latchkey", Some("all")), Ok(None));
        for (from, to) in
            [("Latchkey", None), ("+4915123456789", Some("Germany")), ("x", Some("DE,,AT"))]
        {
            assert!(countries(from, to).unwrap_err().starts_with("LATCHKEY_SMS_COUNTRIES: "));
        }
        let error = Sms::parse(None, None, Some("DE")).unwrap_err().to_string();
        assert!(error.starts_with("LATCHKEY_SMS_COUNTRIES: "), "{error}");
    }
}
