//! The API of *Passage by 1Password*, and everything that only this API needs.

pub mod administration;
pub mod api_key;
mod bearer_link;
mod bearer_redemption;
mod browser;
mod element;
mod flex_ceremony;
pub mod flex_transaction;
pub mod http;
pub mod operator;
pub(crate) mod store;
mod test_mode;
#[cfg(test)]
pub(crate) mod tests;

use async_trait::async_trait;
use axum::Router;
use sqlx::{Any, Transaction};

use crate::RelyingParty;
use crate::error::Result;
use crate::extras::Extra;
use crate::mail::Template;
use crate::model::user::UserId;
use crate::store::personal::Owner::{Contact, Id};
use crate::store::personal::Personal;
use crate::store::{Change, EventOfKind, MigrationFile};
#[cfg(test)]
use crate::tests::party::{TestBrowser, TestParty};

pub use api_key::ApiKey;
pub use bearer_link::{LinkRequest, NewLink, Recipient, Verifies};
pub use bearer_redemption::BearerLook;
pub use http::LINK_PARAMETER;
pub use store::{BearerLink, FlexTransaction};

pub(crate) struct PassageExtra;

#[async_trait]
impl Extra for PassageExtra {
    fn routes(&self, rp: &RelyingParty) -> Router {
        http::router(rp).merge(element::router(rp))
    }

    fn paths_without_cookies(&self) -> &'static [&'static str] {
        &["/v1/"]
    }

    fn migrations(&self) -> &'static [MigrationFile] {
        &[
            (501, "passage", include_str!("../../../migrations/0501_passage.sql")),
            (502, "waiting pages", include_str!("../../../migrations/0502_passage.sql")),
            (503, "ephemeral users", include_str!("../../../migrations/0503_passage.sql")),
            (504, "expiring keys", include_str!("../../../migrations/0504_passage.sql")),
        ]
    }

    fn created_at(&self) -> Option<&'static str> {
        Some(store::CREATED_AT)
    }

    fn personal(&self) -> &'static [Personal] {
        PERSONAL
    }

    fn impersonal(&self) -> &'static [(&'static str, &'static str)] {
        IMPERSONAL
    }

    fn by_contact(&self) -> &'static [(&'static str, &'static str)] {
        &[("bearer_links", "proves, created_at, expires_at, consumed_at")]
    }

    fn expired(&self) -> &'static [&'static str] {
        store::EXPIRED
    }

    fn templates(&self) -> &'static [Template] {
        templates! { "bearer_link" "bearer_link.text" }
    }

    async fn tidy(&self, rp: &RelyingParty) -> Result<()> {
        rp.passage().delete_ephemeral_users().await
    }

    #[cfg(test)]
    async fn leave_traces(&self, party: &TestParty, browser: &TestBrowser, name: &str) {
        tests::leave_traces(party, browser, name).await;
    }

    async fn follow(
        &self,
        transaction: &mut Transaction<'_, Any>,
        change: Change,
        user_id: UserId,
        _: EventOfKind<'_>,
    ) -> Result<()> {
        match change {
            Change::Address | Change::Deactivation => {
                store::bearer_links::delete_all(transaction, user_id).await
            }
            Change::PasskeyRemoved => {
                store::flex_transactions::forget_verification(transaction, user_id).await
            }
        }
    }
}

facade! {
    /// Passage: accounts, links and transactions of back ends, and the sign-ins of their pages.
    passage: Passage
}

const PERSONAL: &[Personal] = &[
    Personal {
        table: "bearer_links",
        owners: &[Id("user_id"), Contact("identifier")],
        shown: "id, user_id, identifier, proves, created_at, expires_at, consumed_at",
        withheld: "token_hash, next",
    },
    Personal {
        table: "waiting_pages",
        owners: &[Id("user_id")],
        shown: "user_id, method, expires_at",
        withheld: "link_id",
    },
    Personal {
        table: "ephemeral_users",
        owners: &[Id("user_id")],
        shown: "user_id, expires_at",
        withheld: "",
    },
    Personal {
        table: "flex_transactions",
        owners: &[Id("user_id")],
        shown: "kind, user_id, passkey_name, created_at, expires_at, verified_at, recovery_at",
        withheld: "token_hash",
    },
    Personal {
        table: "flex_nonces",
        owners: &[Id("user_id")],
        shown: "user_id, created_at, expires_at",
        withheld: "token_hash",
    },
];

const IMPERSONAL: &[(&str, &str)] = &[
    ("api_keys", "keys of programs, created by the operator"),
    ("user_lists", "an instant for lists of accounts, without personal data"),
];
