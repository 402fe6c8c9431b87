//! The pages: home, sign-up and sign-in.

use std::collections::BTreeMap;

use http::HeaderValue;
use http::header::SET_COOKIE;
use leptos::config::LeptosOptions;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::ceremonies::{Ceremony, SIGN_IN, SIGN_UP};
use crate::island::passkey_button::{ID, PasskeyButton};
use crate::problem::{Problem, WORDS};
use crate::request;

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>"A Leptos application with passkeys"</title>
                <AutoReload options=options.clone()/>
                <HydrationScripts options islands=true/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <main>
                <Routes fallback=|| "Not found">
                    <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                    <Route path=path!("/sign-up") view=SignUp ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    let content = Suspend::new(async {
        match request::signed_in().await {
            Some(signed_in) => view! {
                <h1>"Hello, " {signed_in.user.name()}</h1>
                <form method="post" action="/api/sign_out"><button>"Sign out"</button></form>
            }
            .into_any(),
            None => view! {
                <h1>"Hello"</h1>
                <p><a href="/sign-up">"Sign up"</a> " or " <a href="/sign-in">"sign in"</a></p>
            }
            .into_any(),
        }
    });
    view! { <Suspense>{content}</Suspense> }
}

#[component]
fn SignUp() -> impl IntoView {
    view! {
        <h1>"Sign up"</h1>
        <form>
            <label for="email">"Email"</label>
            " "
            <input id="email" name="email" type="email" required autocomplete="username"/>
            <Passkey of=SIGN_UP label="Create a passkey"/>
        </form>
    }
}

#[component]
fn SignIn() -> impl IntoView {
    view! {
        <h1>"Sign in"</h1>
        <label for="email">"Email"</label>
        " "
        <input id="email" name="email" type="email" autocomplete="username webauthn"/>
        <Passkey of=SIGN_IN label="Sign in with a passkey"/>
    }
}

/// The button that runs a ceremony. A page can have one.
#[component]
fn Passkey(of: Ceremony, label: &'static str) -> impl IntoView {
    let Ceremony { name, start, finish } = of;
    let words = serde_json::json!(WORDS.iter().copied().collect::<BTreeMap<_, _>>());
    view! {
        <div id=ID data-ceremony=name data-start=start data-finish=finish data-next="/" data-words=words.to_string()>
            <PasskeyButton>{label}</PasskeyButton>
        </div>
    }
}

/// Ends this session.
#[server(endpoint = "sign_out")]
pub(crate) async fn sign_out() -> Result<(), Problem> {
    let (rp, context) = request::context().await?;
    let cookie: HeaderValue = rp.sessions().sign_out(&context).await?;
    expect_context::<ResponseOptions>().append_header(SET_COOKIE, cookie);
    leptos_axum::redirect("/");
    Ok(())
}
