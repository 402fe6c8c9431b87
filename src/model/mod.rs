//! The types of the rows and of the values in them, without input or output.

pub mod credential;
mod email;
pub mod event;
mod event_kind;
pub mod field;
mod field_type;
pub mod ids;
pub mod invitation;
pub mod locale;
pub mod magic_link;
pub mod message;
pub(crate) mod metadata;
pub(crate) mod name;
pub mod phone;
pub mod session;
pub mod user;
pub mod user_handle;
