//! Changes to an account that void what extras keep about it.

use sqlx::{Any, Transaction};

use crate::error::Result;
use crate::extras::EXTRAS;
use crate::model::user::UserId;
use crate::store::EventOfKind;

/// A change to an account. What extras keep about the account may be void after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It has another address than before.
    Address,
    /// It was deactivated.
    Deactivation,
    /// One of its passkeys was removed.
    PasskeyRemoved,
}

/// Lets every extra follow a change in the same transaction.
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
