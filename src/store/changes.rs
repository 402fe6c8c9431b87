//! Changes to an account that affect its reset and the data of extras.

use sqlx::{Any, Transaction};

use crate::error::Result;
use crate::extras::EXTRAS;
use crate::model::event::Kind;
use crate::model::user::UserId;
use crate::store::{EventOfKind, events, resets};

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

/// Cancels a running reset, unless only the address changed, and passes the change to every extra,
/// in the same transaction.
pub(crate) async fn follow(
    transaction: &mut Transaction<'_, Any>,
    change: Change,
    user_id: UserId,
    event: EventOfKind<'_>,
) -> Result<()> {
    if change != Change::Address {
        let cancelled = event(Kind::ResetCancelled);
        if resets::cancel_all(transaction, user_id, cancelled.created_at).await? {
            events::record(transaction, &cancelled).await?;
        }
    }
    for extra in EXTRAS {
        extra.follow(transaction, change, user_id, event).await?;
    }
    Ok(())
}
