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

use crate::Locale;
use crate::RelyingParty;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::request_context::Visitor;

/// How long a browser keeps the choice of somebody who is not signed in.
const REMEMBERED: Duration = Duration::from_hours(365 * 24);

impl Locale {
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
