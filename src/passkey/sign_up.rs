//! Sign-up: the registration ceremony for a new user.
//!
//! A sign-up is one transaction, which creates the account, its passkey, the claim to the address,
//! the session, and the email that confirms the address.

use crate::config::SignUp;
use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::magic_link;
use crate::model::session::{Familiarity, Opens};
use crate::model::user::{Email, User, UserId};
use crate::passkey::Passkeys;
use crate::passkey::challenge::Challenge;
use crate::passkey::{Binding, CeremonyResponse, Purpose, Started};
use crate::session::tokens::Tokens;
use crate::session::{SignedIn, VerifiedCredential};
use crate::store::Unit;
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

/// How often to try a sign-up that conflicts with concurrent requests.
const TRIES: u32 = 5;

impl Passkeys<'_> {
    /// Starts a sign-up (step 1) for a new user who claims an address.
    ///
    /// # Errors
    /// [`Error::SignUpClosed`] unless everyone may sign up; [`Error::InvalidEmail`];
    /// [`Error::TooManyRequests`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn start_sign_up(self, context: &RequestContext, email: &str) -> Result<Started> {
        self.require_open_sign_up().await?;
        let email = Email::parse(email)?;
        self.rate_limits().look_at_sign_ups(&context.ip).await?;
        let user_id = UserId(self.random().uuid());
        let (options, state) =
            self.registration_options(&user_id.into(), [&email.to_string(); 2], &[])?;
        let binding = Binding { user_id: Some(user_id), email: Some(&email), ..Binding::default() };
        self.start_ceremony(context, Purpose::SignUp, binding, options, &state).await
    }

    /// Finishes a sign-up (step 3): creates the account with its first passkey and signs it in. If
    /// that opens a session in a browser, it also emails a link that confirms the address. Other
    /// clients get no email, because the link only works in the browser that requested it.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`], [`Error::VerificationFailed`], [`Error::NotDiscoverable`],
    /// [`Error::DuplicateCredential`], [`Error::TooManyRequests`]; [`Error::SignUpClosed`] if not
    /// everyone may sign up any more.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish_sign_up(
        self,
        response: &CeremonyResponse,
        opens: Opens,
    ) -> Result<(SignedIn, Credential, Option<Tokens>)> {
        let finished = self.finish_new_user(response, opens).await;
        self.shown(response, finished).await
    }

    /// Finishes a sign-up without showing it to the extras that watch.
    pub(crate) async fn finish_new_user(
        self,
        response: &CeremonyResponse,
        opens: Opens,
    ) -> Result<(SignedIn, Credential, Option<Tokens>)> {
        self.require_open_sign_up().await?;
        let challenge = self.open(response, Purpose::SignUp, None).await?;
        let CeremonyResponse { context, credential, name, .. } = response;
        let verified = self.verify_registration(context, &challenge, credential, &[]);
        let mut used = self.counting_answers(context, verified).await?;
        if let Some(name) = name {
            name.clone_into(&mut used.credential.name);
        }
        let email = challenge.email.as_deref().ok_or_else(|| Error::internal("no address"))?;
        let Credential { user_id, created_at, .. } = used.credential;
        let claimant = User::claiming(user_id, Email::parse(email)?, context.locale, created_at);
        for _ in 0..TRIES {
            self.check_registration(context, &challenge, &used).await?;
            let mut new = self.sessions().new_session_by_passkey(context, &used, opens);
            new.familiarity = Familiarity::Renewed;
            let mut unit = self.new_account(context, &challenge, &used, &claimant).await?;
            if opens == Opens::Session {
                self.add_confirmation(&mut unit, context, &claimant).await?;
            }
            self.sessions().add_sign_in(context, &mut unit, &new, false)?;
            if self.store().apply(unit).await? {
                self.wake_readers();
                self.mail().wake_sender();
                let (signed_in, tokens) = self.sessions().enter(context, claimant, new).await?;
                return Ok((signed_in, used.credential, tokens));
            }
        }
        Err(Error::internal("sign-up conflicted with concurrent requests on every try"))
    }

    /// Checks that everyone may sign up. An address is only a claim in a sign-up with a passkey, so
    /// it can't satisfy any other rule: a stranger could claim an invited address.
    async fn require_open_sign_up(self) -> Result<()> {
        match self.settings().sign_up_rule().await? {
            SignUp::Everyone => Ok(()),
            SignUp::Invited { .. } | SignUp::Nobody => Err(Error::SignUpClosed),
        }
    }

    /// Adds the email that confirms the address. If it would exceed the limit, the account is created
    /// without it, and the dashboard can send it later.
    async fn add_confirmation(
        self,
        unit: &mut Unit,
        context: &RequestContext,
        claimant: &User,
    ) -> Result<()> {
        let Some(email) = claimant.email.as_ref().filter(|_| self.mail().can_send()) else {
            return Ok(());
        };
        let (purpose, asks) = (magic_link::Purpose::Confirm, Some((claimant.id, None)));
        match self.magic_links().add_link(unit, context, purpose, asks, email, None).await {
            Err(Error::TooManyRequests(_)) => Ok(()),
            added => added,
        }
    }

    /// Returns a unit with everything that a sign-up creates, except the session and the email.
    async fn new_account(
        self,
        context: &RequestContext,
        challenge: &Challenge,
        used: &VerifiedCredential,
        claimant: &User,
    ) -> Result<Unit> {
        let (mut unit, credential) = (Unit::default(), &used.credential);
        unit.spend_challenge(&challenge.id, claimant.id, challenge.expires_at);
        self.rate_limits().add_count(&mut unit, Action::SignUp, "", &context.ip).await?;
        if let Some(email) = &claimant.email {
            unit.insert_claimant(claimant.id, email, credential.created_at);
            for dropped in self.store().list_oldest_claims(email).await? {
                unit.drop_claim(dropped, email, credential.created_at);
                unit.record(&self.dropped(context)(dropped));
            }
        }
        unit.insert_credential(credential)?;
        unit.record(&self.event(context, claimant.id, Kind::SignedUp));
        let added = self.event(context, claimant.id, Kind::PasskeyAdded);
        unit.record(&added.with_passkey(credential));
        Ok(unit)
    }
}
