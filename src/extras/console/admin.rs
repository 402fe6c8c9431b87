//! Administrators: how a user becomes one, and the check before everything that they do.

use std::time::Duration;

use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::console::{AdminEntry, Console};
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::session::{SignedIn, bearer_token};
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// How long an invitation is valid.
pub const INVITATION_LIFETIME: Duration = Duration::from_hours(1);

/// The path of the page that an invitation opens.
pub const INVITATION_PATH: &str = "/admin-invitation";

/// The id of the invitation that only works while the site has no administrator. There is at most
/// one, so two users can't both redeem one.
const FIRST: &str = "first";

/// An administrator who has used a passkey in this session in the last ten minutes. As an
/// extractor, it restricts a route to them. It doesn't accept access tokens.
#[derive(Clone, Debug)]
pub struct Admin(pub SignedIn);

impl<S> FromRequestParts<S> for Admin
where
    S: Sync,
    RelyingParty: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        if bearer_token(&parts.headers).is_some() {
            return Err(Error::NotFound);
        }
        RelyingParty::from_ref(state).console().admin(&RequestContext::from_parts(parts)?).await
    }
}

impl Admin {
    /// Returns the context for acting on someone's account. Its events name this administrator.
    pub fn context(&self, rp: &RelyingParty) -> RequestContext {
        RequestContext::operator(rp, self.0.user.id.to_string())
    }
}

impl Console<'_> {
    /// Returns the current user, if they are an administrator who has recently used a passkey.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::NotFound`] for other users, who needn't learn that there is a
    /// console; [`Error::VerificationRequired`].
    pub async fn admin(self, context: &RequestContext) -> Result<Admin> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        if !self.is_admin(signed_in.user.id).await? {
            return Err(Error::NotFound);
        }
        if !signed_in.is_recently_verified(self.clock().now()) {
            return Err(Error::VerificationRequired);
        }
        Ok(Admin(signed_in))
    }

    /// Returns whether a user is an administrator.
    pub async fn is_admin(self, user_id: UserId) -> Result<bool> {
        self.store().is_admin(user_id).await
    }

    /// Lists the administrators, oldest first.
    pub async fn list_admins(self) -> Result<Vec<AdminEntry>> {
        self.store().list_admins().await
    }

    /// Creates an invitation and returns its link. The first user to redeem it becomes an
    /// administrator.
    pub async fn invite_admin(self) -> Result<String> {
        self.invite(&self.random().uuid().to_string()).await
    }

    /// Creates the invitation for the first administrator and returns its link, or `None` if the
    /// site has an administrator. It replaces the one of an earlier start.
    pub async fn invite_first_admin(self) -> Result<Option<String>> {
        if !self.list_admins().await?.is_empty() {
            return Ok(None);
        }
        self.invite(FIRST).await.map(Some)
    }

    async fn invite(self, id: &str) -> Result<String> {
        let token = self.random().secret();
        let now = self.clock().now();
        let mut unit = Unit::default();
        let times = (now, now + seconds(INVITATION_LIFETIME));
        unit.insert_admin_invitation(id, &token.hash(), times);
        self.store().apply(unit).await?;
        Ok(format!("{}{INVITATION_PATH}?token={}", self.config().origin_text(), token.expose()))
    }

    /// Returns whether an invitation can be redeemed. Changes nothing.
    ///
    /// # Errors
    /// [`Error::LinkExpired`].
    pub async fn look_at_admin_invitation(self, token: &str) -> Result<()> {
        let hash = Secret::presented(token).hash();
        let found = self.store().find_admin_invitation(&hash, self.clock().now()).await?;
        let id = found.ok_or(Error::LinkExpired("unknown, used or expired invitation"))?;
        if id == FIRST && !self.list_admins().await?.is_empty() {
            return Err(Error::LinkExpired("the site has an administrator"));
        }
        Ok(())
    }

    /// Redeems an invitation: the current user becomes an administrator.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`] without a recently used passkey;
    /// [`Error::LinkExpired`].
    pub async fn redeem_admin_invitation(
        self,
        context: &RequestContext,
        token: &str,
    ) -> Result<()> {
        let user = self.sessions().verified_by_passkey(context).await?.user;
        self.look_at_admin_invitation(token).await?;
        if self.is_admin(user.id).await? {
            // The invitation stays valid for someone else.
            return Ok(());
        }
        let mut unit = Unit::default();
        unit.use_admin_invitation(&Secret::presented(token).hash());
        unit.insert_admin(user.id, None, self.clock().now());
        unit.record(&self.event(context, user.id, Kind::AdminAdded));
        if !self.store().apply(unit).await? {
            return Err(Error::LinkExpired("another user was faster"));
        }
        self.wake_readers();
        Ok(())
    }

    /// Makes another user an administrator.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown user.
    pub async fn add_admin(self, admin: &Admin, user_id: UserId) -> Result<()> {
        if !self.store().has_user(user_id).await? {
            return Err(Error::NotFound);
        }
        if self.is_admin(user_id).await? {
            return Ok(());
        }
        let mut unit = Unit::default();
        unit.insert_admin(user_id, Some(admin.0.user.id), self.clock().now());
        unit.record(&self.event(&admin.context(&self), user_id, Kind::AdminAdded));
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    /// Revokes a user's rights as an administrator. Their next request to the console fails.
    /// `context` is an operator's.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the user isn't an administrator.
    pub async fn revoke_admin(self, context: &RequestContext, user_id: UserId) -> Result<()> {
        let mut unit = Unit::default();
        unit.delete_admin(user_id);
        unit.record(&self.event(context, user_id, Kind::AdminRemoved));
        if !self.store().apply(unit).await? {
            return Err(Error::NotFound);
        }
        self.wake_readers();
        Ok(())
    }
}
