//! Tokens: let other back ends identify a user without asking this server.
//!
//! 1. A signed-in user gets a pair ([`TokenIssuer::issue`]): an access token, which any
//!    back end can verify for ten minutes with the public keys, and a refresh token, which gets the
//!    next pair.
//! 2. [`TokenIssuer::refresh`] exchanges the refresh token. Each one works once.
//! 3. If a refresh token is used a second time, two clients hold it, and one has stolen it. The
//!    server can't tell which, so it revokes the whole family and records that in the owner's
//!    history. Only within half a minute does a second exchange succeed, because usually it comes
//!    from a second tab, or the first response was lost. Such a fork ends when one of its branches
//!    is exchanged again after that half minute. From then on, using the other branch is a reuse.
//! 4. When its session ends in any way, its refresh tokens are deleted.
//!
//! Our own routes ([`TokenIssuer::bearer`]) accept an access token only while its user exists and
//! its session is open, and never as a recent verification. So an attacker who steals one, for
//! example from another back end's log, can't add or remove a passkey.
//!
//! <https://www.rfc-editor.org/rfc/rfc9700#section-4.14>

pub(crate) mod jwt;
mod keys;
mod pem;

use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::session::Session;
use crate::model::user::UserId;
use crate::session::SignedIn;
use crate::store::{RefreshToken, Rotated};
use crate::web::request_context::RequestContext;

pub use jwt::Claims;
pub(crate) use keys::KeyRing;
pub use keys::{CACHED, NewKey, PUBLISHED_BEFORE, ROTATED_AFTER};

/// How long an access token is valid.
pub const LIFETIME: Duration = Duration::from_mins(10);

/// How long an exchanged refresh token may be exchanged again, and its branches stay valid.
pub const GRACE: Duration = Duration::from_secs(30);

/// How many refresh tokens of one family may be valid. That many tabs don't refresh within half a
/// minute, but a client in a loop might.
const MAX_ALIVE: i64 = 10;

/// How far the clock of a back end may be behind. Its library may reject an `nbf` in its future,
/// and `PyJWT` rejects such an `iat` too, so both are set back.
const BACKDATED: Duration = Duration::from_mins(1);

/// How far the clock of another server on the same database may be ahead.
pub(crate) const CLOCK_SKEW: Duration = Duration::from_secs(30);

/// An access token, and the refresh token for the next one.
#[derive(Serialize)]
pub struct Tokens {
    /// The token for `Authorization: Bearer`.
    pub access_token: String,
    /// The token for the next exchange. Keep it secret.
    pub refresh_token: String,
    /// How long the access token is valid, in seconds.
    pub expires_in: i64,
}

facade! {
    /// Tokens for other back ends, and the keys that sign them.
    tokens: TokenIssuer
}

