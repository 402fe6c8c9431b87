//! The pages of what a site can do without, like `src/extras/`.

pub(crate) mod openapi;
pub(crate) mod readiness;
pub(crate) mod recovery;
pub(crate) mod sms;

use crate::server_function::ServerFunction;

/// The tables of their server functions.
pub(crate) const TABLES: &[&[ServerFunction]] =
    &[readiness::SERVER_FUNCTIONS, recovery::SERVER_FUNCTIONS, sms::SERVER_FUNCTIONS];
