//! Ways back into an account with lost passkeys: recovery codes, and a reset that takes three days.

pub mod codes;
pub mod reset;
pub(crate) mod store;

pub use store::{RecoveryCodes, Reset};

use async_trait::async_trait;
use sqlx::{Any, Transaction};

use crate::error::Result;
use crate::extras::Extra;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::store::personal::Owner::Id;
use crate::store::personal::Personal;
use crate::store::{Change, EventOfKind, MigrationFile, events};

pub(crate) struct Recovery;

#[async_trait]
impl Extra for Recovery {
    fn migrations(&self) -> &'static [MigrationFile] {
        &[(201, "recovery", include_str!("../../../migrations/0201_recovery.sql"))]
    }

    fn personal(&self) -> &'static [Personal] {
        PERSONAL
    }

    fn expired(&self) -> &'static [&'static str] {
        &["delete from resets where expires_at <= $1"]
    }

    async fn follow(
        &self,
        transaction: &mut Transaction<'_, Any>,
        change: Change,
        user_id: UserId,
        event: EventOfKind<'_>,
    ) -> Result<()> {
        if change != Change::Address {
            let cancelled = event(Kind::ResetCancelled);
            if store::resets::cancel_all(transaction, user_id, cancelled.created_at).await? {
                events::record(transaction, &cancelled).await?;
            }
        }
        Ok(())
    }
}

const PERSONAL: &[Personal] = &[
    Personal {
        table: "recovery_codes",
        owners: &[Id("user_id")],
        shown: "user_id, set_id, created_at, used_at",
        withheld: "code_hash",
    },
    Personal {
        table: "resets",
        owners: &[Id("user_id")],
        shown: "id, user_id, requested_at, announced_at, ripe_at, reminded_at, expires_at, \
                cancelled_at, used_at",
        withheld: "cancel_hash",
    },
];
