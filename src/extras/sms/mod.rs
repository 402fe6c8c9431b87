//! Phone numbers: an optional number that an owner adds to their account and verifies with a code.
//!
//! 1. [`RelyingParty::send_phone_code`] texts a code to a number. The user must have confirmed who
//!    they are recently.
//! 2. [`RelyingParty::redeem_phone_code`] accepts the code once, within ten minutes and five tries,
//!    in the session that requested it. Then the number belongs to the account.
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
pub(crate) mod store;

pub use store::PhoneCode;

use std::time::Duration;

use async_trait::async_trait;

use crate::Phone;
use crate::RelyingParty;
use crate::clock::seconds;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::Extra;
use crate::model::event::Kind;
use crate::session::SignedIn;
use crate::session::reauthentication::RecentlyVerified;
use crate::store::personal::Owner::{Contact, Id};
use crate::store::personal::Personal;
use crate::store::{MigrationFile, Unit};
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

pub(crate) struct Sms;

#[async_trait]
impl Extra for Sms {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[(401, "sms", include_str!("../../../migrations/0401_sms.sql"))]
    }

    fn personal(&self) -> &'static [Personal] {
        PERSONAL
    }

    fn by_contact(&self) -> &'static [(&'static str, &'static str)] {
        &[("phone_codes", "created_at, expires_at, consumed_at")]
    }

    fn expired(&self) -> &'static [&'static str] {
        &["delete from phone_codes where created_at <= $1 - 3600"]
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

impl RelyingParty {
    /// Texts a code to a number, whether or not another account has it (step 1).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::InvalidPhone`],
    /// [`Error::TextOff`], [`Error::AddressNotConfirmed`], [`Error::NotMobile`],
    /// [`Error::TextCountry`], [`Error::TooManyRequests`], [`Error::TextBudget`].
    pub async fn send_phone_code(&self, context: &RequestContext, typed: &str) -> Result<()> {
        let RecentlyVerified(SignedIn { user, session }) = self.recently_verified(context).await?;
        if !self.can_send_text() {
            return Err(Error::TextOff);
        }
        // Requires a mailbox for each account. Otherwise an attacker could create free accounts to
        // send text messages at the operator's expense.
        if user.verified_email().is_none() {
            return Err(Error::AddressNotConfirmed);
        }
        let now = self.clock().now();
        let sent = PhoneCode {
            id: self.random().uuid().to_string(),
            user_id: user.id,
            session_id: session.id,
            phone: Phone::parse(typed)?,
            created_at: now,
            expires_at: now + seconds(LIFETIME),
        };
        let most = if self.config().rate_limits { MAX_CODES } else { i64::MAX };
        // The budget comes last, so that a rejected request doesn't use it up.
        self.store().check_phone_codes(user.id, now, most).await?;
        self.allow_text(&sent.phone, Some(&context.ip)).await?;
        let code = self.random().code();
        self.store().insert_phone_code(&sent, &code.hash_for(&sent.id), most).await?;
        match self.store().find_user_by_phone(&sent.phone).await? {
            Some(owner) if owner.id != user.id => self.text_phone_taken(&owner, &sent.phone).await,
            _ => self.text_code(&user, &sent.phone, &code, LIFETIME).await,
        }
    }

    /// Returns the number that this session has yet to verify.
    pub async fn awaited_phone(&self, signed_in: &SignedIn) -> Result<Option<Phone>> {
        let SignedIn { user, session } = signed_in;
        let now = self.clock().now();
        let awaited = self.store().find_awaited_phone(user.id, &session.id, now).await?;
        Ok(awaited.map(|(_, phone)| phone))
    }

    /// Redeems a code (step 2). The number replaces the account's previous one.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::WrongTextCode`]; [`Error::LinkExpired`] after five wrong
    /// codes, or if this session hasn't requested one; [`Error::PhoneTaken`];
    /// [`Error::TooManyRequests`].
    pub async fn redeem_phone_code(&self, context: &RequestContext, typed: &str) -> Result<()> {
        let SignedIn { user, session } = self.signed_in(context).await?.ok_or(Error::SignedOut)?;
        let now = self.clock().now();
        let awaited = self.store().find_awaited_phone(user.id, &session.id, now).await?;
        let (id, _) = awaited.ok_or(Error::LinkExpired("not requested by this session"))?;
        let code_hash = Secret::typed(typed).hash_for(&id);
        if !self.store().try_phone_code(&id, &code_hash, now).await? {
            self.count_failure(Action::Guess, "", &context.ip).await?;
            return Err(Error::WrongTextCode);
        }
        let event = self.event(context, user.id, Kind::PhoneAdded);
        self.store().redeem_phone_code(&id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Removes the number from the account.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`]; [`Error::NotFound`] if it has none.
    pub async fn remove_phone(&self, context: &RequestContext) -> Result<()> {
        let user = self.recently_verified(context).await?.0.user;
        let mut unit = Unit::default();
        unit.delete_phone(user.id, self.clock().now());
        unit.record(&self.event(context, user.id, Kind::PhoneRemoved));
        if !self.store().apply(unit).await? {
            return Err(Error::NotFound);
        }
        self.wake_readers();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_several_spellings_is_one_number() {
        for typed in [
            "+49 1512 3456789",
            "+49 (1512) 345-6789",
            " +4915123456789 ",
            "0049 1512 3456789",
            "00491512/3456789",
            "tel:+4915123456789",
            "TEL:+49-1512-3456789",
            "\u{202D}+49 1512 3456789\u{202C}",
            "\u{2066}+49\u{A0}1512\u{202F}3456789\u{2069}",
            "\u{200E}+49 1512 345\u{2011}6789\u{200B}",
            "+49 (0) 1512 3456789",
            "\u{FF0B}49 1512 3456789",
        ] {
            assert_eq!(Phone::parse(typed).unwrap().to_string(), "+4915123456789", "{typed:?}");
        }
        assert_eq!(Phone::parse("+1 (202) 555-0173").unwrap().to_string(), "+12025550173");
    }

    #[test]
    fn what_no_text_can_be_sent_to_is_refused() {
        for typed in [
            "",
            "+",
            "01512 3456789",
            "00",
            "0049",
            "tel:",
            "tel:01512 3456789",
            "tel:+4915123456789;ext=5",
            "sms:+4915123456789",
            "4915123456789",
            "+999 123456789",
            "+49",
            "+1 202 555 017",
            "+1 202 555 0173 ext. 5",
            "+1 202 555 0173;drop",
            "+49 1512 345\u{0}6789",
            "+٤٩١٥١٢٣٤٥٦٧٨٩",
            "+44 909 879 0000",
            "+49 900 1234567",
            "+1 900 555 0173",
        ] {
            assert!(Phone::parse(typed).is_err(), "{typed:?}");
        }
        assert!(Phone::parse(&format!("+{}", "1".repeat(60_000))).is_err());
    }
}
