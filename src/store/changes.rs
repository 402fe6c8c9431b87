//! Changes to an account that affect the data of extras.

use sqlx::{Any, Transaction};

use crate::error::Result;
use crate::extras::EXTRAS;
use crate::model::user::UserId;
use crate::store::EventOfKind;

/// A change to an account, after which an extra's data about it may be invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The account has a new address.
    Address,
    /// The account was deactivated.
    Deactivation,
    /// One of its passkeys was removed.
    PasskeyRemoved,
}

/// Passes a change to every extra, in the same transaction.
pub(crate) async fn follow(
    transaction: &mut Transaction<'_, Any>,
    change: Change,
    user_id: UserId,
    event: EventOfKind<'_>,
) -> Result<()> {
    for extra in EXTRAS {
        extra.follow(transaction, change, user_id, event).await?;
    }
    Ok(())
}
