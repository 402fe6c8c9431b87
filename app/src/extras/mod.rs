//! Extras: the pages, server functions, texts and commands of optional parts.
//!
//! Each extra has one folder here and one in `latchkey::extras`. The rest of the site names no extra: it uses
//! the list [`EXTRAS`], and [`Command`] lists their commands.

#[cfg(feature = "console")]
mod console;
#[cfg(feature = "demo")]
mod demo;
#[cfg(feature = "explain")]
mod explain;
#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "openapi")]
mod openapi;
#[cfg(feature = "otlp")]
mod otlp;
#[cfg(feature = "passage")]
mod passage;
#[cfg(feature = "readiness")]
mod readiness;
#[cfg(feature = "sms")]
mod sms;
#[cfg(feature = "user_files")]
mod user_files;
#[cfg(feature = "webhooks")]
mod webhooks;

use std::error::Error;
use std::pin::Pin;

use axum::Router;
use clap::Subcommand;
use latchkey::{Locale, RelyingParty, SignedIn};
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::any_nested_route::AnyNestedRoute;

use crate::assets::Hashed;
use crate::operator::Format;
use crate::operator_invitations;
use crate::pages::account_area::Section;
use crate::request::PageRequest;
use crate::server::log::LogLayer;
use crate::server_functions::ServerFunction;

/// The pages and functions that an extra adds to the site.
pub struct Extra {
    /// The pages of the extra.
    pub(crate) pages: fn() -> Vec<AnyNestedRoute>,
    /// Returns a link for the foot of the page: its path and its text.
    pub(crate) link: fn() -> Option<(&'static str, String)>,
    /// Returns a link about what the user has just done, for the top of the page.
    pub(crate) news: fn() -> Option<(&'static str, String)>,
    /// Those of its paths that only signed-in users may open, each with the paths below it.
    pub(crate) private: &'static [&'static str],
    /// A page that search engines may show.
    pub(crate) public_page: Option<&'static str>,
    /// Those of its pages that load no islands.
    pub(crate) without_islands: &'static [&'static str],
    /// Its files, served beside the assets of the site.
    pub(crate) assets: &'static [Hashed],
    /// The page of a link that is one of its own, opened at `/magic-link`.
    pub(crate) link_page: fn(&PageRequest) -> Option<LinkPage>,
    pub(crate) server_functions: &'static [ServerFunction],
    /// Its other routes behind a session, such as files.
    pub(crate) routes: fn(&RelyingParty) -> Router,
    /// Its card in the account settings.
    pub(crate) account_card: fn(RelyingParty, SignedIn) -> Card,
    /// Its link in the account menu, for the users who may follow it.
    menu_link: fn(RelyingParty, SignedIn) -> MenuLink,
    /// The texts of the extra in a language, in Fluent's format.
    pub(crate) sentences: fn(Locale) -> &'static str,
    /// Its reader of the server's log.
    log_layer: fn() -> Option<LogLayer>,
    /// Starts its part of the server.
    start: fn(RelyingParty) -> Starting,
    /// Finishes its work, within seconds, when the server has stopped.
    stop: fn() -> Stopping,
}

/// The start of an extra's part of the server.
type Starting = Pin<Box<dyn Future<Output = Outcome>>>;

/// The end of an extra's work.
type Stopping = Pin<Box<dyn Future<Output = ()>>>;

/// A card that is being rendered.
pub(crate) type Card = Pin<Box<dyn Future<Output = latchkey::Result<AnyView>> + Send>>;

/// A link in the account menu that is being looked up.
type MenuLink = Pin<Box<dyn Future<Output = latchkey::Result<Option<Section>>> + Send>>;

/// A page that is being rendered.
pub(crate) type LinkPage = Pin<Box<dyn Future<Output = AnyView> + Send>>;

impl Extra {
    /// An extra that adds nothing.
    // Public, so that a clone without extras has no unused code.
    pub const NONE: Self = Self {
        pages: Vec::new,
        link: || None,
        news: || None,
        private: &[],
        public_page: None,
        without_islands: &[],
        assets: &[],
        link_page: |_| None,
        server_functions: &[],
        routes: |_| Router::new(),
        account_card: |_, _| Box::pin(async { Ok(().into_any()) }),
        menu_link: |_, _| Box::pin(std::future::ready(Ok(None))),
        sentences: |_| "",
        log_layer: || None,
        start: |_| Box::pin(std::future::ready(Ok(()))),
        stop: || Box::pin(std::future::ready(())),
    };
}

/// Every extra of this build that adds something to the site. They start in this order, so those that can stop the
/// server come first.
pub(crate) const EXTRAS: &[Extra] = &[
    #[cfg(feature = "demo")]
    demo::EXTRA,
    #[cfg(feature = "metrics")]
    metrics::EXTRA,
    #[cfg(feature = "otlp")]
    otlp::EXTRA,
    #[cfg(feature = "readiness")]
    readiness::EXTRA,
    #[cfg(feature = "openapi")]
    openapi::EXTRA,
    #[cfg(feature = "passage")]
    passage::EXTRA,
    #[cfg(feature = "sms")]
    sms::EXTRA,
    #[cfg(feature = "explain")]
    explain::EXTRA,
    #[cfg(feature = "console")]
    console::EXTRA,
    #[cfg(all(feature = "console", feature = "passage"))]
    passage::console::EXTRA,
    #[cfg(all(feature = "console", feature = "user_files"))]
    user_files::console::EXTRA,
    #[cfg(all(feature = "console", feature = "webhooks"))]
    webhooks::console::EXTRA,
];

