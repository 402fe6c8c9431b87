//! The notice cookie: a message that the next page shows once, after a form.
//!
//! A form without scripts ends with a redirect, and only a cookie can carry a message across it
//! without a row in the database. A page that shows the message removes the cookie. It grants
//! nothing: at worst, a planted one makes a page say that something was saved.

use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use super::Web;
use super::cookie::{cookie, cookie_name, read_cookie};

const NOTICE: &str = "notice";

/// How long a page may take to show it. A user who has to confirm first that it's them comes back
/// to their text.
const KEPT: Duration = Duration::from_mins(10);

impl Web<'_> {
    /// Returns the `Set-Cookie` header with a notice for the next page. It has to be a valid cookie
    /// value: visible ASCII without quotes, commas, semicolons and backslashes.
    pub fn leave_notice(self, notice: &str) -> HeaderValue {
        cookie(self.config(), cookie_name(self.config(), NOTICE), notice, KEPT)
    }

    /// Returns the notice that a form left for this page.
    pub fn notice(self, headers: &HeaderMap) -> Option<String> {
        read_cookie(headers, &cookie_name(self.config(), NOTICE))
    }

    /// Returns the `Set-Cookie` header that removes the notice, because a page shows it.
    pub fn take_notice(self) -> HeaderValue {
        cookie(self.config(), cookie_name(self.config(), NOTICE), "", Duration::ZERO)
    }
}
