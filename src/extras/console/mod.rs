//! The console: pages and commands with which administrators run the site.
//!
//! 1. The operator prints a link (`server admin invite`). While the site has no administrator, the
//!    server also prints one when it starts.
//! 2. A signed-in user who has just used a passkey opens it and presses a button. They are an
//!    administrator from then on ([`admin`]).
//! 3. Every page and action of the console requires an [`Admin`]: an administrator who has used a
//!    passkey in this session in the last ten minutes.
//!
//! Whatever an administrator does to an account is an event of that account, which names them
//! ([`Details::by`](crate::model::event::Details::by)).

pub mod admin;
pub mod events;
pub mod overview;
pub(crate) mod store;
#[cfg(test)]
mod tests;
pub mod users;

pub use admin::Admin;
pub use store::admins::AdminEntry;

use async_trait::async_trait;

use crate::extras::Extra;
use crate::store::personal::Owner::Id;
use crate::store::personal::Personal;
use crate::store::{EventReader, MigrationFile};
#[cfg(test)]
use crate::tests::party::{TestBrowser, TestParty};

/// The extra.
pub(crate) struct ConsoleExtra;

#[async_trait]
impl Extra for ConsoleExtra {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[
            (701, "console", include_str!("../../../migrations/0701_console.sql")),
            (702, "networks of events", include_str!("../../../migrations/0702_console.sql")),
        ]
    }

    fn personal(&self) -> &'static [Personal] {
        &[Personal {
            table: "admins",
            owners: &[Id("user_id")],
            shown: "user_id, created_at",
            withheld: "added_by",
        }]
    }

    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("admin_invitations", "links for the first user to open them"),
            ("event_totals", "how many events there were"),
        ]
    }

    fn expired(&self) -> &'static [&'static str] {
        store::admins::EXPIRED
    }

    fn reader(&self) -> Option<EventReader> {
        let wanted = store::totals::HAS_ADMINS;
        Some(EventReader { name: "console", wanted, read: overview::count })
    }

    #[cfg(test)]
    async fn leave_traces(&self, party: &TestParty, browser: &TestBrowser, _name: &str) {
        tests::admins::make_admin(party, browser).await;
    }
}

facade! {
    /// The console: administrators, accounts, events and totals.
    console: Console
}
