//! The two WebAuthn ceremonies: registration and authentication.
//!
//! Both start by sealing a challenge ([`Passkeys::start_ceremony`]) and finish by opening it
//! ([`Passkeys::open`]), which checks that it hasn't expired and was created for this purpose,
//! browser and session. Everything that a response causes happens in one transaction, which also
//! spends the challenge, so it can't be answered twice. An invalid response changes nothing.
//! Replayed and late responses are recorded in the account's history (`replay.rs`).
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-cryptographic-challenges>

pub(crate) mod adding;
pub(crate) mod assertion;
pub(crate) mod authentication;
mod authenticator_data;
pub(crate) mod challenge;
pub(crate) mod client;
mod manage;
pub(crate) mod naming;
pub(crate) mod offer;
mod portable;
mod refusals;
pub(crate) mod registration;
pub(crate) mod replay;
pub(crate) mod response;
mod sign_up;
mod signature;
pub mod steps;

#[cfg(test)]
pub(crate) use challenge::Challenge as SealedChallenge;
pub(crate) use challenge::{ChallengeKeys, LIFETIME};
pub use client::{CeremonyResponse, ClientCeremony, Owner};
pub use portable::{Portable, cose_from_der};
pub use refusals::ceremony_refusals;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use challenge::Challenge;

use crate::clock::seconds;
use crate::error::{Error, Result};
use crate::extras::EXTRAS;
use crate::model::credential::Attachment;
use crate::model::ids::PasskeyId;
use crate::model::user::{Email, UserId};
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

/// The purpose of a ceremony, for which alone it can be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Creating the first passkey of a new account.
    SignUp,
    /// Adding a passkey to the current user's account.
    AddPasskey,
    /// Signing in with a passkey that the user picks in the authenticator.
    SignIn,
    /// Confirming again, within a session, that the user is still the same person.
    Verification,
    /// Creating a passkey in a transaction that a back end started.
    BackEndRegistration,
    /// Using a passkey in a transaction of a back end, which then reads the result.
    BackEndAuthentication,
}

/// A started ceremony, as the browser needs it.
#[derive(Clone, Debug, Serialize)]
pub struct Started {
    /// The sealed challenge. The client returns it with the response.
    pub ceremony: String,
    /// The argument of `navigator.credentials.create()` or `.get()`, with binary members as
    /// base64url.
    pub options: Value,
}

/// A response to a ceremony, and its outcome.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    /// The sealed challenge.
    pub ceremony: &'a str,
    /// The response as it arrived.
    pub response: &'a str,
    /// The error, if it was refused.
    pub outcome: Result<(), &'a Error>,
}

/// The user that a ceremony is started for, if it names one.
#[derive(Default)]
pub(crate) struct Binding<'a> {
    pub(crate) user_id: Option<UserId>,
    pub(crate) email: Option<&'a Email>,
    /// The id of the current session, or the hash of a back end's transaction. Finishing the
    /// ceremony requires the same.
    pub(crate) bound_to: Option<String>,
    pub(crate) proven_by: Option<PasskeyId>,
}

facade! {
    /// Passkeys: signing up and in with one, adding, naming and removing them.
    passkeys: Passkeys
}

