//! Tools for tests. This crate is only a dev-dependency, so it never ships.
//!
//! | module | contents |
//! |---|---|
//! | `authenticator/` | software authenticators: a good one, and one that answers what a test wants |
//! | `database.rs` | an empty database for each test, on either engine |
//! | `mail_server.rs` | a real mail server (`mail_server.py`) |
//! | `mail.rs` | an email that a test reads |
//! | `migrations.rs` | the project's migrations, or others |
//! | `otlp.rs` | a collector of traces | <!-- extra: otlp -->
//! | `plans.rs` | refuses statements that read a whole table |
//! | `postgres.rs` | a separate PostgreSQL, for tests that kill it |
//! | `server/` | with the feature `server`: the whole router, and browsers that visit it |
//!
//! The tests of `latchkey` drive the relying party directly (`src/tests/`). The stories of `app`
//! (`app/tests/stories/`) visit a `TestServer`.
#![expect(clippy::missing_panics_doc, reason = "a test that can't go on has failed")]
#![expect(clippy::new_without_default, reason = "each new authenticator differs from the last")]

pub mod authenticator;
pub mod database;
mod mail;
pub mod mail_server;
mod migrations;
pub mod otlp; // extra: otlp
mod plans;
pub mod postgres;
#[cfg(feature = "server")]
pub mod server;

use std::collections::BTreeMap;

use crate::database::Database;

pub use crate::mail::Mail;

/// The origin of a test's site.
pub const ORIGIN: &str = "http://localhost:3000";

/// When a test's clock starts, in Unix seconds: a Wednesday in 2026.
pub const START: i64 = 1_795_000_000;

/// Returns the settings of a test's server: those of a new clone without limits, then `more`.
///
/// The clock stands still, so with limits every test would have to wait between two emails.
pub fn settings(database: &Database, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let ours = [
        ("DATABASE_URL", database.url()),
        ("LATCHKEY_LIMIT_SENDS", "off"),
        ("LATCHKEY_LIMIT_SIGN_UPS", "off"),
        ("LATCHKEY_LIMIT_ANSWERS", "off"),
    ];
    let all = ours.iter().chain(more);
    all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Makes two tests of each story, one for SQLite and one for PostgreSQL.
///
/// Its argument is made by `start(database)`: a relying party, or a server with every route.
#[macro_export]
macro_rules! on_both {
    ($(async fn $story:ident($subject:ident: $kind:ident) $body:block)*) => {
        $(mod $story {
            use super::*;

            async fn story($subject: $kind) $body

            #[tokio::test]
            async fn sqlite() {
                story($kind::start($crate::database::Database::sqlite()).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                story($kind::start($crate::database::Database::migrated_postgres().await).await).await;
            }
        })*
    };
}
