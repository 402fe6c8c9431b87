//! Phone numbers: an optional number that an owner adds to their account and verifies with a code.
//!
//! 1. [`TextMessages::send_phone_code`] texts a code to a number. The user must have confirmed who
//!    they are recently.
//! 2. [`TextMessages::redeem_phone_code`] accepts the code once, within ten minutes and five tries,
//!    in the session that requested it, and only if a passkey was recently used there (or the
//!    account has none). Then the number belongs to the account.
//!
//! A number belongs to at most one account, like an address (`magic_link/`). If it already belongs
//! to another one, the page looks the same, and only the text message to the number says so. A
//! number can't be used to sign in, because it is easier to take over than a mailbox.
//!
//! Every text message costs money, and some numbers earn money for their owners. So premium-rate
//! numbers are rejected, and the number of codes is limited by number, account and network
//! (`limit.rs`).

pub(crate) mod gateway;
mod limit;
mod messages;
pub(crate) mod store;
#[cfg(test)]
pub(crate) mod tests;

pub use store::PhoneCode;

use std::time::Duration;

use async_trait::async_trait;

use crate::Phone;
use crate::RelyingParty;
use crate::clock::seconds;
use crate::config::Config;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::Extra;
use crate::mail::{Refusal, Template};
use crate::model::event::Kind;
use crate::model::ids::SessionId;
use crate::model::message::{Channel, Message};
use crate::model::user::{User, UserId};
use crate::session::SignedIn;
use crate::session::reauthentication::RecentlyVerified;
use crate::store::personal::Owner::{Contact, Id};
use crate::store::personal::Personal;
use crate::store::{MigrationFile, Unit};
#[cfg(test)]
use crate::tests::party::{TestBrowser, TestParty};
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

pub(crate) struct SmsExtra;

#[async_trait]
impl Extra for SmsExtra {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[(401, "sms", include_str!("../../../migrations/0401_sms.sql"))]
    }

    fn personal(&self) -> &'static [Personal] {
        PERSONAL
    }

    fn by_contact(&self) -> &'static [(&'static str, &'static str)] {
        &[("phone_codes", "created_at, expires_at, consumed_at")]
    }

    fn templates(&self) -> &'static [Template] {
        templates! { "verify_phone.text" "phone_taken.text" }
    }

    fn can_text(&self, config: &Config) -> bool {
        config.sms.is_some()
    }

    async fn start(&self, rp: &RelyingParty) -> Result<()> {
        rp.sms().gateway().map(drop)
    }

    async fn deliver(
        &self,
        rp: &RelyingParty,
        _id: &str,
        message: &Message,
    ) -> Option<Result<(), Refusal>> {
        (message.channel == Channel::Text).then_some(())?;
        Some(rp.sms().send_text(message).await)
    }

    #[cfg(test)]
    async fn leave_traces(&self, party: &TestParty, browser: &TestBrowser, name: &str) {
        tests::leave_traces(party, browser, name).await;
    }

    #[cfg(test)]
    async fn claim_contact(&self, browser: &TestBrowser) {
        browser.send_phone_code(tests::NUMBER).await.unwrap();
    }

    fn expired(&self) -> &'static [&'static str] {
        store::EXPIRED
    }
}

const PERSONAL: &[Personal] = &[Personal {
    table: "phone_codes",
    owners: &[Id("user_id"), Contact("phone")],
    shown: "id, user_id, phone, code_tries, created_at, expires_at, consumed_at",
    withheld: "session_id, code_hash",
}];

/// How long a code is valid.
pub const LIFETIME: Duration = Duration::from_mins(10);

/// The period in which an account's codes are counted. Their rows are kept as long.
pub(crate) const COUNTED_FOR: Duration = Duration::from_hours(1);

/// How many codes are sent for one account in that period, to any number.
const MAX_CODES: i64 = 5;

facade! {
    /// Text messages: sending them, and verifying phone numbers by code.
    sms: TextMessages
}

