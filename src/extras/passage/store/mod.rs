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

/// The condition under which a number is the account's own.
pub(crate) const OWN_PHONE: &str =
    "(phone_verified_at is not null or phone_assigned_at is not null)";
