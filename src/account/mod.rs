//! Accounts: what owners can change, download and delete.
//!
//! Everything except the name requires that the user has just confirmed that they are the owner
//! ([`Sessions::is_verified`](crate::session::Sessions::is_verified)).
//!
//! A change of address takes two emails:
//!
//! 1. [`Accounts::change_address`] emails a link to the new address and a warning to the old
//!    one, which stays valid.
//! 2. The link is redeemed like any other (`magic_link/`), but only in the session that requested
//!    it. It changes the address and notifies the old one. Other sessions that were opened by email
//!    end, because a reader of the old mailbox may no longer be the owner.
//!
//! Deleting an account removes everything that `store/personal.rs` lists. One row stays: the last
//! email, which tells the owner. Its text is erased once it is sent, and the row a day later (a
//! week later if sending failed; an hour later if emails are only shown in the development
//! mailbox). Events that readers haven't processed yet are processed first, and deleted within
//! minutes.

mod deactivation;
mod fields;
pub mod invitations;

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::error::{Error, Result};
use crate::model::event::Event;
use crate::model::event::Kind;
use crate::model::magic_link::MagicLink;
use crate::model::magic_link::Purpose;
use crate::model::name::parse_name;
use crate::model::user::{Email, User};
use crate::model::user_handle::UserHandle;
use crate::session::SignedIn;
use crate::session::reauthentication::RecentlyVerified;
use crate::store::Unit;
use crate::web::cookie::{cookie, cookie_name, read_cookie};
use crate::web::request_context::RequestContext;

pub use fields::RefusedField;

/// How long a browser keeps the user handle of the account deleted in it: enough to open the page that
/// confirms the deletion.
const FAREWELL: Duration = Duration::from_mins(5);

/// The name of that cookie.
const FAREWELL_COOKIE: &str = "farewell";

/// A new address that the account's owner hasn't confirmed yet.
#[derive(Clone, Debug)]
pub struct AwaitedAddress {
    /// The address.
    pub email: Email,
    /// Whether this session requested the change, so it can confirm it.
    pub is_here: bool,
}

facade! {
    /// Accounts: changing, downloading, deactivating and deleting them.
    accounts: Accounts
}

impl Accounts<'_> {
    /// Sets the user's display name, or removes it if `name` is blank.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::InvalidName`].
    pub async fn change_display_name(self, context: &RequestContext, name: &str) -> Result<()> {
        let user = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?.user;
        let name = match name.trim() {
            "" => None,
            name => Some(parse_name(name)?),
        };
        if name == user.display_name {
            return Ok(());
        }
        let mut unit = Unit::default();
        unit.update_display_name(user.id, name, self.clock().now());
        unit.record(&self.event(context, user.id, Kind::DisplayNameChanged));
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    /// Starts a change of address (step 1). Replaces a change that is still unconfirmed.
    ///
    /// The response, and the page that follows, are the same whether or not another account has
    /// verified the address.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::InvalidEmail`],
    /// [`Error::MailOff`], [`Error::TooManyRequests`].
    pub async fn change_address(self, context: &RequestContext, email: &str) -> Result<()> {
        let RecentlyVerified(SignedIn { user, session }) =
            self.sessions().recently_verified(context).await?;
        let email = Email::parse(email)?;
        let asks = Some((user.id, Some(session.id)));
        let event = self.event(context, user.id, Kind::AddressChanging);
        self.magic_links().send_for(context, Purpose::Change, asks, email, None, Some(&event)).await
    }

    /// Returns the address that the account has yet to confirm.
    pub async fn awaited_address(self, signed_in: &SignedIn) -> Result<Option<AwaitedAddress>> {
        let SignedIn { user, session } = signed_in;
        let awaited = self.store().find_address_change(user.id, self.clock().now()).await?;
        Ok(awaited.map(|(email, asked)| AwaitedAddress { email, is_here: asked == session.id }))
    }

    /// Cancels the unconfirmed change of address. Cancelling can only make the account safer, so
    /// any session of the account may do it.
    ///
    /// # Errors
    /// [`Error::SignedOut`].
    pub async fn cancel_address_change(self, context: &RequestContext) -> Result<()> {
        let user = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?.user;
        let mut unit = Unit::default();
        unit.delete_address_changes(user.id);
        unit.record(&self.event(context, user.id, Kind::AddressChangeCancelled));
        self.store().apply(unit).await?;
        self.wake_readers();
        Ok(())
    }

    /// Finishes a change of address (step 2) with a link that this session may redeem.
    pub(crate) async fn finish_changing_address(
        self,
        context: &RequestContext,
        signed_in: &SignedIn,
        link: &MagicLink,
    ) -> Result<()> {
        let user = &signed_in.user;
        let event = self.event(context, user.id, Kind::AddressChanged);
        let event = match user.verified_email().filter(|before| **before != link.email) {
            Some(before) => event.told_to(before),
            None => event.untold(),
        };
        let dropped = self.dropped(context);
        let of_kind = |kind| self.event(context, signed_in.user.id, kind);
        self.store().redeem_address_change(&link.id, &event, &of_kind, &dropped).await?;
        self.wake_readers();
        Ok(())
    }

    /// Returns everything that is stored about the account.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`].
    pub async fn download(self, context: &RequestContext) -> Result<Value> {
        let user = self.sessions().recently_verified(context).await?.0.user;
        self.record(self.event(context, user.id, Kind::DataDownloaded)).await?;
        let mut data = self.store().export(&user).await?;
        data.insert("site".to_owned(), json!(self.config().origin_text()));
        data.insert("downloaded_at".to_owned(), json!(rfc3339(self.clock().now())));
        Ok(Value::Object(data))
    }

    /// Deletes the account immediately and permanently, and ends its sessions. The last email goes
    /// to the verified address. `understood`: the user has confirmed that they know what gets
    /// deleted.
    ///
    /// Returns the `Set-Cookie` headers that remove the session's cookie and store, for the next
    /// few minutes, which user's passkeys have stopped working ([`Accounts::farewell`]).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::NotConfirmed`].
    pub async fn delete(
        self,
        context: &RequestContext,
        understood: bool,
    ) -> Result<[HeaderValue; 2]> {
        let user = self.sessions().recently_verified(context).await?.0.user;
        if !understood {
            return Err(Error::NotConfirmed);
        }
        self.erase(&user, self.event(context, user.id, Kind::Deleted)).await?;
        let ended = self.sessions().drop_session(context).await?;
        let handle = user.handle().to_string();
        let name = cookie_name(self.config(), FAREWELL_COOKIE);
        Ok([ended, cookie(self.config(), name, &handle, FAREWELL)])
    }

    /// Deletes an account. The last email goes to the address that its owner had verified.
    pub(crate) async fn erase(self, user: &User, mut event: Event) -> Result<()> {
        if let Some(locale) = user.locale {
            event.details.locale = Some(locale.as_str().to_owned());
        }
        let event = match user.verified_email() {
            Some(email) => event.told_to(email),
            None => event.untold(),
        };
        self.store().delete_user(user, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Returns the user handle of the account that was just deleted in this browser. A password
    /// manager that is told that an account has no passkeys deletes them all, so this must never
    /// return a handle of an account that still exists.
    pub async fn farewell(self, headers: &HeaderMap) -> Result<Option<UserHandle>> {
        let name = cookie_name(self.config(), FAREWELL_COOKIE);
        let told = read_cookie(headers, &name);
        let Some(handle) = told.and_then(|text| UserHandle::parse(&text).ok()) else {
            return Ok(None);
        };
        Ok((!self.store().has_handle(&handle).await?).then_some(handle))
    }
}
