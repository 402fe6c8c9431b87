//! Managing an account's passkeys.
//!
//! Every id is looked up within the current user's account, so another user's id is "not found".
//! Removing a passkey requires a recent verification, is refused for the last way into the account,
//! and cancels a reset. Renaming a passkey can only make an account safer, so it only requires a
//! session.

use http::HeaderValue;

use crate::error::{Error, Result};
use crate::model::credential::{Attachment, Credential};
use crate::model::event::Kind;
use crate::model::ids::{PasskeyId, SessionId};
use crate::model::name::parse_name;
use crate::model::user::UserId;
use crate::passkey::Owner;
use crate::passkey::Passkeys;
use crate::session::SignedIn;
use crate::store::{Remaining, Unit};
use crate::web::request_context::{self, RequestContext};

impl Passkeys<'_> {
    /// Renames a passkey.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::InvalidName`], [`Error::NotFound`].
    pub async fn rename(self, context: &RequestContext, id: &str, name: &str) -> Result<()> {
        let user = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?.user;
        let name = parse_name(name)?;
        self.update_name(context, user.id, id.parse()?, &name).await
    }

    /// Renames a passkey for a client that identifies it by its WebAuthn credential id.
    ///
    /// # Errors
    /// [`Error::InvalidName`], [`Error::NotFound`].
    pub async fn rename_of(
        self,
        context: &RequestContext,
        owner: &Owner,
        credential_id: &str,
        name: &str,
    ) -> Result<()> {
        let name = parse_name(name)?;
        let id = self.credential_of(owner, credential_id).await?;
        self.update_name(context, owner.user.id, id, &name).await
    }

    async fn update_name(
        self,
        context: &RequestContext,
        user_id: UserId,
        id: PasskeyId,
        name: &str,
    ) -> Result<()> {
        let mut event = self.event(context, user_id, Kind::PasskeyRenamed);
        event.details.passkey = Some(name.to_owned());
        event.details.passkey_id = Some(id);
        let mut unit = Unit::default();
        unit.update_credential_name(user_id, id, name);
        self.record_if_found(unit, &event).await
    }

    /// Returns whether to offer a passkey on this device. The user must have just signed in with a
    /// passkey on another device, most likely by scanning a QR code with a phone, have no known
    /// passkey on this one, and not have declined. Users carry a security key with them, so signing
    /// in with one leads to no offer.
    ///
    /// This relies on what the browser reports ([`Attachment`]), which nothing vouches for. So it
    /// is only an offer, and adding a passkey requires the same verification either way.
    pub fn offers_here(
        self,
        context: &RequestContext,
        signed_in: &SignedIn,
        passkeys: &[Credential],
    ) -> bool {
        let session = &signed_in.session;
        let opener = passkeys.iter().find(|one| Some(one.id) == session.credential_id);
        session.attachment == Some(Attachment::CrossPlatform)
            && opener.is_some_and(Credential::is_on_phone)
            && session.local_passkeys.is_empty()
            && signed_in.is_recently_verified(self.clock().now())
            && !context.has_declined_passkey
    }

    /// Returns the `Set-Cookie` header that stops this browser from being offered a passkey for
    /// half a year. The cookie has the same value in every browser, so it can't identify one.
    pub fn decline_here(self) -> HeaderValue {
        request_context::declined_passkey(self.config())
    }

    /// Removes a passkey and ends the sessions that it opened, except the current one.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::NotFound`],
    /// [`Error::LastWayIn`].
    pub async fn remove(self, context: &RequestContext, id: &str) -> Result<()> {
        let SignedIn { user, session } = self.sessions().recently_verified(context).await?.0;
        self.delete(context, user.id, id.parse()?, Some(session.id)).await
    }

    /// Removes a passkey for a client that identifies it by its WebAuthn credential id.
    ///
    /// # Errors
    /// [`Error::VerificationRequired`], [`Error::NotFound`], [`Error::LastWayIn`].
    pub async fn remove_of(
        self,
        context: &RequestContext,
        owner: &Owner,
        credential_id: &str,
    ) -> Result<()> {
        if owner.proven_by.is_none() {
            return Err(Error::VerificationRequired);
        }
        let id = self.credential_of(owner, credential_id).await?;
        // The owner may be in a session of the application, which isn't in our table.
        self.delete(context, owner.user.id, id, owner.session.parse().ok()).await
    }

    async fn delete(
        self,
        context: &RequestContext,
        user_id: UserId,
        id: PasskeyId,
        session: Option<SessionId>,
    ) -> Result<()> {
        let remaining =
            if self.mail().can_send() { Remaining::PasskeyOrMail } else { Remaining::Passkey };
        let event = |kind| self.event(context, user_id, kind);
        self.store().delete_credential(id, session, remaining, user_id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    async fn credential_of(self, owner: &Owner, credential_id: &str) -> Result<PasskeyId> {
        let found = self.store().list_credentials(owner.user.id).await?.into_iter();
        let mut found = found.filter(|one| one.credential_id.to_string() == credential_id);
        Ok(found.next().ok_or(Error::NotFound)?.id)
    }
}
