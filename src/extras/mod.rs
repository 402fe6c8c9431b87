//! Extras: the parts of Latchkey that a site can do without, one folder each.

pub mod openapi;
pub mod passage;
pub mod readiness;
pub mod recovery;
pub mod sms;
pub mod tokens;
pub mod webhooks;
