//! Extras: the pages, server functions, sentences and commands of the parts that a site can do without.
//!
//! Each is one folder here and one in `latchkey::extras`. The rest of the site names none of them: it
//! asks everything in [`EXTRAS`], and [`Command`] lists their commands.

pub(crate) mod openapi;
#[cfg(feature = "readiness")]
mod readiness;
pub(crate) mod recovery;
pub(crate) mod sms;
#[cfg(feature = "webhooks")]
mod webhooks;

use std::error::Error;
use std::pin::Pin;

use clap::Subcommand;
use latchkey::Locale;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::any_nested_route::AnyNestedRoute;

use crate::server_functions::ServerFunction;

/// The pages and functions that an extra adds to the site.
pub(crate) struct Extra {
    /// Its pages.
    pub(crate) pages: fn() -> Vec<AnyNestedRoute>,
    /// A link to one of them at the foot of every page: its path and its words.
    pub(crate) link: Option<fn() -> (&'static str, String)>,
    pub(crate) server_functions: &'static [ServerFunction],
    /// Its sentences in a language, as Fluent has them.
    pub(crate) sentences: fn(Locale) -> &'static str,
}

impl Extra {
    /// An extra that adds nothing.
    const NONE: Self =
        Self { pages: Vec::new, link: None, server_functions: &[], sentences: |_| "" };
}

/// Every extra of this build that adds something to the site.
pub(crate) const EXTRAS: &[Extra] = &[
    #[cfg(feature = "readiness")]
    readiness::EXTRA,
    openapi::EXTRA,
    recovery::EXTRA,
    sms::EXTRA,
];

/// The operator's commands about extras.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[cfg(feature = "readiness")]
    /// Prints what visitors' browsers can do with passkeys, as counted on the page /ready.
    Capabilities(readiness::Capabilities),
    #[cfg(feature = "webhooks")]
    /// Looks after the programs that are told what happens to accounts.
    #[command(subcommand)]
    Webhook(webhooks::Command),
}

/// The result of a command.
type Outcome = Result<(), Box<dyn Error>>;

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Wrong settings, a database that doesn't answer, and what the command finds wrong.
    pub fn run(self) -> Pin<Box<dyn Future<Output = Outcome>>> {
        match self {
            #[cfg(feature = "readiness")]
            Self::Capabilities(command) => Box::pin(readiness::run(command)),
            #[cfg(feature = "webhooks")]
            Self::Webhook(command) => Box::pin(webhooks::run(command)),
        }
    }
}

/// The pages of all extras, as children of the router.
#[component(transparent)]
pub(crate) fn ExtraPages() -> StaticVec<AnyNestedRoute> {
    EXTRAS.iter().flat_map(|extra| (extra.pages)()).collect::<Vec<_>>().into()
}
