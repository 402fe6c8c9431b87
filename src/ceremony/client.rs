//! Ceremonies of clients that keep no cookies.
//!
//! Where a page's ceremony is bound to its browser by a cookie, theirs is bound to `state`: the
//! ceremony's name together with a secret whose hash is in its row. Whoever began it alone can
//! finish it, once, in time, as what it began.
//!
//! Who wants one more passkey is for the caller to say ([`Owner`]). An access token proves too
//! little to add one to an account that has one already; so such a client first has a passkey of
//! the account sign ([`RelyingParty::prove`]), and what it may do by that is in the ceremony's
//! row, not in anything that it holds.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{Purpose, Started, Subject};
use crate::RelyingParty;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::event::Kind;
use crate::secret::Secret;
use crate::session::SignedIn;
use crate::store::Grounds;
use crate::user::User;
use crate::visitor::{Browser, Visitor};

/// A ceremony that has begun, for a client without cookies.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "publicKey": { "challenge": "3yOp…", "rpId": "id.example.org", "…": "…" },
    "state": "Xo2v….q3Zb…",
}))]
pub struct Begun {
    /// The member of the same name that `navigator.credentials` takes, its binary members as
    /// base64url.
    #[schema(value_type = Object)]
    pub public_key: Value,
    /// To be sent back with the answer.
    pub state: String,
}

/// Whoever asks for something that concerns their own account.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Who.
    pub user: User,
    /// What the ceremony is bound to: it has to be the same again at its end.
    pub session: String,
    /// Whether they have proven just now, by a passkey, that it is them.
    pub recently_verified: bool,
    /// Whether they may add a passkey to an account that has none: this very client has opened it
    /// just now by a mail, which is all that there is to prove in such an account.
    pub may_add_first: bool,
}

impl RelyingParty {
    /// Begins to sign somebody in. Nobody is named: see [`RelyingParty::start_authentication`].
    ///
    /// # Errors
    /// [`Error::TooManyRequests`].
    pub async fn begin_sign_in(&self, visitor: &Visitor) -> Result<Begun> {
        begun(self.start_authentication(visitor).await?, visitor)
    }

    /// Ends it. The session is in `visitor` and is kept by whoever wants one.
    ///
    /// # Errors
    /// As [`RelyingParty::finish_authentication`].
    pub async fn end_sign_in(
        &self,
        visitor: &Visitor,
        state: &str,
        credential: &Value,
    ) -> Result<SignedIn> {
        let (visitor, ceremony) = answering(visitor, state)?;
        self.finish_authentication(&visitor, &ceremony, &credential.to_string()).await?;
        self.signed_in(&visitor).await?.ok_or(Error::SignedOut)
    }

