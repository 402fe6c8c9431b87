//! The browser that sent a request, identified by a cookie.
//!
//! A ceremony or a sign-in link belongs to the browser that requested it. A separate cookie
//! identifies that browser. Its value is random, is set when the browser first requests something,
//! and is stored as a hash in the row of the link or sealed into the challenge. It isn't a session,
//! because autofill starts a ceremony each time the sign-in page loads, and visitors or bots must
//! not flood the session table.

use std::sync::{Arc, Mutex, PoisonError};

use crate::crypto::secret::{Random, Secret};
use crate::web::Web;
use crate::web::request_context::RequestContext;

/// A browser that may have requested something.
#[derive(Clone, Debug)]
pub struct Browser(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) secret: Option<Secret>,
    /// Whether the response should set the cookie.
    pub(super) send: bool,
    /// Whether there is no cookie and the secret came in the request's body.
    is_without_cookie: bool,
}

impl Browser {
    pub(crate) fn new(secret: Option<Secret>) -> Self {
        Self(Arc::new(Mutex::new(Known { secret, ..Known::default() })))
    }

    /// Returns a client without cookies that sent the secret in the request's body.
    pub(crate) fn without_cookie(secret: Secret) -> Self {
        let known = Known { secret: Some(secret), is_without_cookie: true, ..Known::default() };
        Self(Arc::new(Mutex::new(known)))
    }

    /// Returns whether a cookie identifies the browser, as on our own pages.
    pub(crate) fn has_cookie(&self) -> bool {
        !self.known().is_without_cookie
    }

    /// Returns the hash of the browser's cookie, if it has one.
    pub fn hash(&self) -> Option<String> {
        self.known().secret.as_ref().map(Secret::hash)
    }

    /// Returns the secret that a client without cookies uses instead of one.
    pub(crate) fn secret(&self) -> Option<Secret> {
        self.known().secret.clone()
    }

    /// Returns the hash of the browser's cookie, which the response sets or renews.
    pub fn identify(&self, random: &Random) -> String {
        let mut known = self.known();
        known.send = true;
        known.secret.get_or_insert_with(|| random.secret()).hash()
    }

    pub(super) fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Web<'_> {
    /// Has the response give the browser a cookie that identifies it later.
    pub fn set_browser_cookie(self, context: &RequestContext) {
        context.browser.identify(self.random());
    }
}
