//! The language of pages and emails.
//!
//! 1. For a signed-in user, the language of their account. It is the browser's when the account is
//!    created, and changes only when the user chooses another ([`Web::choose_locale`]).
//! 2. Otherwise, the language chosen in this browser, which a cookie holds.
//! 3. Otherwise, the language that the browser requests (`Accept-Language`), or English if we don't
//!    have it.

mod dates;
mod names;

use std::time::Duration;

use http::header::ACCEPT_LANGUAGE;
use http::{HeaderMap, HeaderValue};

use crate::Locale;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::web::Web;
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::request_context::RequestContext;

/// How long a browser keeps the choice of a user who isn't signed in.
const REMEMBERED: Duration = Duration::from_hours(365 * 24);

impl Locale {
    /// Returns the language of a request: the one chosen in this browser, else the browser's.
    pub fn asked(config: &Config, headers: &HeaderMap) -> Self {
        let chosen = read_cookie(headers, &cookie_name(config, "locale"));
        chosen.as_deref().and_then(Self::parse).unwrap_or_else(|| {
            let accepted = headers.get_all(ACCEPT_LANGUAGE).iter();
            let accepted: Vec<_> = accepted.filter_map(|value| value.to_str().ok()).collect();
            Self::negotiate(&accepted.join(","))
        })
    }
}

impl Web<'_> {
    /// Returns the language for the current user.
    pub async fn locale(self, context: &RequestContext) -> Result<Locale> {
        let chosen =
            self.sessions().signed_in(context).await?.and_then(|signed_in| signed_in.user.locale);
        Ok(chosen.unwrap_or(context.locale))
    }

    /// Sets the language of pages and emails, in this browser and, if the user is signed in, for
    /// their account. Returns the `Set-Cookie` header for the browser.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for a language that we don't have.
    pub async fn choose_locale(self, context: &RequestContext, code: &str) -> Result<HeaderValue> {
        let locale = Locale::parse(code).ok_or(Error::InvalidRequest("unknown language"))?;
        if let Some(signed_in) = self.sessions().signed_in(context).await? {
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
