//! The tables of the management API.

mod accounts;
mod api_keys;
pub(crate) mod assigned;
pub(crate) mod bearer_links;
mod flex_transactions;
mod user_list;
mod waiting_pages;

pub use bearer_links::BearerLink;
pub use flex_transactions::Errand;
