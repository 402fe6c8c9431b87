//! The wire of *Passage by 1Password*: the page of the links that back ends hand out, and the operator's
//! commands about API keys.

mod api_keys;
#[cfg(feature = "console")]
pub mod console;
mod links;

pub use api_keys::Command;
pub(super) use api_keys::run;

use latchkey::Locale;

use super::Extra;
use crate::server_functions::{Access, ServerFunction};

/// The extra.
pub(super) const EXTRA: Extra = Extra {
    link_page: links::page,
    server_functions: &[ServerFunction::new::<links::RedeemBearerLink>(
        "/api/redeem_bearer_link",
        Access::Anyone,
    )],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/passage/en.ftl"),
        Locale::De => include_str!("../../../locales/passage/de.ftl"),
        Locale::Es => include_str!("../../../locales/passage/es.ftl"),
        Locale::It => include_str!("../../../locales/passage/it.ftl"),
        Locale::Pl => include_str!("../../../locales/passage/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/passage/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/passage/zh.ftl"),
    },
    ..Extra::NONE
};