/// Returns the extras' cards in the account settings.
pub(crate) async fn account_cards(
    rp: &RelyingParty,
    signed_in: &SignedIn,
) -> latchkey::Result<Vec<AnyView>> {
    let mut cards = Vec::new();
    for extra in EXTRAS {
        cards.push((extra.account_card)(rp.clone(), signed_in.clone()).await?);
    }
    Ok(cards)
}

/// Returns the extras' links in a user's account menu.
pub(crate) async fn menu_links(
    rp: &RelyingParty,
    signed_in: &SignedIn,
) -> latchkey::Result<Vec<Section>> {
    let mut links = Vec::new();
    for extra in EXTRAS {
        links.extend((extra.menu_link)(rp.clone(), signed_in.clone()).await?);
    }
    Ok(links)
}

/// Returns the readers of the server's log.
pub fn log_layers() -> Vec<LogLayer> {
    EXTRAS.iter().filter_map(|extra| (extra.log_layer)()).collect()
}

/// Starts the parts of the server that extras add, and which stop with the process.
///
/// # Errors
/// The first that can't start.
pub async fn start(rp: &RelyingParty) -> Outcome {
    for extra in EXTRAS {
        (extra.start)(rp.clone()).await?;
    }
    Ok(())
}

/// Finishes the work of extras, when the server has stopped.
pub async fn stop() {
    for extra in EXTRAS {
        (extra.stop)().await;
    }
}

/// The operator's commands about extras.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[cfg(feature = "readiness")]
    /// Prints what browsers can do with passkeys, as counted on the page /ready.
    Capabilities(readiness::Capabilities),
    #[cfg(feature = "passage")]
    /// Manages API keys for the management API.
    #[command(subcommand)]
    ApiKey(passage::Command),
    #[cfg(feature = "webhooks")]
    /// Manages webhook endpoints.
    #[command(subcommand)]
    Webhook(webhooks::Command),
    #[cfg(feature = "console")]
    /// Manages the administrators of the console.
    #[command(subcommand)]
    Admin(console::commands::Admin),
    #[cfg(feature = "console")]
    /// Shows what happens to accounts.
    #[command(subcommand)]
    Event(console::event_commands::Events),
    #[cfg(feature = "demo")]
    /// Makes up 200 accounts in a development database, and prints a link that signs in to one more.
    Demo,
    /// Manages users.
    #[command(subcommand)]
    User(User),
}

/// The operator's commands about users. Several extras add to them.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Invites the owner of an address to create an account, if only some users may.
    Invite(operator_invitations::Address),
    /// Withdraws an invitation.
    Uninvite(operator_invitations::Address),
    /// Lists invitations as tab-separated columns, newest first: address, since, until.
    Invitations(Format),
    #[cfg(feature = "console")]
    #[command(flatten)]
    Console(console::commands::User),
    #[cfg(all(feature = "console", feature = "passage"))]
    #[command(flatten)]
    New(passage::console::commands::User),
    #[cfg(feature = "user_files")]
    /// Imports users with their passkeys from another service, or from an export of this one.
    Import(user_files::Import),
    #[cfg(feature = "user_files")]
    /// Writes all users with their passkeys, one JSON object per line.
    Export(user_files::Export),
}

/// The result of a command or a start.
type Outcome = Result<(), Box<dyn Error>>;

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Wrong settings, an unavailable database, and the errors of the command.
    pub fn run(self) -> Pin<Box<dyn Future<Output = Outcome>>> {
        match self {
            #[cfg(feature = "readiness")]
            Self::Capabilities(command) => Box::pin(readiness::run(command)),
            #[cfg(feature = "passage")]
            Self::ApiKey(command) => Box::pin(passage::run(command)),
            #[cfg(feature = "webhooks")]
            Self::Webhook(command) => Box::pin(webhooks::run(command)),
            #[cfg(feature = "console")]
            Self::Admin(command) => Box::pin(console::commands::run_admin(command)),
            #[cfg(feature = "console")]
            Self::Event(command) => Box::pin(console::event_commands::run(command)),
            #[cfg(feature = "demo")]
            Self::Demo => Box::pin(demo::run()),
            Self::User(command) => command.run(),
        }
    }
}

impl User {
    fn run(self) -> Pin<Box<dyn Future<Output = Outcome>>> {
        match self {
            Self::Invite(address) => Box::pin(operator_invitations::invite(address)),
            Self::Uninvite(address) => Box::pin(operator_invitations::withdraw(address)),
            Self::Invitations(format) => Box::pin(operator_invitations::list(format)),
            #[cfg(feature = "console")]
            Self::Console(command) => Box::pin(console::commands::run_user(command)),
            #[cfg(all(feature = "console", feature = "passage"))]
            Self::New(command) => Box::pin(passage::console::commands::run(command)),
            #[cfg(feature = "user_files")]
            Self::Import(command) => Box::pin(user_files::import(command)),
            #[cfg(feature = "user_files")]
            Self::Export(command) => Box::pin(user_files::export(command)),
        }
    }
}

/// The pages of all extras, as children of the router.
#[component(transparent)]
pub(crate) fn ExtraPages() -> StaticVec<AnyNestedRoute> {
    EXTRAS.iter().flat_map(|extra| (extra.pages)()).collect::<Vec<_>>().into()
}
