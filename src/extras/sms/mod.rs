//! Phone: an optional number that an owner adds to their account, and proves by a code.
//!
//! 1. [`RelyingParty::send_phone_code`] texts a code to a number, for somebody who has just
//!    proven who they are.
//! 2. [`RelyingParty::redeem_phone_code`] takes the code, once, within ten minutes and five
//!    tries, in the session that asked; then the number is the account's.
//!
//! A number belongs to one account, as an address does (`magic_link/`), and nobody is told of
//! another's: the page is the same, and the text to the number says that it has an account. It
//! signs nobody in, since a number is easier to take over than a mailbox.
//!
//! Every text costs money, and some numbers pay those who have them called: numbers with a
//! charge are refused, and few codes are sent to one number, for one account, from one network
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
use crate::web::request_context::Visitor;

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

/// How long a code can be typed.
pub const LIFETIME: Duration = Duration::from_mins(10);

/// How far back an account's codes are counted, which is also how long their rows are kept.
pub(crate) const COUNTED_FOR: Duration = Duration::from_hours(1);

/// How many codes are sent for one account in that time, to whichever numbers.
const MAX_CODES: i64 = 5;

impl RelyingParty {
    /// Step 1: texts a code to a number, whether or not another account has it.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::InvalidPhone`],
    /// [`Error::TextOff`], [`Error::AddressNotConfirmed`], [`Error::NotMobile`],
    /// [`Error::TextCountry`], [`Error::TooManyRequests`], [`Error::TextBudget`].
    pub async fn send_phone_code(&self, visitor: &Visitor, typed: &str) -> Result<()> {
        let RecentlyVerified(SignedIn { user, session }) = self.recently_verified(visitor).await?;
        if !self.can_send_text() {
            return Err(Error::TextOff);
        }
        // A mailbox for each account: accounts that cost nothing would cost the operator texts.
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
        // The budget comes last, so that a request that is refused doesn't use it up.
        self.store().check_phone_codes(user.id, now, most).await?;
        self.allow_text(&sent.phone, Some(&visitor.ip)).await?;
        let code = self.random().code();
        self.store().insert_phone_code(&sent, &code.hash_for(&sent.id), most).await?;
        match self.store().find_user_by_phone(&sent.phone).await? {
            Some(owner) if owner.id != user.id => self.text_phone_taken(&owner, &sent.phone).await,
            _ => self.text_code(&user, &sent.phone, &code, LIFETIME).await,
        }
    }

    /// The number that this session waits for a code for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn awaited_phone(&self, signed_in: &SignedIn) -> Result<Option<Phone>> {
        let SignedIn { user, session } = signed_in;
        let now = self.clock().now();
        let awaited = self.store().find_awaited_phone(user.id, &session.id, now).await?;
        Ok(awaited.map(|(_, phone)| phone))
    }

    /// Step 2. The account then has the number, instead of the one it may have had.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::WrongTextCode`]; after five of them, and whenever this
    /// session waits for nothing, [`Error::LinkExpired`]; [`Error::PhoneTaken`];
    /// [`Error::TooManyRequests`].
    pub async fn redeem_phone_code(&self, visitor: &Visitor, typed: &str) -> Result<()> {
        let SignedIn { user, session } = self.signed_in(visitor).await?.ok_or(Error::SignedOut)?;
        let now = self.clock().now();
        let awaited = self.store().find_awaited_phone(user.id, &session.id, now).await?;
        let (id, _) = awaited.ok_or(Error::LinkExpired("this session waits for none"))?;
        let code_hash = Secret::typed(typed).hash_for(&id);
        if !self.store().try_phone_code(&id, &code_hash, now).await? {
            self.count_failure(Action::Guess, "", &visitor.ip).await?;
            return Err(Error::WrongTextCode);
        }
        let event = self.event(visitor, user.id, Kind::PhoneAdded);
        self.store().redeem_phone_code(&id, &event).await?;
        self.wake_readers();
        Ok(())
    }

    /// Takes the number away from the account.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`]; [`Error::NotFound`] if it has none.
    pub async fn remove_phone(&self, visitor: &Visitor) -> Result<()> {
        let user = self.recently_verified(visitor).await?.0.user;
        let mut unit = Unit::default();
        unit.delete_phone(user.id, self.clock().now());
        unit.record(&self.event(visitor, user.id, Kind::PhoneRemoved));
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