impl Passkeys<'_> {
    /// Seals a new challenge. `state` is the library's state for verifying the response.
    pub(crate) async fn start_ceremony(
        self,
        context: &RequestContext,
        purpose: Purpose,
        binding: Binding<'_>,
        options: Value,
        state: &impl Serialize,
    ) -> Result<Started> {
        let value = options["publicKey"]["challenge"].as_str();
        let challenge = Challenge {
            id: self.random().secret().expose().to_owned(),
            purpose,
            value: value.ok_or_else(|| Error::internal("no challenge"))?.to_owned(),
            state: serde_json::to_string(state)?,
            browser_hash: context.browser.identify(self.random()),
            user_id: binding.user_id,
            bound_to: binding.bound_to,
            email: binding.email.map(ToString::to_string),
            proven_by: binding.proven_by,
            expires_at: self.clock().now() + seconds(LIFETIME),
        };
        let started = Started { ceremony: self.seal_challenge(&challenge).await?, options };
        for extra in EXTRAS {
            extra.see_started(&self, &started);
        }
        Ok(started)
    }

    /// Shows a response of one of our pages, and its outcome, to the extras that watch.
    pub(crate) async fn shown<T>(
        self,
        response: &CeremonyResponse,
        finished: Result<T>,
    ) -> Result<T> {
        let CeremonyResponse { context, ceremony, credential, .. } = response;
        if context.browser.has_cookie() {
            let outcome = finished.as_ref().map(drop);
            let answered = Answered { ceremony, response: credential, outcome };
            for extra in EXTRAS {
                extra.see_answered(&self, context, answered).await;
            }
        }
        finished
    }

    /// Opens the challenge of a response.
    pub(crate) async fn open(
        self,
        response: &CeremonyResponse,
        purpose: Purpose,
        bound_to: Option<&str>,
    ) -> Result<Challenge> {
        let opened = self.try_to_open(response, purpose, bound_to).await;
        self.counting_answers(&response.context, opened).await
    }

    async fn try_to_open(
        self,
        response: &CeremonyResponse,
        purpose: Purpose,
        bound_to: Option<&str>,
    ) -> Result<Challenge> {
        let CeremonyResponse { context, ceremony, credential, .. } = response;
        let Some(challenge) = self.open_challenge(ceremony).await? else {
            return Err(Error::CeremonyExpired("not sealed by this site, or its key was deleted"));
        };
        if let Some(why) = misfit(&challenge, context, purpose, bound_to) {
            return Err(Error::CeremonyExpired(why));
        }
        if challenge.expires_at <= self.clock().now() {
            self.record_late(context, &challenge, credential).await;
            return Err(Error::CeremonyExpired("expired"));
        }
        Ok(challenge)
    }

    /// Counts a rejected response against its network's rate limit. A valid response always passes.
    async fn counting_answers<T>(self, context: &RequestContext, answer: Result<T>) -> Result<T> {
        if answer.as_ref().is_err_and(|error| error.status().is_client_error()) {
            self.rate_limits().count_failure(Action::Answer, "", &context.ip).await?;
        }
        answer
    }

    /// Returns the origins from which this client may answer a ceremony, as clients spell them. A
    /// client with a browser cookie is on our own pages. Pages of the allowed sites use the routes
    /// without cookies, which lead to tokens, so their assertions can't open or verify a session of
    /// this site. The operator's own apps may use either.
    fn origins_of(self, context: &RequestContext) -> Vec<String> {
        let is_page = context.browser.has_cookie();
        let sites = if is_page { vec![self.config().origin_text()] } else { self.origins() };
        let apps = self.config().app_origins.iter().map(|url| url.as_str().to_owned());
        sites.into_iter().chain(apps).collect()
    }

    /// Returns the origins of websites, without those of native apps.
    pub(crate) fn origins(self) -> Vec<String> {
        let related = self.config().allowed_origins.iter();
        let related = related.map(|url| url.origin().ascii_serialization());
        std::iter::once(self.config().origin_text()).chain(related).collect()
    }
}

/// Returns why this client can't finish a ceremony in this way, or `None` if they can.
fn misfit(
    challenge: &Challenge,
    context: &RequestContext,
    purpose: Purpose,
    bound_to: Option<&str>,
) -> Option<&'static str> {
    if challenge.purpose != purpose {
        Some("started for something else")
    } else if context.browser.hash().as_ref() != Some(&challenge.browser_hash) {
        Some("started in another browser")
    } else if challenge.bound_to.is_some() && challenge.bound_to.as_deref() != bound_to {
        Some("started in another session")
    } else {
        None
    }
}

/// Returns where the authenticator is, according to the browser.
fn attachment(response: &str) -> Option<Attachment> {
    let response: Value = serde_json::from_str(response).ok()?;
    Attachment::parse(response["authenticatorAttachment"].as_str()?)
}

/// Reads the browser's response without its extension results. We request only `credProps`, and a
/// malformed result must not affect the decision.
fn read_response(json: &str) -> Result<Value> {
    let mut response: Value =
        serde_json::from_str(json).map_err(|_| Error::InvalidRequest("credential is not JSON"))?;
    let Some(members) = response.as_object_mut() else {
        return Err(Error::InvalidRequest("credential is not an object"));
    };
    members.remove("extensions");
    Ok(response)
}
