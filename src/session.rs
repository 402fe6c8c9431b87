//! Sessions: signing in, signing out, and who is asking.
//!
//! A session is a row of its own ([`Session`]), opened by the random value of a cookie of which
//! the row holds a hash. tower-sessions carries the cookie; this file alone knows what lies
//! inside. There is no session without a user: before sign-in nothing is stored.

use std::time::Duration;

use axum::extract::{FromRef, FromRequestParts, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::cookies::{SessionLayer, cookie, cookie_name};
use crate::credential::{Attachment, Credential};
use crate::error::{Error, Result};
use crate::event::{Details, Kind};
use crate::store::{Session, Store, watch_saving};
use crate::user::{User, UserId};
use crate::visitor::Visitor;
use crate::webhook::News;

pub use crate::store::Sessions;

/// The one key of our tower-sessions records.
const KEY: &str = "session";

/// How long a sign-in lasts.
pub const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// How often a session's last use is written, at most.
const LAST_SEEN_EVERY: Duration = Duration::from_mins(1);

/// How a session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By a passkey: possession and user verification.
    Passkey,
    /// By a link or code from an email that the browser asked for: control of the mailbox.
    Mail,
    /// By a link that a back end handed out, which no browser asked for. It proves less than an email
    /// does: it neither requests a reset nor uses one.
    Link,
}

impl Method {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Mail => "mail",
            Self::Link => "link",
        }
    }

    /// The authentication methods that access tokens name, all registered by RFC 8176.
    ///
    /// A passkey proves possession of a key (`pop`) with user presence (`user`) and, since user
    /// verification is required, a second factor (`mfa`). Whether hardware or software keeps the
    /// key (`hwk`, `swk`) can't be told without attestation. Links and codes are one-time secrets
    /// (`otp`).
    ///
    /// <https://www.rfc-editor.org/rfc/rfc8176#section-2>
    pub fn amr(self) -> &'static [&'static str] {
        match self {
            Self::Passkey => &["pop", "user", "mfa"],
            Self::Mail | Self::Link => &["otp"],
        }
    }

    pub(crate) fn parse(word: &str) -> Result<Self> {
        match word {
            "passkey" => Ok(Self::Passkey),
            "mail" => Ok(Self::Mail),
            "link" => Ok(Self::Link),
            _ => Err(Error::internal(format!("no such method: {word}"))),
        }
    }
}

/// A passkey that has just been made or used, and where, by what the browser says.
pub(crate) struct Used {
    pub(crate) credential: Credential,
    pub(crate) attachment: Option<Attachment>,
}

impl Used {
    /// Its id, if it is on the browser's own device.
    fn local(&self) -> Option<String> {
        let is_local = self.attachment == Some(Attachment::Platform);
        is_local.then(|| self.credential.id.to_string())
    }
}

/// Proof that somebody is signed in. As an extractor: the route is for them alone, by the cookie
/// of their session or by an access token (`Authorization: Bearer`); a token that does not count
/// is refused whatever cookie comes with it. `Authorization` of any other scheme is ignored.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// Where and how.
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
            return rp.bearer(token?).await;
        }
        rp.signed_in(&Visitor::from_parts(parts)?).await?.ok_or(Error::SignedOut)
    }
}

/// Answers in our own shape where the session that a request opened or changed wasn't saved. Belongs
/// outside of [`RelyingParty::session_layer`], which then sends a 500 without a body.
pub async fn answer_unsaved(request: Request, next: Next) -> Response {
    let (response, unsaved) = watch_saving(next.run(request)).await;
    let is_bare = response.status() == StatusCode::INTERNAL_SERVER_ERROR
        && !response.headers().contains_key(CONTENT_TYPE);
    match unsaved {
        Some(error) if is_bare => error.into_response(),
        _ => response,
    }
}

/// Returns the bearer token of a request, if it has one. Credentials of any other scheme are
/// ignored: they are for a proxy that asks for a password, for example.
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

