//! The pages and their paths, and the document around them.
#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

pub(crate) mod account;
pub(crate) mod account_area;
pub(crate) mod activity;
pub(crate) mod components;
pub(crate) mod dashboard;
pub(crate) mod frame;
mod home;
mod icons;
pub(crate) mod language;
mod look;
pub(crate) mod magic_link;
mod mailbox;
pub(crate) mod not_me;
pub(crate) mod notice;
mod passkey_offer;
pub(crate) mod reauthentication;
pub(crate) mod recovery;
pub(crate) mod refused;
pub(crate) mod response;
pub(crate) mod sign_in;
mod sign_up;
pub(crate) mod signals;
pub(crate) mod signed_in_link;
pub(crate) mod verify;

use latchkey::config::Colour;
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use self::account::{Account, Delete, Goodbye};
use self::activity::Activity;
use self::dashboard::Dashboard;
use self::home::Home;
use self::look::Look;
use self::magic_link::MagicLink;
use self::mailbox::Mailbox;
use self::not_me::NotMe;
use self::passkey_offer::PasskeyOffer;
use self::recovery::{CancelReset, Codes, Recovery};
use self::refused::Elsewhere;
use self::sign_in::SignIn;
use self::sign_up::SignUp;
use self::verify::Verify;
use crate::assets;
use crate::extras::{EXTRAS, ExtraPages};
use crate::request::{self, PageRequest};
use crate::words::{locale, t};

/// The document around every page.
pub(crate) fn shell(options: LeptosOptions) -> impl IntoView {
    let root = assets::root();
    view! {
        <!DOCTYPE html>
        <html lang=locale().as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                // The page's background (style/tokens.css), around which some browsers paint their bars.
                <meta name="theme-color" content="#f7f8fb" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#0e1120" media="(prefers-color-scheme: dark)"/>
                <meta name="description" content=t!("home-lead")/>
                <link rel="stylesheet" id="leptos" href=format!("{root}/pkg/latchkey.css")/>
                {accent()}
                <link rel="icon" href=format!("{root}/icon.svg") type="image/svg+xml"/>
                <AutoReload options=options.clone()/>
                {has_islands()
                    .then(|| view! { <HydrationScripts options islands=true root=root/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The style sheet with the site's accent colour, if it has another than style/tokens.css.
fn accent() -> Option<impl IntoView> {
    let accent = request::page()?.rp.settings().site().accent;
    let path = format!("{}/accent/{}.css", assets::root(), accent.digits());
    (accent != Colour::DEFAULT).then(|| view! { <link rel="stylesheet" id="accent" href=path/> })
}

/// Whether the page loads the islands. Those that an extra excludes don't.
fn has_islands() -> bool {
    let page = request::page();
    let path = page.as_ref().map(PageRequest::path).unwrap_or_default();
    !EXTRAS.iter().any(|extra| extra.without_islands.contains(&path))
}

/// The pages and their paths. Each is rendered completely before the first byte is sent, so a page can set its
/// status and needs no script to show its content.
#[component]
pub(crate) fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=Elsewhere>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/sign-up") view=SignUp ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                <Route path=path!("/dashboard") view=Dashboard ssr=SsrMode::Async/>
                <Route path=path!("/passkey-offer") view=PasskeyOffer ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/account") view=Account ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/account/delete") view=Delete ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/activity") view=Activity ssr=SsrMode::Async/>
                <Route path=path!("/verify") view=Verify ssr=SsrMode::Async/>
                <Route path=path!("/goodbye") view=Goodbye ssr=SsrMode::Async/>
                <Route path=path!("/recovery") view=Recovery ssr=SsrMode::Async/>
                <Route path=path!("/recovery-codes") view=Codes ssr=SsrMode::Async/>
                <Route path=path!("/cancel-reset") view=CancelReset ssr=SsrMode::Async/>
                <Route path=path!("/not-me") view=NotMe ssr=SsrMode::Async/>
                <Route path=path!("/magic-link") view=MagicLink ssr=SsrMode::Async/>
                <Route path=path!("/dev/look") view=Look ssr=SsrMode::Async/>
                <Route path=path!("/dev/mailbox") view=Mailbox ssr=SsrMode::Async/>
                <ExtraPages/>
            </Routes>
        </Router>
    }
}
