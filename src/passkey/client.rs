//! Responses to ceremonies, and who sends them: a page, or a client without cookies.
//!
//! On a page, a cookie binds a ceremony to its browser. For a client without cookies, `state` does:
//! the sealed challenge and a secret. The challenge contains the hash of that secret. Only the client that
//! started a ceremony can finish it, once and in time. [`CeremonyResponse`] says which of the two
//! sends the response.
//!
//! A client without cookies says which user adds a passkey ([`Owner`]). If the account has passkeys,
//! an access token isn't enough, so the client uses one of them first
//! ([`Passkeys::finish_proof`]). The challenge names that passkey, which must still exist when the
//! new one is added.

use serde::Serialize;
use serde_json::Value;

use crate::check::Check;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::event::Kind;
use crate::model::ids::PasskeyId;
use crate::model::session::Opens;
use crate::model::user::User;
use crate::passkey::{Passkeys, Purpose, Started};
use crate::web::request_context::{Browser, RequestContext};

/// A started ceremony, for a client without cookies.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientCeremony {
    /// The `publicKey` member of the argument to `navigator.credentials.create()` or `.get()`, with
    /// binary members as base64url.
    pub public_key: Value,
    /// The client returns this with the response.
    pub state: String,
}

impl Started {
    /// Returns the ceremony as a client without cookies needs it.
    ///
    /// # Errors
    /// [`Error::Internal`] if it was started with another context.
    pub fn for_client(mut self, context: &RequestContext) -> Result<ClientCeremony> {
        let secret =
            context.browser.secret().ok_or_else(|| Error::internal("not bound to a client"))?;
        Ok(ClientCeremony {
            public_key: self.options["publicKey"].take(),
            state: format!("{}.{}", self.ceremony, secret.expose()),
        })
    }
}

/// A response to a ceremony, and who sends it.
#[derive(Clone, Debug)]
pub struct CeremonyResponse {
    pub(crate) context: RequestContext,
    /// The sealed challenge.
    pub(crate) ceremony: String,
    /// The credential, as JSON.
    pub(crate) credential: String,
    /// The user's name for a new passkey.
    pub(crate) name: Option<String>,
}

impl CeremonyResponse {
    /// Returns the response of a page. The cookie of its browser binds the ceremony.
    pub fn of_page(context: &RequestContext, ceremony: &str, credential: &str) -> Self {
        let (ceremony, credential) = (ceremony.to_owned(), credential.to_owned());
        Self { context: context.clone(), ceremony, credential, name: None }
    }

    /// Returns the response of a client without cookies.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`] for a malformed `state`.
    pub fn of_client(context: &RequestContext, state: &str, credential: &Value) -> Result<Self> {
        let (ceremony, secret) = state.split_once('.').ok_or(Error::CeremonyExpired("no state"))?;
        let browser = Browser::without_cookie(Secret::presented(secret));
        let context = RequestContext { browser, ..context.clone() };
        let (ceremony, credential) = (ceremony.to_owned(), credential.to_string());
        Ok(Self { context, ceremony, credential, name: None })
    }

    /// Sets the user's name for a new passkey. Without one, it is named after its provider.
    #[must_use]
    pub fn named(self, name: Option<String>) -> Self {
        Self { name, ..self }
    }
}

/// The user of a request about their own account.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The user.
    pub user: User,
    /// The id that the ceremony is bound to. It must be the same when the ceremony finishes.
    pub session: String,
    /// The passkey ([`Credential::id`](crate::Credential::id)) with which the user has just
    /// confirmed their identity.
    pub proven_by: Option<PasskeyId>,
    /// Whether the user may add a passkey to an account that has none. This requires that this very
    /// client has just signed in by email, the only way to confirm the identity of such an
    /// account's owner.
    pub may_add_first: bool,
}

impl Passkeys<'_> {
    /// Confirms a user's identity with the response to [`Passkeys::start_sign_in`]. Returns the
    /// owner with that proof.
    ///
    /// # Errors
    /// As [`Passkeys::finish_sign_in`]; [`Error::VerificationFailed`] for another user's passkey.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish_proof(self, owner: Owner, response: &CeremonyResponse) -> Result<Owner> {
        let challenge = self.open(response, Purpose::SignIn, None).await?;
        let CeremonyResponse { context, credential, .. } = response;
        let (assertion, ()) = self
            .use_passkey(context, &challenge, credential, Opens::Nothing, |assertion, unit| {
                if assertion.found.user.id == owner.user.id {
                    let event = self.event(context, owner.user.id, Kind::Verified);
                    unit.record(&event.with_passkey(&assertion.used.credential));
                }
                Ok(())
            })
            .await?;
        if assertion.found.user.id != owner.user.id {
            return Err(Error::VerificationFailed(
                Check::Allowed,
                "another user's passkey".to_owned(),
            ));
        }
        Ok(Owner { proven_by: Some(assertion.used.credential.id), ..owner })
    }
}
