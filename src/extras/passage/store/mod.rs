//! The tables of the management API.

mod accounts;
mod api_keys;
pub(crate) mod assigned;
pub(crate) mod bearer_links;
mod ephemeral_users;
pub(crate) mod flex_transactions;
mod user_list;
mod waiting_pages;

pub(crate) use accounts::NewAccount;
pub use bearer_links::BearerLink;
pub use flex_transactions::FlexTransaction;

/// Deletes expired rows. `$1` is the current time.
pub(super) const EXPIRED: &[&str] = &[
    "delete from flex_transactions where expires_at <= $1",
    "delete from flex_nonces where expires_at <= $1",
    "delete from bearer_links where expires_at <= $1",
    "delete from waiting_pages where expires_at <= $1",
];

/// When a new account is created at `$5`: no earlier than pages of a list that were already read
/// (`user_list.rs`).
pub(super) const CREATED_AT: &str =
    "coalesce((select listed_before from user_lists where listed_before > $5), $5)";

/// The condition under which a number is the account's own.
pub(crate) const OWN_PHONE: &str =
    "(phone_verified_at is not null or phone_assigned_at is not null)";
