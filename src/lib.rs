//! Latchkey's relying party: passkey ceremonies, magic links and sessions, without HTML.
//!
//! Everything hangs on one handle, [`RelyingParty`], whose verbs are spread over files by noun:
//!
//! | file | what it decides |
//! |---|---|
//! | `ceremony/registration.rs` | how somebody gets a passkey: at sign-up, or to an account they are in |
//! | `ceremony/authentication.rs` | how a passkey signs somebody in |
//! | `ceremony/strict.rs` | what an answer must look like before cryptography is asked |
//! | `ceremony/untimely.rs` | what an owner reads of answers that come twice or too late |
//! | `magic_link/` | the way in by mail, and whose an address is |
//! | `recovery_code.rs` | what stands in for a lost passkey |
//! | `reset.rs` | the slow way back when everything is lost |
//! | `offer.rs` | who is asked to make a passkey, and when |
//! | `event/` | what happens to accounts: the history, and who follows it |
//! | `manager.rs` | what an owner does with their passkeys and sessions |
//! | `account.rs` | what an owner changes about their account, downloads, and how they delete it |
//! | `administration/` | what a back end with an API key may do to accounts |
//! | `phone.rs` | the optional phone number, proven by a code |
//! | `session.rs` | who is signed in, since when, by what |
//! | `sign_in.rs` | what every way in ends with |
//! | `verification.rs` | who has just proven it again |
//! | `ceremony/client.rs` | both ceremonies, for clients that keep no cookies |
//! | `errand.rs`, `ceremony/errand.rs` | both, for back ends that keep their users themselves |
//! | `api_key.rs` | which back end may use the management API |
//! | `token/` | what other back ends trust: access tokens, refresh tokens, the keys that sign |
//! | `visitor.rs` | which browser is asking, and from where (`address.rs`) |
//! | `rate_limit.rs` | how often, and by what that is counted |
//! | `redirect.rs` | where a sign-in goes on to |
//! | `webhook/` | which programs are told what happens, and how |
//! | `locale/` | which language somebody is addressed in, and how it writes dates |
//! | `capability.rs` | what visitors' browsers can do, counted without saying whose |
//!
//! Below them lies the outside world: `store/` (all SQL), `messenger/` (mails and texts);
//! and under everything plain values: `user.rs`, `name.rs`, `credential.rs`, `provider.rs`, `config.rs`,
//! `error.rs`.
//! `http/` is for callers that are not our own pages. Time and randomness are handed in.
//!
//! # A sign-in, hop by hop
//!
//! 1. [`RelyingParty::start_authentication`] makes a challenge, seals it and gives it to the browser.
//! 2. The browser has an authenticator sign it.
//! 3. [`RelyingParty::finish_authentication`] opens the challenge, finds the passkey and its owner,
//!    checks the answer, and applies what follows in one transaction.

#![warn(missing_docs)]

pub mod account;
pub mod administration;
pub mod api_key;
pub mod capability;
pub mod clock;
pub mod config;
pub mod credential;
pub mod errand;
pub mod error;
pub mod event;
pub mod http;
pub mod locale;
pub mod magic_link;
pub mod manager;
pub mod messenger;
pub mod offer;
pub mod phone;
pub mod rate_limit;
pub mod recovery_code;
pub mod redirect;
pub mod reset;
pub mod seal;
pub mod secret;
pub mod session;
pub mod store;
pub mod token;
pub mod user;
pub mod verification;
pub mod visitor;
pub mod webhook;

mod address;
mod ceremony;
mod cookies;
mod known_browser;
mod name;
mod provider;
mod sign_in;
#[cfg(test)]
mod tests;
mod text_limit;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

use crate::capability::Counted;
use crate::ceremony::ChallengeKeys;
use crate::clock::UnixSeconds;
use crate::messenger::Post;
use crate::token::KeyRing;

pub use crate::api_key::ApiKey;
pub use crate::ceremony::{Begun, Owner, Purpose, Started, ceremony_refusals};
pub use crate::clock::Clock;
pub use crate::config::{Config, ConfigError};
pub use crate::credential::Credential;
pub use crate::error::{Error, Result};
pub use crate::locale::Locale;
pub use crate::phone::Phone;
pub use crate::secret::Random;
pub use crate::session::SignedIn;
pub use crate::store::Store;
pub use crate::user::{Email, User, UserId};
pub use crate::verification::RecentlyVerified;
pub use crate::visitor::Visitor;

/// How long a browser may ask a person, which is also how long the authenticator waits. The
/// specification recommends five to ten minutes, since hurrying excludes people.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-timeout-recommended-range>
const AUTHENTICATOR_TIMEOUT: Duration = Duration::from_mins(5);

/// The relying party: configuration, database, clock and randomness in one handle that is cheap
/// to clone.
#[derive(Clone)]
pub struct RelyingParty(Arc<Inner>);

struct Inner {
    config: Config,
    store: Store,
    clock: Clock,
    random: Random,
    webauthn: Webauthn,
    counted: Counted,
    key_ring: KeyRing,
    challenge_keys: ChallengeKeys,
    /// When sessions were last used, by their ids, until that is stored.
    seen: Mutex<HashMap<String, UnixSeconds>>,
    post: Post,
}

impl RelyingParty {
    /// Puts a relying party together from its parts.
    ///
    /// # Errors
    /// An RP ID that does not fit the origin; [`Config`] has refused those before.
    pub fn new(config: Config, store: Store, clock: Clock, random: Random) -> Result<Self> {
        let mut webauthn = WebauthnBuilder::new(&config.rp_id, &config.origin)
            .map_err(Error::internal)?
            .rp_name(&config.name)
            .timeout(AUTHENTICATOR_TIMEOUT);
        for origin in config.allowed_origins.iter().chain(&config.app_origins) {
            webauthn = webauthn.append_allowed_origin(origin);
        }
        let webauthn = webauthn.build().map_err(Error::internal)?;
        let post = Post::new(&config)?;
        Ok(Self(Arc::new(Inner {
            config,
            store,
            clock,
            random,
            webauthn,
            counted: Counted::default(),
            key_ring: KeyRing::default(),
            challenge_keys: ChallengeKeys::default(),
            seen: Mutex::default(),
            post,
        })))
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// What tells the time.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn random(&self) -> &Random {
        &self.0.random
    }

    pub(crate) fn counted(&self) -> &Counted {
        &self.0.counted
    }

    pub(crate) fn key_ring(&self) -> &KeyRing {
        &self.0.key_ring
    }

    pub(crate) fn challenge_keys(&self) -> &ChallengeKeys {
        &self.0.challenge_keys
    }

    pub(crate) fn seen(&self) -> &Mutex<HashMap<String, UnixSeconds>> {
        &self.0.seen
    }

    pub(crate) fn post(&self) -> &Post {
        &self.0.post
    }

    pub(crate) fn webauthn(&self) -> &Webauthn {
        &self.0.webauthn
    }

    /// Deletes what has expired and returns how many rows that were; reminds of what has become
    /// ripe.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<u64> {
        self.store_seen().await?;
        self.remind_of_resets().await?;
        let swept = self.store().sweep(self.clock().now()).await?;
        self.trim_events().await?;
        Ok(swept)
    }
}

impl fmt::Debug for RelyingParty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RelyingParty").field(&self.0.config).finish()
    }
}
