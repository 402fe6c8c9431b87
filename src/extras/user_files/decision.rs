//! Decides which accounts are new, and which accounts lose their claim to an address.

use super::Problem;
use super::account::Account;
use super::import::Outcome;
use super::store::{Others, Taken};
use crate::model::user::UserId;
use crate::store::addresses;

/// Decides about an account. Other rows with the same values were refused before.
pub(super) fn decide(account: &Account, taken: &Taken) -> Outcome {
    let user = &account.user;
    let refused = |what: String, advice| Outcome::Refused(Problem { what, advice });
    if taken.has_account(user) {
        return Outcome::Exists;
    }
    if let Some(owner) = user.own_email().and_then(|email| taken.owner(email)) {
        // A row without an id names the account by its address.
        return if account.is_named {
            refused(
                format!("The address belongs to the account {owner}"),
                "If it is the same user, remove the row. Otherwise ask them for another address.",
            )
        } else {
            Outcome::Exists
        };
    }
    if let Some(owner) = user.phone.as_ref().and_then(|phone| taken.caller(phone)) {
        return refused(
            format!("The phone number belongs to the account {owner}"),
            "Remove the number from the row.",
        );
    }
    if let Some(owner) = taken.handler(&user.handle()) {
        return refused(
            format!("The user handle belongs to the account {owner}"),
            "Remove the row, or delete that account first.",
        );
    }
    for passkey in &account.passkeys {
        if let Some(owner) = taken.holder(passkey) {
            return refused(
                format!("The passkey {} belongs to the account {owner}", passkey.credential_id),
                "Remove the passkey from the row.",
            );
        }
    }
    Outcome::Created
}

/// Returns the accounts that lose their claim to the address of an account whose own it is. For one
/// that only claims it, returns those beyond the limit.
pub(super) fn losers(account: &Account, batch: &[&Account], taken: &Taken) -> Vec<UserId> {
    let Some(email) = &account.user.email else { return Vec::new() };
    let Others { mut claims, .. } = taken.others(email);
    let before = batch.iter().take_while(|other| !std::ptr::eq(**other, account));
    let before = before.filter(|other| {
        other.user.email.as_ref() == Some(email)
            && other.user.own_email().is_none()
            && decide(other, taken) == Outcome::Created
    });
    claims.extend(before.map(|other| other.user.id));
    if account.user.own_email().is_none() {
        let kept = usize::try_from(addresses::MAX_CLAIMS - 1).unwrap_or_default();
        claims.truncate(claims.len().saturating_sub(kept));
    }
    claims
}
