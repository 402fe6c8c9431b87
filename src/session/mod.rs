//! Sessions: signing in, signing out, and the current user.
//!
//! A session is a typed row ([`Session`]). The cookie holds a random value, and the row holds its
//! hash. tower-sessions carries the cookie, and only this file knows how its record maps to the
//! row. Every session has a user: nothing is stored before sign-in.

use std::sync::PoisonError;
use std::time::Duration;

use axum::extract::{FromRef, FromRequestParts};
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::model::credential::{Attachment, Credential};
use crate::model::event::Kind;
use crate::model::ids::PasskeyId;
use crate::model::session::Session;
use crate::model::user::User;
use crate::store::TowerSessions;
use crate::web::cookie::{SessionLayer, cookie, cookie_name};
use crate::web::request_context::RequestContext;

mod familiarity;
pub(crate) mod list;
mod not_me;
pub mod reauthentication;
pub(crate) mod sign_in;
pub mod tokens;

/// The only key in our tower-sessions records.
pub(crate) const KEY: &str = "session";

/// The key under which the layer finds the cookie value of a newly opened session.
pub(crate) const TOKEN_KEY: &str = "token";

/// How long a session lasts, unless the operator chose another time
/// ([`Setting::SessionDays`](crate::Setting::SessionDays)).
pub const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// How often, at most, a session's last use is stored.
const LAST_SEEN_EVERY: Duration = Duration::from_mins(1);

/// A passkey that was just created or used, and where it is according to the browser.
pub(crate) struct VerifiedCredential {
    pub(crate) credential: Credential,
    pub(crate) attachment: Option<Attachment>,
}

impl Session {
    /// Returns the session after a passkey was created or used in it.
    pub(crate) fn using(mut self, used: &VerifiedCredential) -> Self {
        if let Some(id) = used.local()
            && !self.local_passkeys.contains(&id)
        {
            self.local_passkeys.push(id);
        }
        self
    }
}

impl VerifiedCredential {
    /// Returns the passkey's id, if it is on the browser's own device.
    fn local(&self) -> Option<PasskeyId> {
        let is_local = self.attachment == Some(Attachment::Platform);
        is_local.then_some(self.credential.id)
    }
}

/// The current user and their session. As an extractor, it restricts a route to signed-in users, by
/// session cookie or access token (`Authorization: Bearer`). An invalid token is rejected, whatever
/// cookie comes with it. Other schemes of `Authorization` are ignored.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The current user.
    pub user: User,
    /// The current session.
    pub session: Session,
}

impl<S> FromRequestParts<S> for SignedIn
where
    S: Sync,
    RelyingParty: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let rp = RelyingParty::from_ref(state);
        if let Some(token) = bearer_token(&parts.headers) {
            return rp.tokens().bearer(token?).await;
        }
        rp.sessions().signed_in(&RequestContext::from_parts(parts)?).await?.ok_or(Error::SignedOut)
    }
}

/// Returns the bearer token of a request, if it has one. Other schemes are ignored, because they
/// may be for a proxy that asks for a password, for example.
///
/// <https://www.rfc-editor.org/rfc/rfc6750#section-2.1>
pub(crate) fn bearer_token(headers: &HeaderMap) -> Option<Result<&str>> {
    let mut sent = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
        let value = value.as_bytes().trim_ascii();
        let end = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
        let (scheme, token) = value.split_at(end);
        scheme.eq_ignore_ascii_case(b"bearer").then(|| token.trim_ascii())
    });
    let (token, another) = (sent.next()?, sent.next());
    let token = std::str::from_utf8(token).ok().filter(|token| token.is_ascii());
    Some(match (token, another) {
        (Some(token), None) if !token.is_empty() => Ok(token),
        _ => Err(Error::InvalidToken("not a bearer token")),
    })
}

facade! {
    /// Sessions: the current user, reauthentication, and signing out.
    sessions: Sessions
}

impl Sessions<'_> {
    /// Returns the layer that carries the session cookie.
    pub fn layer(self) -> SessionLayer {
        let lifetime = time::Duration::seconds(seconds(LIFETIME));
        let layer = SessionManagerLayer::new(self.tower_sessions())
            .with_secure(self.config().is_https())
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(lifetime));
        SessionLayer::new(cookie_name(self.config(), "session"), layer)
    }

    /// Returns the store of that layer.
    pub(crate) fn tower_sessions(self) -> TowerSessions {
        TowerSessions {
            store: self.store().clone(),
            clock: self.clock().clone(),
            key: KEY,
            token_key: TOKEN_KEY,
        }
    }

    /// Returns the current user and session, and notes that the session is in use.
    pub async fn signed_in(self, context: &RequestContext) -> Result<Option<SignedIn>> {
        let Some(session) = context.session.get::<Session>(KEY).await? else { return Ok(None) };
        let Some(user) = self.store().find_user(session.user_id).await? else { return Ok(None) };
        self.note_seen(&session);
        Ok(Some(SignedIn { user, session }))
    }

    /// Notes that a session is in use. Showing a page writes nothing: a background task stores the
    /// notes ([`store_seen`](Self::store_seen)), and a crash loses at most the last minute.
    pub(crate) fn note_seen(self, session: &Session) {
        let now = self.clock().now();
        if now - session.last_seen_at >= seconds(LAST_SEEN_EVERY) {
            let mut seen = self.seen().lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(session.id, now);
        }
    }

    /// Stores which sessions were used since the last call. Call it every minute, and before the
    /// server stops.
    pub async fn store_seen(self) -> Result<()> {
        let seen = std::mem::take(&mut *self.seen().lock().unwrap_or_else(PoisonError::into_inner));
        let seen: Vec<_> = seen.into_iter().collect();
        self.store().update_sessions_last_seen(&seen).await
    }

    /// Ends this browser's session and returns the `Set-Cookie` header that removes its cookie.
    /// (tower-sessions sends one too, but without `Secure`, and browsers ignore that for a
    /// `__Host-` name.)
    pub async fn sign_out(self, context: &RequestContext) -> Result<HeaderValue> {
        if let Some(signed_in) = self.signed_in(context).await? {
            self.record(self.event(context, signed_in.user.id, Kind::SignedOut)).await?;
        }
        self.drop_session(context).await
    }

    /// Ends this browser's session like [`sign_out`](Self::sign_out), but records no event.
    pub(crate) async fn drop_session(self, context: &RequestContext) -> Result<HeaderValue> {
        context.session.flush().await?;
        Ok(cookie(self.config(), cookie_name(self.config(), "session"), "", Duration::ZERO))
    }
}
