//! Latchkey's relying party: passkey ceremonies, magic links and sessions, without HTML.
//!
//! Everything starts with one handle, [`RelyingParty`], which has a facade for each noun. A call
//! names the folder that answers it: `rp.passkeys().finish_sign_in(…)` is in `passkey/`.
//!
//! | folder | facade | contents |
//! |---|---|---|
//! | `http/` | | JSON routes for clients that aren't our own pages |
//! | `recovery/` | `rp.recovery()` | ways back into an account with lost passkeys |
//! | `account/` | `rp.accounts()` | changing, downloading and deleting an account |
//! | `magic_link/` | `rp.magic_links()` | signing in by email, and confirming addresses |
//! | `passkey/` | `rp.passkeys()` | both ceremonies, and what owners do with their passkeys |
//! | `session/` | `rp.sessions()` | the current user, the last step of every sign-in, reauthentication |
//! | `session/tokens/` | `rp.tokens()` | tokens for other back ends, and their keys |
//! | `event/` | `rp.events()` | the history of accounts, and its readers |
//! | `settings.rs` | `rp.settings()` | settings that operators change while the site runs |
//! | `mail/` | `rp.mail()` | the queue, SMTP and the templates |
//! | `web/` | `rp.web()`, `rp.rate_limits()` | request context, guard, rate limits, languages, redirects |
//! | `store/` | | all SQL of the core, for SQLite and PostgreSQL |
//! | `model/` | | users and credentials: plain values |
//! | `crypto/` | | random secrets, their hashes, encryption |
//! | `config/`, `error/`, `clock.rs` | | settings, errors, the time |
//! | `extras/` | one in each folder | optional features that can be removed one by one |
//!
//! The clock and the random source are passed in.
//!
//! # A sign-in, step by step
//!
//! 1. [`Passkeys::start_sign_in`](passkey::Passkeys::start_sign_in) creates a challenge, seals it
//!    and gives it to the browser.
//! 2. The browser asks an authenticator to sign it.
//! 3. [`Passkeys::finish_sign_in`](passkey::Passkeys::finish_sign_in) opens the challenge, finds the
//!    passkey and its owner, checks the response, and applies all changes in one transaction.

#![warn(missing_docs)]

// Before the modules that use their macros.
#[macro_use]
mod facade;
#[macro_use]
pub mod mail;

pub mod account;
pub mod check;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod error;
pub mod event;
pub mod extras;
pub mod http;
pub mod magic_link;
pub mod model;
pub mod passkey;
pub mod recovery;
pub mod session;
pub mod settings;
pub mod store;
#[cfg(test)]
mod tests;
pub mod web;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::http::Extensions;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

use crate::clock::UnixSeconds;
use crate::mail::Post;
use crate::passkey::ChallengeKeys;
use crate::session::tokens::KeyRing;

pub use crate::clock::Clock;
pub use crate::config::{Config, ConfigError, Setting, SignUp, Site};
pub use crate::crypto::secret::Random;
pub use crate::error::{Error, Result};
pub use crate::model::credential::Credential;
pub use crate::model::ids::{PasskeyId, SessionId};
pub use crate::model::locale::Locale;
pub use crate::model::phone::Phone;
pub use crate::model::user::{Email, User, UserId};
pub use crate::passkey::{
    CeremonyResponse, ClientCeremony, Owner, Purpose, Started, ceremony_refusals,
};
pub use crate::session::SignedIn;
pub use crate::session::reauthentication::RecentlyVerified;
pub use crate::store::Store;
pub use crate::web::request_context::RequestContext;

/// How long browsers and authenticators wait for the user. The specification recommends five to ten
/// minutes, because short timeouts exclude people.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-timeout-recommended-range>
const AUTHENTICATOR_TIMEOUT: Duration = Duration::from_mins(5);

/// The relying party: configuration, database, clock and random source in one handle that is cheap
/// to clone.
#[derive(Clone)]
pub struct RelyingParty(Arc<Inner>);

struct Inner {
    config: Config,
    store: Store,
    clock: Clock,
    random: Random,
    webauthn: Webauthn,
    key_ring: KeyRing,
    challenge_keys: ChallengeKeys,
    /// When sessions were last used, by session id, until that is stored.
    seen: Mutex<HashMap<SessionId, UnixSeconds>>,
    post: Post,
    settings: settings::Known,
    /// The in-memory state of extras ([`RelyingParty::state`]).
    states: Mutex<Extensions>,
}

impl RelyingParty {
    /// Creates a relying party from its parts.
    ///
    /// # Errors
    /// An RP ID that doesn't fit the origin. [`Config`] has rejected those before.
    pub fn new(config: Config, store: Store, clock: Clock, random: Random) -> Result<Self> {
        let mut webauthn = WebauthnBuilder::new(&config.rp_id, &config.origin)
            .map_err(Error::internal)?
            .rp_name(&config.site.name)
            .timeout(AUTHENTICATOR_TIMEOUT);
        for origin in config.allowed_origins.iter().chain(&config.app_origins) {
            webauthn = webauthn.append_allowed_origin(origin);
        }
        let webauthn = webauthn.build().map_err(Error::internal)?;
        let post = Post::new(&config)?;
        let settings = settings::Known::new(config.site.clone());
        Ok(Self(Arc::new(Inner {
            config,
            store,
            clock,
            random,
            webauthn,
            key_ring: KeyRing::default(),
            challenge_keys: ChallengeKeys::default(),
            seen: Mutex::default(),
            post,
            settings,
            states: Mutex::default(),
        })))
    }

    /// Returns the settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Returns the clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Returns the database, for lists that need no decision.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn random(&self) -> &Random {
        &self.0.random
    }

    /// Returns an extra's in-memory state: one value of each type, created on first use.
    pub fn state<T: Clone + Default + Send + Sync + 'static>(&self) -> T {
        let mut states = self.0.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.get_or_insert_default::<T>().clone()
    }

    pub(crate) fn key_ring(&self) -> &KeyRing {
        &self.0.key_ring
    }

    pub(crate) fn challenge_keys(&self) -> &ChallengeKeys {
        &self.0.challenge_keys
    }

    pub(crate) fn seen(&self) -> &Mutex<HashMap<SessionId, UnixSeconds>> {
        &self.0.seen
    }

    pub(crate) fn post(&self) -> &Post {
        &self.0.post
    }

    pub(crate) fn known_settings(&self) -> &settings::Known {
        &self.0.settings
    }

    pub(crate) fn webauthn(&self) -> &Webauthn {
        &self.0.webauthn
    }

    /// Checks whether every extra can work. Called when the server starts.
    ///
    /// # Errors
    /// The first extra that can't.
    pub async fn start_extras(&self) -> Result<()> {
        for extra in extras::EXTRAS {
            extra.start(self).await?;
        }
        Ok(())
    }

    /// Deletes expired rows and returns how many. Also emails owners whose reset is now available.
    pub async fn sweep(&self) -> Result<u64> {
        self.sessions().store_seen().await?;
        self.recovery().remind_of_resets().await?;
        for extra in extras::EXTRAS {
            extra.tidy(self).await?;
        }
        let swept = self.store().sweep(self.clock().now()).await?;
        self.events().trim().await?;
        Ok(swept)
    }
}

impl fmt::Debug for RelyingParty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RelyingParty").field(&self.0.config).finish()
    }
}
