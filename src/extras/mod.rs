//! Extras: optional features that a site can remove.
//!
//! Each is one folder with its facade, decisions, SQL and routes, a Cargo feature, a migration, and
//! a line in each of the two lists below. The core iterates over [`EXTRAS`].
//! To remove one from a clone, run `scripts/remove-extra NAME`.

#[cfg(feature = "console")]
pub mod console;
#[cfg(feature = "demo")]
pub mod demo;
#[cfg(feature = "explain")]
pub mod explain;
#[cfg(feature = "https")]
mod https;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "openapi")]
pub mod openapi;
#[cfg(feature = "otlp")]
pub mod otlp;
#[cfg(feature = "passage")]
pub mod passage;
#[cfg(feature = "readiness")]
pub mod readiness;
#[cfg(feature = "sms")]
pub mod sms;
#[cfg(feature = "user_files")]
pub mod user_files;
#[cfg(feature = "webhooks")]
pub mod webhooks;

use async_trait::async_trait;
use axum::Router;
use sqlx::{Any, Transaction};

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::config::Config;
use crate::error::Result;
use crate::mail::{Refusal, Template};
use crate::model::message::Message;
use crate::model::user::UserId;
use crate::passkey::{Answered, Started};
use crate::store::personal::Personal;
use crate::store::{Change, EventOfKind, EventReader, MigrationFile, Store};
#[cfg(test)]
use crate::tests::party::{TestBrowser, TestParty};
use crate::web::request_context::RequestContext;

/// Every extra of this build.
pub(crate) static EXTRAS: &[&dyn Extra] = &[
    #[cfg(feature = "console")]
    &console::ConsoleExtra,
    #[cfg(feature = "demo")]
    &demo::DemoExtra,
    #[cfg(feature = "readiness")]
    &readiness::ReadinessExtra,
    #[cfg(feature = "webhooks")]
    &webhooks::WebhooksExtra,
    #[cfg(feature = "sms")]
    &sms::SmsExtra,
    #[cfg(feature = "explain")]
    &explain::ExplainExtra,
    #[cfg(feature = "passage")]
    &passage::PassageExtra,
    #[cfg(feature = "openapi")]
    &openapi::OpenApiExtra,
    #[cfg(feature = "user_files")]
    &user_files::UserFilesExtra,
];

/// The interface between the core and an extra. Every method has a default that adds nothing.
#[async_trait]
pub(crate) trait Extra: Sync {
    /// Returns its routes for programs.
    fn routes(&self, _rp: &RelyingParty) -> Router {
        Router::new()
    }

    /// Returns the SQL that creates its tables.
    fn migrations(&self) -> &'static [MigrationFile] {
        &[]
    }

    /// Returns SQL for the creation time of a new account, if it isn't simply the current time, which
    /// is `$5`.
    fn created_at(&self) -> Option<&'static str> {
        None
    }

    /// Returns its tables with users' rows.
    fn personal(&self) -> &'static [Personal] {
        &[]
    }

    /// Returns its other tables, each with the reason why no row belongs to a user.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares them with the schema"))]
    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Returns the columns to show of personal rows that match only an address or number
    /// ([`export`](crate::store::Store::export)).
    fn by_contact(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Returns the statements that delete its expired rows. `$1` is the current time.
    fn expired(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the templates of its emails and text messages.
    fn templates(&self) -> &'static [Template] {
        &[]
    }

    /// Returns prefixes of the paths on which it neither reads nor sets a cookie. Other sites may
    /// send requests there.
    fn paths_without_cookies(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the largest body for a path, if it is more than elsewhere.
    fn larger_body(&self, _path: &str) -> Option<usize> {
        None
    }

    /// Returns prefixes of the paths of its other routes for programs.
    fn paths_for_programs(&self) -> &'static [&'static str] {
        &[]
    }

    /// Invalidates its data about an account, in the transaction of a change to that account.
    /// `event` creates an event of the account that it may record.
    async fn follow(
        &self,
        _transaction: &mut Transaction<'_, Any>,
        _change: Change,
        _user_id: UserId,
        _event: EventOfKind<'_>,
    ) -> Result<()> {
        Ok(())
    }

    /// Inserts rows about a user into all of its tables, for the tests of downloads and deletions.
    #[cfg(test)]
    async fn leave_traces(&self, _party: &TestParty, _browser: &TestBrowser, _name: &str) {}

    /// Sees that a ceremony starts.
    fn see_started(&self, _rp: &RelyingParty, _started: &Started) {}

    /// Sees a response that one of our pages sent, and its outcome.
    async fn see_answered(
        &self,
        _rp: &RelyingParty,
        _context: &RequestContext,
        _answered: Answered<'_>,
    ) {
    }

    /// Claims the contacts of the user `ada` in another browser, for the test of what her download
    /// shows of that.
    #[cfg(test)]
    async fn claim_contact(&self, _browser: &TestBrowser) {}

    /// Returns its reader of events.
    fn reader(&self) -> Option<EventReader> {
        None
    }

    /// Does its regular work. Called every few minutes.
    async fn tidy(&self, _rp: &RelyingParty) -> Result<()> {
        Ok(())
    }

    /// Checks whether it can work. Called when the server starts.
    async fn start(&self, _rp: &RelyingParty) -> Result<()> {
        Ok(())
    }

    /// Returns whether it delivers text messages.
    fn can_text(&self, _config: &Config) -> bool {
        false
    }

    /// Lists the ids of its messages to programs that are due.
    async fn list_due(&self, _store: &Store, _now: UnixSeconds, _most: i64) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// Delivers a text message or a message to a program. Returns `None` if the message isn't this
    /// extra's.
    async fn deliver(
        &self,
        _rp: &RelyingParty,
        _id: &str,
        _message: &Message,
    ) -> Option<Result<(), Refusal>> {
        None
    }
}
