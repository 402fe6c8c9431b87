//! Account: what an owner changes about their account, takes from it, and how they end it.
//!
//! Everything but the name needs somebody who has proven just now that they are still the owner
//! ([`RelyingParty::is_verified`]).
//!
//! A change of address takes two mails:
//!
//! 1. [`RelyingParty::change_address`] mails a link to the new address, and a warning to the old
//!    one, which stays valid.
//! 2. The link, redeemed as any other (`magic_link/`) but in this very session alone, changes
//!    the address, and the old one is told. The other sessions that a mail has opened end: who
//!    reads the old address's mail is not known to be the owner any more.
//!
//! Deleting takes everything that `store/personal.rs` lists. One row is left: that of the last
//! mail, which says so. What it said is erased when it is sent, and the row a day later (a week
//! later if it could not be; after an hour where mails are only shown to developers).

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use crate::RelyingParty;
use crate::clock::rfc3339;
use crate::cookies::{cookie, cookie_name, read_cookie};
use crate::error::{Error, Result};
use crate::event::{Details, Kind};
use crate::magic_link::Purpose;
use crate::name::parse_name;
use crate::session::SignedIn;
use crate::store::MagicLink;
use crate::user::{Email, User, UserId};
use crate::verification::RecentlyVerified;
use crate::visitor::Visitor;
use crate::webhook::News;

/// How long a browser knows which account was deleted in it: enough to open the page that says so.
const FAREWELL: Duration = Duration::from_mins(5);

/// The cookie that tells it.
const FAREWELL_COOKIE: &str = "farewell";

/// An address that an account has asked for and not confirmed yet.
#[derive(Clone, Debug)]
pub struct AwaitedAddress {
    /// The address.
    pub email: Email,
    /// Whether this session has asked for it, and so can confirm it.
    pub is_here: bool,
}

impl RelyingParty {
    /// Sets what the person wants to be called, or forgets it where the name is blank.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::InvalidName`].
    pub async fn change_display_name(&self, visitor: &Visitor, name: &str) -> Result<()> {
        let user = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?.user;
        let name = match name.trim() {
            "" => None,
            name => Some(parse_name(name)?),
        };
        if name == user.display_name {
            return Ok(());
        }
        self.store().update_display_name(user.id, name.as_deref(), self.clock().now()).await?;
        self.record(visitor, user.id, Kind::DisplayNameChanged, None).await
    }

    /// Step 1 of a change of address. Replaces the change that the account may wait for already.
    ///
    /// What it answers, and what the page then shows, is the same whether or not another account
    /// has verified the address.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::InvalidEmail`],
    /// [`Error::MailOff`], [`Error::TooManyRequests`].
    pub async fn change_address(&self, visitor: &Visitor, email: &str) -> Result<()> {
        let RecentlyVerified(SignedIn { user, session }) = self.recently_verified(visitor).await?;
        let email = Email::parse(email)?;
        let asks = Some((user.id, Some(session.id)));
        self.send(visitor, Purpose::Change, asks, email, None).await?;
        self.record(visitor, user.id, Kind::AddressChanging, None).await
    }

    /// The address that the account is waiting to confirm.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn awaited_address(&self, signed_in: &SignedIn) -> Result<Option<AwaitedAddress>> {
        let SignedIn { user, session } = signed_in;
        let awaited = self.store().find_address_change(user.id, self.clock().now()).await?;
        Ok(awaited.map(|(email, asked)| AwaitedAddress { email, is_here: asked == session.id }))
    }

    /// Forgets the change of address that the account waits for. It can only make the account
    /// safer, and needs no more than being signed in, in whichever session.
    ///
    /// # Errors
    /// [`Error::SignedOut`].
    pub async fn cancel_address_change(&self, visitor: &Visitor) -> Result<()> {
        let user = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?.user;
        self.store().delete_address_changes(user.id).await?;
        self.record(visitor, user.id, Kind::AddressChangeCancelled, None).await
    }

    /// Step 2, for a link that this session may redeem.
    pub(crate) async fn finish_changing_address(
        &self,
        visitor: &Visitor,
        signed_in: &SignedIn,
        link: &MagicLink,
    ) -> Result<()> {
        let (user, now) = (&signed_in.user, self.clock().now());
        self.store().redeem_address_change(&link.id, user.id, now, &self.dropped()).await?;
        let before = user.verified_email().filter(|before| **before != link.email);
        self.record_and_tell(visitor, user, Kind::AddressChanged, before, &Details::default()).await
    }

    /// Hands out everything that is stored about the account.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`].
    pub async fn download_data(&self, visitor: &Visitor) -> Result<Value> {
        let user = self.recently_verified(visitor).await?.0.user;
        self.record(visitor, user.id, Kind::DataDownloaded, None).await?;
        let mut data = self.store().export(&user).await?;
        data.insert("site".to_owned(), json!(self.config().origin_text()));
        data.insert("downloaded_at".to_owned(), json!(rfc3339(self.clock().now())));
        Ok(Value::Object(data))
    }

    /// Deletes the account, at once and for good, and ends its sessions. The last mail goes to
    /// the address that it had verified. `understood`: the person has said that they know.
    ///
    /// Returns the `Set-Cookie` headers that take the session's cookie and tell this browser, for
    /// the next few minutes, whose passkeys open nothing any more ([`RelyingParty::farewell`]).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::NotConfirmed`].
    pub async fn delete_account(
        &self,
        visitor: &Visitor,
        understood: bool,
    ) -> Result<[HeaderValue; 2]> {
        let user = self.recently_verified(visitor).await?.0.user;
        if !understood {
            return Err(Error::NotConfirmed);
        }
        self.delete_and_say_so(&user, Some(visitor)).await?;
        let ended = self.drop_session(visitor).await?;
        let handle = user.id.to_string();
        let name = cookie_name(self.config(), FAREWELL_COOKIE);
        Ok([ended, cookie(self.config(), name, &handle, FAREWELL)])
    }

    /// Deletes an account, and mails it to the address that its owner had verified. `visitor`: the
    /// owner's, unless a back end does it.
    pub(crate) async fn delete_and_say_so(
        &self,
        user: &User,
        visitor: Option<&Visitor>,
    ) -> Result<()> {
        self.store().delete_user(user, &self.notice(user.id, &News::UserDeleted)).await?;
        self.announced();
        // The account is gone: a mail that cannot be written must not make it look otherwise.
        if let Some(email) = user.verified_email()
            && self.can_send_mail()
            && let Err(error) = self.mail_farewell((email, user.locale), visitor).await
        {
            error.log();
        }
        Ok(())
    }

    /// The account that was deleted in this browser just now. A password manager that is told
    /// that an account has no passkeys deletes them all, so nothing else may answer here: not an
    /// address that somebody made up, and never an account that exists.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn farewell(&self, headers: &HeaderMap) -> Result<Option<UserId>> {
        let name = cookie_name(self.config(), FAREWELL_COOKIE);
        let told = read_cookie(headers, &name);
        let Some(id) = told.and_then(|id| id.parse::<UserId>().ok()) else {
            return Ok(None);
        };
        Ok((!self.store().has_user(id).await?).then_some(id))
    }
}
