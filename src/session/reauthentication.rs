//! Reauthentication: whether the user has recently confirmed that they are still the same person.
//!
//! A session lasts for weeks. In that time, a browser may be left open or its cookie stolen. So
//! changes that an owner can't undo require a passkey that was just used in this session, or a
//! substitute for one ([`Sessions::is_verified`]). Reauthentication opens no session and is
//! valid for this session only.

use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::error::{Error, Result};
use crate::model::session::Method;
use crate::model::session::RECENT;
use crate::model::session::Session;
use crate::session::Sessions;
use crate::session::tokens::CLOCK_SKEW;
use crate::session::{SignedIn, bearer_token};
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// A signed-in user who has confirmed who they are in this session in the last ten minutes
/// ([`Sessions::is_verified`]). As an extractor, it restricts a route to such users. It doesn't
/// accept access tokens.
#[derive(Clone, Debug)]
pub struct RecentlyVerified(pub SignedIn);

impl<S> FromRequestParts<S> for RecentlyVerified
where
    S: Sync,
    RelyingParty: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let rp = RelyingParty::from_ref(state);
        let signed_in = SignedIn::from_request_parts(parts, state).await?;
        if bearer_token(&parts.headers).is_some() || !rp.sessions().is_verified(&signed_in).await? {
            return Err(Error::VerificationRequired);
        }
        Ok(Self(signed_in))
    }
}

impl SignedIn {
    /// Returns whether a passkey, or a recovery code instead of one, was recently used in this
    /// session.
    pub fn is_recently_verified(&self, now: UnixSeconds) -> bool {
        // Longer ahead than clocks of servers differ: this clock was corrected since.
        let recent = -seconds(CLOCK_SKEW)..seconds(RECENT);
        self.session.verified_at.is_some_and(|at| recent.contains(&(now - at)))
    }

    /// Returns whether an email, or a link from a back end, has just opened this session.
    pub(crate) fn is_fresh_from_mail(&self, now: UnixSeconds) -> bool {
        self.session.method != Method::Passkey && now - self.session.created_at < seconds(RECENT)
    }
}

impl Sessions<'_> {
    /// Returns whether the user has recently ([`RECENT`]) confirmed who they are: with a passkey,
    /// with a recovery code instead of one, or, in an account without passkeys, by opening this
    /// very session with an email.
    ///
    /// Such an account's only key is its mailbox. Anyone who can read it could sign in again at any
    /// time, so requiring less would protect nothing, and requiring more would lock the owner out
    /// of their data. Once the account has a passkey, an email is no longer enough.
    pub async fn is_verified(self, signed_in: &SignedIn) -> Result<bool> {
        let now = self.clock().now();
        Ok(signed_in.is_recently_verified(now)
            || (signed_in.is_fresh_from_mail(now)
                && self.store().list_credentials(signed_in.user.id).await?.is_empty()))
    }

    /// Returns the current user, if they have recently confirmed who they are.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn recently_verified(self, context: &RequestContext) -> Result<RecentlyVerified> {
        let signed_in = self.signed_in(context).await?.ok_or(Error::SignedOut)?;
        if self.is_verified(&signed_in).await? {
            Ok(RecentlyVerified(signed_in))
        } else {
            Err(Error::VerificationRequired)
        }
    }

    /// Returns the current user, if they have recently used a passkey, or a recovery code instead
    /// of one. Protects what an email must not give access to even in an account without passkeys,
    /// because it would stay valid after the owner adds one.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn verified_by_passkey(self, context: &RequestContext) -> Result<SignedIn> {
        let signed_in = self.signed_in(context).await?.ok_or(Error::SignedOut)?;
        if signed_in.is_recently_verified(self.clock().now()) {
            Ok(signed_in)
        } else {
            Err(Error::VerificationRequired)
        }
    }

    /// Records in the session that a recovery code was used instead of a passkey.
    pub(crate) fn verify_session(self, unit: &mut Unit, signed_in: &SignedIn) -> Result<()> {
        let verified_at = Some(self.clock().now());
        unit.update_session(&Session { verified_at, ..signed_in.session.clone() })
    }
}