    /// Begins to sign somebody up: see [`RelyingParty::start_sign_up`].
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::TooManyRequests`].
    pub async fn begin_sign_up(&self, visitor: &Visitor, email: &str) -> Result<Begun> {
        begun(self.start_sign_up(visitor, email).await?, visitor)
    }

    /// Ends it. No mail is sent: its link is for the browser that asked, and none did. The
    /// address can be confirmed on the dashboard.
    ///
    /// # Errors
    /// As [`RelyingParty::finish_sign_up`].
    pub async fn end_sign_up(
        &self,
        visitor: &Visitor,
        state: &str,
        credential: &Value,
    ) -> Result<(SignedIn, Credential)> {
        let (visitor, ceremony) = answering(visitor, state)?;
        let made = self.finish_new_user(&visitor, &ceremony, &credential.to_string()).await?;
        let signed_in = self.signed_in(&visitor).await?.ok_or(Error::SignedOut)?;
        Ok((signed_in, made.0))
    }

    /// Begins to add a passkey to an account.
    ///
    /// # Errors
    /// [`Error::VerificationRequired`]; [`Error::TooManyRequests`].
    pub async fn begin_adding_passkey(&self, visitor: &Visitor, owner: &Owner) -> Result<Begun> {
        self.limit_ceremonies(&visitor.ip).await?;
        let purpose =
            if owner.recently_verified { Purpose::AddProven } else { Purpose::AddPasskey };
        let user = &owner.user;
        let passkeys = self.store().list_credentials(user.id).await?;
        grounds(owner.recently_verified, owner, &passkeys)?;
        let (options, state) =
            self.registration_options(user.id, [&user.name(), &user.display_name()], &passkeys)?;
        let (user_id, session) = (Some(user.id), Some(owner.session.as_str()));
        let subject = Subject { user_id, session, ..Subject::default() };
        begun(self.keep(visitor, purpose, subject, options, &state).await?, visitor)
    }

    /// Ends it.
    ///
    /// # Errors
    /// As [`RelyingParty::finish_adding_passkey`].
    pub async fn end_adding_passkey(
        &self,
        visitor: &Visitor,
        owner: &Owner,
        state: &str,
        credential: &Value,
    ) -> Result<Credential> {
        let ((visitor, ceremony), response) = (answering(visitor, state)?, credential.to_string());
        let (purposes, session) =
            ([Purpose::AddPasskey, Purpose::AddProven], Some(owner.session.as_str()));
        let ceremony = self.take(&visitor, &purposes, &ceremony, session, &response).await?;
        if ceremony.user_id != Some(owner.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(owner.user.id).await?;
        let proven = ceremony.purpose == Purpose::AddProven.as_str() || owner.recently_verified;
        let grounds = grounds(proven, owner, &others)?;
        let made = self.add(&visitor, &ceremony, &response, &others, grounds).await?;
        Ok(made.credential)
    }

    /// Has whoever asks prove that it is them, by the answer to [`RelyingParty::begin_sign_in`].
    ///
    /// # Errors
    /// As [`RelyingParty::finish_authentication`]; [`Error::VerificationFailed`] for a passkey of
    /// somebody else.
    pub async fn prove(
        &self,
        visitor: &Visitor,
        owner: Owner,
        state: &str,
        credential: &Value,
    ) -> Result<Owner> {
        let (visitor, ceremony) = answering(visitor, state)?;
        let (purposes, response) = ([Purpose::SignIn], credential.to_string());
        let ceremony = self.take(&visitor, &purposes, &ceremony, None, &response).await?;
        let used = self.verify_assertion(&visitor, &ceremony, &response).await?;
        if used.credential.user_id != owner.user.id {
            return Err(Error::VerificationFailed("another user's passkey".to_owned()));
        }
        let name = Some(used.credential.name.as_str());
        self.record(&visitor, owner.user.id, Kind::Verified, name).await?;
        Ok(Owner { recently_verified: true, ..owner })
    }
}

/// Why a client may add a passkey. A reset is for the browser that waits for it.
fn grounds(proven: bool, owner: &Owner, passkeys: &[Credential]) -> Result<Grounds> {
    match (proven, passkeys) {
        (true, _) => Ok(Grounds::Verified),
        (false, []) if owner.may_add_first => Ok(Grounds::First),
        (false, _) => Err(Error::VerificationRequired),
    }
}

pub(super) fn begun(mut started: Started, visitor: &Visitor) -> Result<Begun> {
    let secret = visitor.browser.secret().ok_or_else(|| Error::internal("not bound"))?;
    Ok(Begun {
        public_key: started.options["publicKey"].take(),
        state: format!("{}.{}", started.ceremony, secret.expose()),
    })
}

/// The visitor that holds the secret in `state`, and the ceremony that it names.
pub(super) fn answering(visitor: &Visitor, state: &str) -> Result<(Visitor, String)> {
    let (ceremony, secret) = state.split_once('.').ok_or(Error::CeremonyExpired("no state"))?;
    let browser = Browser::without_cookie(Secret::presented(secret));
    Ok((Visitor { browser, ..visitor.clone() }, ceremony.to_owned()))
}
