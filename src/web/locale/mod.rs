//! The language of pages and emails.
//!
//! 1. For a signed-in user, the language of their account. It is the browser's when the account is
//!    created, and changes only when the user chooses another ([`Web::choose_locale`]).
//! 2. Otherwise, the language chosen in this browser, which a cookie holds.
//! 3. Otherwise, the language that the browser requests (`Accept-Language`).
//!
//! A language that the site doesn't offer ([`Languages`](crate::config::Languages)) is skipped. If
//! none is left, the site's first language is used.

mod dates;
mod names;

use std::time::Duration;

use http::header::ACCEPT_LANGUAGE;
use http::{HeaderMap, HeaderValue};

use crate::error::{Error, Result};
use crate::web::Web;
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::request_context::RequestContext;
use crate::{Locale, RelyingParty, User};

/// How long a browser keeps the choice of a user who isn't signed in.
const REMEMBERED: Duration = Duration::from_hours(365 * 24);

impl Locale {
    /// Returns the language of a request: the one chosen in this browser, else the browser's.
    pub fn asked(rp: &RelyingParty, headers: &HeaderMap) -> Self {
        let languages = &rp.settings().site().languages;
        let chosen = read_cookie(headers, &cookie_name(rp.config(), "locale"));
        let chosen = chosen.as_deref().and_then(Self::parse);
        chosen.and_then(|chosen| languages.offered(chosen)).unwrap_or_else(|| {
            let accepted = headers.get_all(ACCEPT_LANGUAGE).iter();
            let accepted: Vec<_> = accepted.filter_map(|value| value.to_str().ok()).collect();
            Self::negotiate(&accepted.join(","), languages.list())
        })
    }
}

impl Web<'_> {
    /// Returns the language for the current user.
    pub async fn locale(self, context: &RequestContext) -> Result<Locale> {
        let signed_in = self.sessions().signed_in(context).await?;
        Ok(self.locale_of(signed_in.as_ref().map(|signed_in| &signed_in.user), context))
    }

    /// Returns the language for a user, if there is one, in this request.
    pub fn locale_of(self, user: Option<&User>, context: &RequestContext) -> Locale {
        let chosen = user.and_then(|user| user.locale);
        let languages = &self.settings().site().languages;
        chosen.and_then(|chosen| languages.offered(chosen)).unwrap_or(context.locale)
    }

    /// Sets the language of pages and emails, in this browser and, if the user is signed in, for
    /// their account. Returns the `Set-Cookie` header for the browser.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] for a language that the site doesn't offer.
    pub async fn choose_locale(self, context: &RequestContext, code: &str) -> Result<HeaderValue> {
        let languages = &self.settings().site().languages;
        let locale = Locale::parse(code).and_then(|locale| languages.offered(locale));
        let locale = locale.ok_or(Error::InvalidRequest("unknown language"))?;
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
            assert_eq!(Locale::negotiate(accepted, &Locale::ALL), expected, "{accepted}");
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
            assert_eq!(Locale::negotiate(accepted, &Locale::ALL), Locale::En, "{accepted}");
        }
    }

    #[test]
    fn a_browser_gets_only_offered_languages() {
        let offered = [Locale::Pl, Locale::De];
        for (accepted, expected) in
            [("de", Locale::De), ("es, de;q=0.1", Locale::De), ("es", Locale::Pl), ("", Locale::Pl)]
        {
            assert_eq!(Locale::negotiate(accepted, &offered), expected, "{accepted}");
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