impl TokenIssuer<'_> {
    /// Issues tokens in addition to a session with a cookie (step 1). Signing out there ends the
    /// tokens.
    ///
    /// # Errors
    /// [`Error::SignedOut`] if the session has just ended.
    pub async fn issue(self, signed_in: &SignedIn) -> Result<Tokens> {
        let (refresh_token, stored) = self.first_refresh_token(&signed_in.session, false);
        self.store().insert_refresh_token(&stored).await?;
        self.pair(&signed_in.session, &refresh_token).await
    }

    /// Issues tokens for a session that exists only for them.
    #[cfg(test)]
    pub(crate) async fn issue_alone(self, signed_in: &SignedIn) -> Result<Tokens> {
        let (refresh_token, stored) = self.first_refresh_token(&signed_in.session, true);
        self.store().insert_refresh_token(&stored).await?;
        self.pair(&signed_in.session, &refresh_token).await
    }

    /// Returns the first refresh token of a family, and its row. `is_alone`: the session exists
    /// only for this family.
    pub(crate) fn first_refresh_token(
        self,
        session: &Session,
        is_alone: bool,
    ) -> (Secret, RefreshToken) {
        let (family, now) = (self.random().uuid(), self.clock().now());
        let refresh_token = self.refresh_token(family);
        let stored = RefreshToken {
            token_hash: refresh_token.hash(),
            family_id: family.to_string(),
            session_id: session.id,
            created_at: now,
            alone_at: is_alone.then_some(now),
        };
        (refresh_token, stored)
    }

    /// Exchanges a refresh token (step 2).
    ///
    /// # Errors
    /// [`Error::InvalidToken`].
    pub async fn refresh(self, context: &RequestContext, presented: &str) -> Result<Tokens> {
        let Some(family) = family_of(presented) else {
            return Err(Error::InvalidToken("not a refresh token"));
        };
        let next = self.refresh_token(family);
        let hash = Secret::presented(presented).hash();
        let (now, limits) = (self.clock().now(), (seconds(GRACE), MAX_ALIVE));
        let (family, next_hash) = (family.to_string(), next.hash());
        let reused = |user_id| self.event(context, user_id, Kind::TokenReused);
        let rotated = self
            .store()
            .rotate_refresh_token(&hash, &family, &next_hash, now, limits, &reused)
            .await?;
        match rotated {
            Rotated::Next(session) => self.pair(&session, &next).await,
            Rotated::Reused => {
                self.wake_readers();
                Err(Error::InvalidToken("already exchanged"))
            }
            Rotated::Unknown => Err(Error::InvalidToken("unknown, or its session has ended")),
        }
    }

    /// Revokes a refresh token and its family, and ends the session if it exists only for them. An
    /// invalid token isn't an error.
    pub async fn revoke(self, context: &RequestContext, presented: &str) -> Result<()> {
        let hash = Secret::presented(presented).hash();
        let ended = |user_id| self.event(context, user_id, Kind::SignedOut);
        self.store().delete_refresh_family(&hash, &ended).await?;
        self.wake_readers();
        Ok(())
    }

    /// Returns the claims of a valid access token. Our own routes require more: see
    /// [`TokenIssuer::bearer`].
    ///
    /// # Errors
    /// [`Error::InvalidToken`].
    pub async fn verify(self, token: &str) -> Result<Claims> {
        let refuse = |why| Err(Error::InvalidToken(why));
        let claims = jwt::verify(token, &self.public_keys().await?)?;
        let now = self.clock().now();
        if claims.iss != self.issuer() {
            return refuse("another issuer");
        }
        if claims.aud != self.audience() {
            return refuse("for another audience");
        }
        if claims.exp <= now {
            return refuse("expired");
        }
        if claims.nbf > now + seconds(CLOCK_SKEW) {
            return refuse("not valid yet");
        }
        Ok(claims)
    }

    /// Returns the user and session of an access token, and notes that the session is in use.
    ///
    /// # Errors
    /// [`Error::InvalidToken`], also if the user was deleted or the session has ended.
    pub async fn bearer(self, token: &str) -> Result<SignedIn> {
        let claims = self.verify(token).await?;
        let (Ok(user_id), Ok(session_id)) = (claims.sub.parse::<UserId>(), claims.sid.parse())
        else {
            return Err(Error::InvalidToken("its subject is not a user id"));
        };
        let session = self.store().find_session(session_id, self.clock().now()).await?;
        let Some(session) = session.filter(|session| session.user_id == user_id) else {
            return Err(Error::InvalidToken("its session has ended"));
        };
        let Some(user) = self.store().find_user(user_id).await? else {
            return Err(Error::InvalidToken("its user was deleted"));
        };
        self.sessions().note_seen(&session);
        // The holder of the session used the passkey, which isn't necessarily the holder of the
        // token.
        let session = Session { verified_at: None, ..session };
        Ok(SignedIn { user, session })
    }

    pub(crate) async fn pair(self, session: &Session, refresh_token: &Secret) -> Result<Tokens> {
        let (kid, key) = self.signing_key().await?;
        let now = self.clock().now();
        let claims = Claims {
            iss: self.issuer(),
            sub: session.user_id.to_string(),
            aud: self.audience(),
            sid: session.id.to_string(),
            amr: session.method.amr().iter().map(|&value| value.to_owned()).collect(),
            auth_time: session.created_at,
            iat: now - seconds(BACKDATED),
            nbf: now - seconds(BACKDATED),
            exp: now + seconds(LIFETIME),
        };
        Ok(Tokens {
            access_token: jwt::sign(&claims, &kid, &key)?,
            refresh_token: refresh_token.expose().to_owned(),
            expires_in: seconds(LIFETIME),
        })
    }

    /// Returns this deployment's URL in the API.
    pub fn issuer(self) -> String {
        format!("{}/v1/apps/{}", self.config().origin_text(), self.config().app_id)
    }

    fn audience(self) -> Vec<String> {
        vec![self.config().origin_text(), self.config().app_id.clone()]
    }

    /// Returns the family's id and 256 random bits. The family isn't secret. It identifies a token
    /// that was exchanged before, long after its row was deleted.
    fn refresh_token(self, family: Uuid) -> Secret {
        Secret::presented(&format!("{}.{}", family.simple(), self.random().secret().expose()))
    }
}

fn family_of(token: &str) -> Option<Uuid> {
    let (family, _) = token.split_once('.')?;
    Uuid::try_parse(family).ok()
}