impl RelyingParty {
    /// The layer that carries the session cookie.
    pub fn session_layer(&self) -> SessionLayer {
        let lifetime = time::Duration::seconds(seconds(LIFETIME));
        let layer = SessionManagerLayer::new(self.sessions())
            .with_secure(self.config().is_https())
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(lifetime));
        SessionLayer::new(cookie_name(self.config(), "session"), layer)
    }

    /// Where that layer keeps what it carries.
    pub(crate) fn sessions(&self) -> Sessions {
        Sessions { store: self.store().clone(), clock: self.clock().clone(), key: KEY }
    }

    /// Keeps the session that `visitor` has just opened. For a page its layer does that; a client
    /// without cookies is known by its tokens.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_session(&self, visitor: &Visitor) -> Result<()> {
        Ok(visitor.session.save().await?)
    }

    /// Says who is signed in, and notes that they were seen.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn signed_in(&self, visitor: &Visitor) -> Result<Option<SignedIn>> {
        let Some(session) = visitor.session.get::<Session>(KEY).await? else { return Ok(None) };
        let Some(user) = self.store().find_user(session.user_id).await? else { return Ok(None) };
        self.note_seen(&session).await?;
        Ok(Some(SignedIn { user, session }))
    }

    pub(crate) async fn note_seen(&self, session: &Session) -> Result<()> {
        let now = self.clock().now();
        if now - session.last_seen_at >= seconds(LAST_SEEN_EVERY) {
            self.store().update_session_last_seen(&session.id, now).await?;
        }
        Ok(())
    }

    /// Notes in the session that a passkey was made in it, or used.
    pub(crate) async fn note(
        &self,
        visitor: &Visitor,
        mut session: Session,
        passkey: Option<&Used>,
    ) -> Result<()> {
        if let Some(used) = passkey.and_then(Used::local)
            && !session.local_passkeys.contains(&used)
        {
            session.local_passkeys.push(used);
        }
        visitor.session.insert(KEY, session).await?;
        Ok(())
    }

    /// Opens a session by a passkey that has just been verified.
    pub(crate) async fn sign_in_by_passkey(&self, visitor: &Visitor, passkey: &Used) -> Result<()> {
        let credential = &passkey.credential;
        let user_id = credential.user_id;
        let news = self.sign_in(visitor, user_id, Method::Passkey, Some(passkey), None).await?;
        let passkey = Some(credential.name.as_str());
        let details = Details { passkey, news: Some(news), ..Details::default() };
        self.record_with(visitor, user_id, Kind::SignedInByPasskey, details).await
    }

    /// Opens a session by an email that has just been redeemed, and that was sent at `sent_at`.
    pub(crate) async fn sign_in_by_mail(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        sent_at: UnixSeconds,
    ) -> Result<()> {
        let news = self.sign_in(visitor, user_id, Method::Mail, None, Some(sent_at)).await?;
        let news = Some(news);
        let details = Details { news, ..Details::default() };
        self.record_with(visitor, user_id, Kind::SignedInByMail, details).await
    }

    /// Opens a session by a link that a back end has handed out.
    pub(crate) async fn sign_in_by_link(&self, visitor: &Visitor, user_id: UserId) -> Result<()> {
        let news = Some(self.sign_in(visitor, user_id, Method::Link, None, None).await?);
        let details = Details { news, ..Details::default() };
        self.record_with(visitor, user_id, Kind::SignedInByLink, details).await
    }

    /// Every way in ends here, and so for a deactivated account none leads further: the refusal is
    /// told here, to somebody who has just proven that the account is theirs. That it holds, also
    /// for an account that is deactivated a moment later, is for the store to see: such an account
    /// has no session, and gets none (`store/sessions.rs`).
    ///
    /// The id changes at every sign-in and the old session ends, so that an id which somebody
    /// planted in the browser beforehand opens nothing. Returns what endpoints are told.
    async fn sign_in(
        &self,
        visitor: &Visitor,
        user_id: UserId,
        method: Method,
        passkey: Option<&Used>,
        proven_at: Option<UnixSeconds>,
    ) -> Result<News> {
        let standing = self.store().find_standing(user_id).await?;
        if standing.is_deactivated {
            return Err(Error::Deactivated);
        }
        self.note_first_use(user_id, standing).await?;
        // Hardly any account has none, and looking takes no turn among those who write.
        if !standing.has_locale {
            self.store().update_missing_user_locale(user_id, visitor.locale).await?;
        }
        let now = self.clock().now();
        let session = Session {
            id: self.random().uuid().to_string(),
            user_id,
            method,
            credential_id: passkey.map(|passkey| passkey.credential.id.to_string()),
            attachment: passkey.and_then(|passkey| passkey.attachment),
            local_passkeys: passkey.and_then(Used::local).into_iter().collect(),
            user_agent: visitor.user_agent.clone(),
            ip: visitor.ip.clone(),
            created_at: now,
            last_seen_at: now,
            verified_at: passkey.map(|_| now),
            proven_at,
            expires_at: now + seconds(LIFETIME),
        };
        let news = News::SessionCreated(session.id.clone(), method);
        visitor.session.cycle_id().await?;
        visitor.session.insert(KEY, session).await?;
        Ok(news)
    }

    /// Ends this browser's session and returns the `Set-Cookie` header that removes its cookie.
    /// (tower-sessions sends one too, but without `Secure`, which browsers ignore for a
    /// `__Host-` name.)
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<HeaderValue> {
        if let Some(signed_in) = self.signed_in(visitor).await? {
            self.record(visitor, signed_in.user.id, Kind::SignedOut, None).await?;
        }
        self.drop_session(visitor).await
    }

    /// Ends this browser's session without a word, as [`sign_out`](Self::sign_out) does.
    pub(crate) async fn drop_session(&self, visitor: &Visitor) -> Result<HeaderValue> {
        visitor.session.flush().await?;
        Ok(cookie(self.config(), cookie_name(self.config(), "session"), "", Duration::ZERO))
    }

    /// The database, for lists that need no decision.
    pub fn store(&self) -> &Store {
        &self.0.store
    }
}