impl TextMessages<'_> {
    /// Texts a code to a number, whether or not another account has it (step 1).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::InvalidPhone`],
    /// [`Error::TextOff`], [`Error::AddressNotConfirmed`], [`Error::NotMobile`],
    /// [`Error::TextCountry`], [`Error::TooManyRequests`], [`Error::TextBudget`].
    pub async fn send_phone_code(self, context: &RequestContext, typed: &str) -> Result<()> {
        let RecentlyVerified(SignedIn { user, session }) =
            self.sessions().recently_verified(context).await?;
        let id = self.random().uuid().to_string();
        self.send_phone_code_to(context, &user, session.id, id, typed).await
    }

    /// Texts a code with this id to a number, for a user who has recently confirmed who they are in
    /// this session.
    ///
    /// # Errors
    /// As [`send_phone_code`](Self::send_phone_code).
    pub(crate) async fn send_phone_code_to(
        self,
        context: &RequestContext,
        user: &User,
        session_id: SessionId,
        id: String,
        typed: &str,
    ) -> Result<()> {
        if !self.can_send() {
            return Err(Error::TextOff);
        }
        // Requires a mailbox for each account. Otherwise an attacker could create free accounts to
        // send text messages at the operator's expense.
        if user.verified_email().is_none() {
            return Err(Error::AddressNotConfirmed);
        }
        let now = self.clock().now();
        let sent = PhoneCode {
            id,
            user_id: user.id,
            session_id,
            phone: Phone::parse(typed)?,
            created_at: now,
            expires_at: now + seconds(LIFETIME),
        };
        let most = if self.config().rate_limits { MAX_CODES } else { i64::MAX };
        // The budget comes last, so that a rejected request doesn't use it up.
        self.store().check_phone_codes(user.id, now, most).await?;
        self.allow(&sent.phone, Some(&context.ip)).await?;
        let code = self.random().code();
        self.store().insert_phone_code(&sent, &code.hash_for(&sent.id), most).await?;
        match self.store().find_user_by_phone(&sent.phone).await? {
            Some(owner) if owner.id != user.id => self.text_phone_taken(&owner, &sent.phone).await,
            _ => self.text_code(user, &sent.phone, &code, LIFETIME).await,
        }
    }

    /// Returns the number that this session has yet to verify.
    pub async fn awaited_phone(self, signed_in: &SignedIn) -> Result<Option<Phone>> {
        let SignedIn { user, session } = signed_in;
        let now = self.clock().now();
        let awaited = self.store().find_awaited_phone(user.id, session.id, now).await?;
        Ok(awaited.map(|(_, phone)| phone))
    }

    /// Redeems a code (step 2). The number replaces the account's previous one.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`]; [`Error::WrongTextCode`];
    /// [`Error::LinkExpired`] after five wrong codes, or if this session hasn't requested one;
    /// [`Error::PhoneTaken`]; [`Error::TooManyRequests`].
    pub async fn redeem_phone_code(self, context: &RequestContext, typed: &str) -> Result<()> {
        let SignedIn { user, session } =
            self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let now = self.clock().now();
        let awaited = self.store().find_awaited_phone(user.id, session.id, now).await?;
        let (id, _) = awaited.ok_or(Error::LinkExpired("not requested by this session"))?;
        self.redeem_phone_code_of(context, user.id, &id, typed).await
    }

    /// Redeems the code with this id. The caller has checked that the client is in the session that
    /// requested it.
    ///
    /// # Errors
    /// As [`redeem_phone_code`](Self::redeem_phone_code).
    pub(crate) async fn redeem_phone_code_of(
        self,
        context: &RequestContext,
        user_id: UserId,
        id: &str,
        typed: &str,
    ) -> Result<()> {
        let code_hash = Secret::typed(typed).hash_for(id);
        if !self.store().try_phone_code(id, &code_hash, self.clock().now()).await? {
            self.rate_limits().count_failure(Action::Guess, "", &context.ip).await?;
            return Err(Error::WrongTextCode);
        }
        let event = self.event(context, user_id, Kind::PhoneAdded);
        self.store().redeem_phone_code(id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Removes the number from the account.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`]; [`Error::NotFound`] if it has none.
    pub async fn remove_phone(self, context: &RequestContext) -> Result<()> {
        let user = self.sessions().recently_verified(context).await?.0.user;
        self.remove_phone_of(context, user.id).await
    }

    /// Removes the number of a user who has recently confirmed who they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the account has none.
    pub(crate) async fn remove_phone_of(
        self,
        context: &RequestContext,
        user_id: UserId,
    ) -> Result<()> {
        let mut unit = Unit::default();
        unit.delete_phone(user_id, self.clock().now());
        unit.record(&self.event(context, user_id, Kind::PhoneRemoved));
        if !self.store().apply(unit).await? {
            return Err(Error::NotFound);
        }
        self.wake_readers();
        Ok(())
    }
}
