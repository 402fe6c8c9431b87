//! Locale: the languages of pages and mails, and which of them somebody is addressed in.
//!
//! 1. Somebody signed in: the language of their account. It is the browser's when the account is
//!    made, and changes only when its owner says so ([`RelyingParty::choose_locale`]).
//! 2. Anybody else: what they have chosen in this browser, kept in a cookie.
//! 3. Else what the browser asks for (`Accept-Language`), and English where it is none of ours.

mod dates;
mod names;

use std::time::Duration;

use http::header::ACCEPT_LANGUAGE;
use http::{HeaderMap, HeaderValue};

use crate::RelyingParty;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::request_context::Visitor;

/// How long a browser keeps the choice of somebody who is not signed in.
const REMEMBERED: Duration = Duration::from_hours(365 * 24);

/// Languages that are read from one header: browsers send a handful.
const MAX_RANGES: usize = 20;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the language of that code")]
pub enum Locale {
    #[default]
    En,
    De,
    Es,
    It,
    Pl,
    Pt,
    Zh,
}

impl Locale {
    /// All of them, in the order of their codes, English first.
    pub const ALL: [Self; 7] =
        [Self::En, Self::De, Self::Es, Self::It, Self::Pl, Self::Pt, Self::Zh];

    /// The language's code (BCP 47): in the store, in file names and in `<html lang>`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
            Self::Pl => "pl",
            Self::Pt => "pt",
            Self::Zh => "zh",
        }
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Es => "Español",
            Self::It => "Italiano",
            Self::Pl => "Polski",
            Self::Pt => "Português",
            Self::Zh => "中文",
        }
    }

    /// The language of that code, and of no other spelling of it.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.as_str() == code)
    }

    /// The language that an `Accept-Language` header likes best among ours; English if it names
    /// none of them. Region and script decide nothing, since each language is written once:
    /// `pt-BR` is Portuguese, `zh-Hans-CN` and `zh-TW` are Chinese.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9110#name-accept-language>
    pub fn negotiate(accepted: &str) -> Self {
        let mut best = (Self::default(), 0);
        for range in accepted.split(',').take(MAX_RANGES) {
            let (range, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let language = range.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            // Among equals, the one named first.
            if let (Some(locale), Some(weight)) = (Self::parse(&language), quality(weight))
                && weight > best.1
            {
                best = (locale, weight);
            }
        }
        best.0
    }

    /// What a request asks for: its browser's choice, else its browser's languages.
    pub fn asked(config: &Config, headers: &HeaderMap) -> Self {
        let chosen = read_cookie(headers, &cookie_name(config, "locale"));
        chosen.as_deref().and_then(Self::parse).unwrap_or_else(|| {
            let accepted = headers.get_all(ACCEPT_LANGUAGE).iter();
            let accepted: Vec<_> = accepted.filter_map(|value| value.to_str().ok()).collect();
            Self::negotiate(&accepted.join(","))
        })
    }
}

/// A weight in thousandths. `None` if it is no weight.
fn quality(weight: &str) -> Option<u16> {
    let (name, value) = weight.split_once('=')?;
    let (whole, decimals) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let is_number = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !name.trim().eq_ignore_ascii_case("q") || !is_number {
        return None;
    }
    match whole {
        "0" => format!("{decimals:0<3}").parse().ok(),
        "1" if decimals.bytes().all(|byte| byte == b'0') => Some(1000),
        _ => None,
    }
}

impl RelyingParty {
    /// The language in which to address whoever asks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn locale(&self, visitor: &Visitor) -> Result<Locale> {
        let chosen = self.signed_in(visitor).await?.and_then(|signed_in| signed_in.user.locale);
        Ok(chosen.unwrap_or(visitor.locale))
    }

    /// Has pages and mails speak that language from now on: in this browser, and everywhere for
    /// the account that is signed in here. Returns the `Set-Cookie` header for the browser.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for a language that is none of ours.
    pub async fn choose_locale(&self, visitor: &Visitor, code: &str) -> Result<HeaderValue> {
        let locale = Locale::parse(code).ok_or(Error::InvalidRequest("no such language"))?;
        if let Some(signed_in) = self.signed_in(visitor).await? {
            let now = self.clock().now();
            self.store().update_user_locale(signed_in.user.id, locale, now).await?;
        }
        let name = cookie_name(self.config(), "locale");
        Ok(cookie(self.config(), name, locale.as_str(), REMEMBERED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_a_browser_likes_best_is_chosen() {
        for (accepted, expected) in [
            ("de", Locale::De),
            ("DE-at", Locale::De),
            ("pt-BR,pt;q=0.9,en;q=0.8", Locale::Pt),
            ("zh-CN", Locale::Zh),
            ("zh-Hans-CN", Locale::Zh),
            ("en;q=0.5, it;q=0.7", Locale::It),
            ("es;q=0.300,pl ; q=0.31", Locale::Pl),
            ("fr, nl;q=0.9, es;q=0.1", Locale::Es),
            ("it,de", Locale::It),
            ("de;q=0, es;q=0.2", Locale::Es),
            ("de;q=1.000, es;q=1", Locale::De),
        ] {
            assert_eq!(Locale::negotiate(accepted), expected, "{accepted}");
        }
    }

    #[test]
    fn a_browser_that_likes_none_of_ours_reads_english() {
        let endless = "xx,".repeat(10_000) + "de";
        for accepted in [
            "",
            "*",
            "fr",
            "tlh,fr;q=0.9",
            "de;q=0",
            "de;q=2",
            "de;q=x",
            "de;x=1",
            "delta",
            &endless,
        ] {
            assert_eq!(Locale::negotiate(accepted), Locale::En, "{accepted}");
        }
    }

    #[test]
    fn every_language_is_found_by_its_code() {
        for locale in Locale::ALL {
            assert_eq!(Locale::parse(locale.as_str()), Some(locale));
        }
        assert_eq!(Locale::parse("fr"), None);
        assert_eq!(Locale::parse("DE"), None);
    }
}
