//! Extras: the parts that a site can do without.
//!
//! Each is one folder with its decisions, SQL and routes, a Cargo feature, a migration, and a line in
//! each of the two lists below. The core names none of them: it asks everything in [`EXTRAS`]. To remove
//! one from a clone, run `scripts/remove-extra NAME`.

mod https;
pub mod openapi;
pub mod passage;
#[cfg(feature = "readiness")]
pub mod readiness;
pub mod recovery;
pub mod sms;
pub mod tokens;
#[cfg(feature = "webhooks")]
pub mod webhooks;

use async_trait::async_trait;
use axum::Router;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::mail::Refusal;
use crate::model::message::Message;
use crate::store::personal::Personal;
use crate::store::{EventReader, MigrationFile, Store};

/// Every extra of this build.
pub(crate) static EXTRAS: &[&dyn Extra] = &[
    #[cfg(feature = "readiness")]
    &readiness::Readiness,
    #[cfg(feature = "webhooks")]
    &webhooks::Webhooks,
    &tokens::AccessTokens,
    &passage::Passage,
    &openapi::OpenApi,
];

/// The interface between the core and an extra. Every method has a default that adds nothing.
#[async_trait]
pub(crate) trait Extra: Sync {
    /// Its routes for programs.
    fn routes(&self, _rp: &RelyingParty) -> Router {
        Router::new()
    }

    /// The SQL that makes its tables.
    fn migrations(&self) -> &'static [MigrationFile] {
        &[]
    }

    /// Its tables with rows of users.
    fn personal(&self) -> &'static [Personal] {
        &[]
    }

    /// Its other tables, each with the reason why no row belongs to a user.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares them with the schema"))]
    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Its reader of the events.
    fn reader(&self) -> Option<EventReader> {
        None
    }

    /// Checks at the start of the server whether it can work.
    async fn start(&self, _rp: &RelyingParty) -> Result<()> {
        Ok(())
    }

    /// Lists the ids of its messages to programs that are due.
    async fn list_due(&self, _store: &Store, _now: UnixSeconds, _most: i64) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// Hands a message over to a program. `None`: the message isn't one of this extra's.
    async fn deliver(
        &self,
        _rp: &RelyingParty,
        _id: &str,
        _message: &Message,
    ) -> Option<Result<(), Refusal>> {
        None
    }
}

impl RelyingParty {
    /// Checks at the start of the server whether every extra can work.
    ///
    /// # Errors
    /// The first that can't.
    pub async fn start_extras(&self) -> Result<()> {
        for extra in EXTRAS {
            extra.start(self).await?;
        }
        Ok(())
    }
}
