//! Verification: who has proven just now that they are still who is signed in.
//!
//! A session lives for weeks, in which a browser may be left open or its cookie stolen. What an
//! account cannot take back is for those alone who have just used a passkey in the session, or
//! what stands in for one ([`RelyingParty::is_verified`]). It opens no new session and is good
//! for none but its own.

use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;

use crate::RelyingParty;
use crate::clock::{UnixSeconds, seconds};
use crate::error::{Error, Result};
use crate::model::session::Method;
use crate::model::session::RECENT;
use crate::model::session::Session;
use crate::session::{SignedIn, bearer_token};
use crate::store::Unit;
use crate::web::request_context::Visitor;

/// Proof that somebody is signed in and has proven who they are in this session in the last ten
/// minutes ([`RelyingParty::is_verified`]). As an extractor: the route is for them alone, and an
/// access token opens it to nobody.
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
        if bearer_token(&parts.headers).is_some() || !rp.is_verified(&signed_in).await? {
            return Err(Error::VerificationRequired);
        }
        Ok(Self(signed_in))
    }
}

impl SignedIn {
    /// Whether a passkey, or a recovery code in its stead, was used in this session just now.
    pub fn is_recently_verified(&self, now: UnixSeconds) -> bool {
        self.session.verified_at.is_some_and(|at| now - at < seconds(RECENT))
    }

    /// Whether an email, or a link from a back end, has opened this session just now.
    pub(crate) fn is_fresh_from_mail(&self, now: UnixSeconds) -> bool {
        self.session.method != Method::Passkey && now - self.session.created_at < seconds(RECENT)
    }
}

impl RelyingParty {
    /// Whether somebody has proven just now ([`RECENT`]) that they are still who is signed in: by
    /// a passkey, by a recovery code in its stead, or, in an account that has no passkey, by a mail
    /// that has opened this very session.
    ///
    /// For such an account the mailbox is the one and only key. Whoever opens it could sign in
    /// anew at any time, so asking for less would protect nothing and asking for more would lock
    /// the owner out of their own data. From the first passkey on, a mail no longer counts.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_verified(&self, signed_in: &SignedIn) -> Result<bool> {
        let now = self.clock().now();
        Ok(signed_in.is_recently_verified(now)
            || (signed_in.is_fresh_from_mail(now)
                && self.store().list_credentials(signed_in.user.id).await?.is_empty()))
    }

    /// Says who is signed in and has proven it just now.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn recently_verified(&self, visitor: &Visitor) -> Result<RecentlyVerified> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        if self.is_verified(&signed_in).await? {
            Ok(RecentlyVerified(signed_in))
        } else {
            Err(Error::VerificationRequired)
        }
    }

    /// Says who is signed in and has used a passkey just now, or a recovery code in its stead: for
    /// what a mail must not get at even where there is no passkey, since it would outlast the next
    /// one that is made.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn verified_by_passkey(&self, visitor: &Visitor) -> Result<SignedIn> {
        let signed_in = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        if signed_in.is_recently_verified(self.clock().now()) {
            Ok(signed_in)
        } else {
            Err(Error::VerificationRequired)
        }
    }

    /// Notes in the session that a recovery code was used in it just now, in a passkey's stead.
    pub(crate) fn verify_session(&self, unit: &mut Unit, signed_in: &SignedIn) -> Result<()> {
        let verified_at = Some(self.clock().now());
        unit.update_session(&Session { verified_at, ..signed_in.session.clone() })
    }
}
