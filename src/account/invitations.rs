//! Invitations: the operator lists addresses, and their owners may create an account.
//!
//! An invitation alone opens no account. Its owner requests a link at the sign-up page, like
//! everyone else, and redeeming that link uses the invitation up (`store/redemption.rs`). It
//! counts while [`SignUp::Invited`](crate::SignUp) is the rule, until it expires
//! ([`Setting::InvitationDays`](crate::Setting::InvitationDays)).

use minijinja::context;

use crate::account::Accounts;
use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::mail::{MessageMeta, NEWS_LIFETIME};
use crate::model::event::Kind;
use crate::model::invitation::Invitation;
use crate::model::user::Email;
use crate::store::Unit;
use crate::web::request_context::RequestContext;

/// How many invitations a list shows.
pub const MAX_LISTED: i64 = 500;

impl Accounts<'_> {
    /// Invites the owner of an address to create an account, and emails them about it. `operator`
    /// is the context of an operator ([`RequestContext::operator`]). Inviting an address again
    /// changes nothing, unless its invitation has expired.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::AddressTaken`] if the address has an account.
    pub async fn invite(self, operator: &RequestContext, email: &str) -> Result<()> {
        let email = Email::parse(email)?;
        if self.store().find_owner(&email).await?.is_some() {
            return Err(Error::AddressTaken);
        }
        let created_at = self.clock().now();
        let lifetime = self.settings().refresh().await?.invitation_lifetime();
        let (by, expires_at) = (operator.administrator(), created_at + seconds(lifetime));
        let invitation = Invitation { email: email.clone(), by, created_at, expires_at };
        let mut unit = Unit::default();
        unit.insert_invitation(&invitation);
        if self.mail().can_send() {
            let sign_up = format!("{}/sign-up", self.config().origin_text());
            let (words, meta) = (context! { sign_up, until => expires_at }, MessageMeta::default());
            let asked = Some(operator.locale);
            let mail = self
                .mail()
                .write_mail("invitation", &email, asked, words, meta, NEWS_LIFETIME)
                .await?;
            self.mail().add_message(&mut unit, &mail);
        }
        unit.record(&self.event_of_site(operator, Kind::Invited));
        if self.store().apply(unit).await? {
            self.mail().wake_sender();
            self.wake_readers();
        }
        Ok(())
    }

    /// Withdraws an invitation.
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::NotFound`] if the address isn't invited.
    pub async fn withdraw_invitation(self, operator: &RequestContext, email: &str) -> Result<()> {
        let mut unit = Unit::default();
        unit.delete_invitation(&Email::parse(email)?);
        unit.record(&self.event_of_site(operator, Kind::InvitationWithdrawn));
        if !self.store().apply(unit).await? {
            return Err(Error::NotFound);
        }
        self.wake_readers();
        Ok(())
    }

    /// Lists the newest invitations that haven't expired, newest first.
    pub async fn list_invitations(self) -> Result<Vec<Invitation>> {
        self.store().list_invitations(self.clock().now(), MAX_LISTED).await
    }
}
