//! The pages: their paths, the frame around them, and what several of them show.
#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

mod account;
mod cancel_reset;
mod dashboard;
mod docs;
mod home;
mod language;
mod link_proof;
mod magic_link;
mod mailbox;
mod parts;
mod passkey_offer;
mod proof;
mod ready;
mod recovery;
mod recovery_codes;
mod refused;
mod sign_in;
mod sign_up;

use http::HeaderValue;
use http::header::{RETRY_AFTER, SET_COOKIE};
use latchkey::redirect::by_way_of;
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use self::account::{Account, Delete, Goodbye};
use self::cancel_reset::CancelReset;
use self::dashboard::Dashboard;
use self::docs::Docs;
use self::home::Home;
use self::magic_link::MagicLink;
use self::mailbox::Mailbox;
use self::passkey_offer::PasskeyOffer;
use self::ready::Ready;
use self::recovery::Recovery;
use self::recovery_codes::RecoveryCodes;
use self::refused::{Elsewhere, NotFound};
use self::sign_in::SignIn;
use self::sign_up::SignUp;
use crate::problem::Problem;
use crate::server::assets;
use crate::words::locale;

pub(crate) use self::recovery_codes::Made;

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
                <link rel="stylesheet" id="leptos" href=format!("{root}/pkg/latchkey.css")/>
                <link rel="icon" href=format!("{root}/icon.svg") type="image/svg+xml"/>
                <AutoReload options=options.clone()/>
                // Nothing on that page waits for WebAssembly, which would be in its own scripts' way.
                {(!docs::is_asked_for())
                    .then(|| view! { <HydrationScripts options islands=true root=root/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The pages and their paths. All of them are rendered whole before the first byte is sent: a
/// page may set its status, and none needs a script to show what it says.
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
                <Route path=path!("/recovery") view=Recovery ssr=SsrMode::Async/>
                <Route path=path!("/recovery-codes") view=RecoveryCodes ssr=SsrMode::Async/>
                <Route path=path!("/cancel-reset") view=CancelReset ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/account") view=Account ssr=SsrMode::Async/>
                <Route path=path!("/dashboard/account/delete") view=Delete ssr=SsrMode::Async/>
                <Route path=path!("/goodbye") view=Goodbye ssr=SsrMode::Async/>
                <Route path=path!("/magic-link") view=MagicLink ssr=SsrMode::Async/>
                <Route path=path!("/ready") view=Ready ssr=SsrMode::Async/>
                <Route path=path!("/docs") view=Docs ssr=SsrMode::Async/>
                <Route path=path!("/dev/mailbox") view=Mailbox ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

/// What a page shows of what it has loaded; or nothing, with the status of why it cannot.
fn shown(loaded: latchkey::Result<Option<AnyView>>) -> Option<AnyView> {
    loaded.unwrap_or_else(|error| {
        set_status(&error);
        error.log();
        None
    })
}

/// Where a form leads: on to a page; or back to its own, with what went wrong. Whoever is signed
/// out has to sign in.
fn go_on(outcome: latchkey::Result<()>, page: &str, back: &str) {
    match outcome {
        Ok(()) => leptos_axum::redirect(page),
        Err(error) => {
            let back = if matches!(error, latchkey::Error::SignedOut) { "/sign-in" } else { back };
            let code = Problem::from(error).code;
            leptos_axum::redirect(&by_way_of(back, Some(&code), None));
        }
    }
}

/// Has the answer of a server function set a cookie.
fn set_cookie(cookie: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(SET_COOKIE, cookie);
    }
}

/// Answers the page with the status of a failure. If the server can't answer at all, the reader gets
/// a page that says so instead of this one (`server/refusals.rs`).
fn set_status(error: &latchkey::Error) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(error.status());
        if let Some(seconds) = error.retry_after() {
            response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
}
