//! Home: says what this is.

use leptos::prelude::*;

use super::parts::{Key, Page};
use crate::server::asking_page;

#[component]
pub(super) fn Home() -> impl IntoView {
    let signed_in = asking_page().and_then(|asking| asking.signed_in);
    let ways = match signed_in {
        Some(signed_in) => view! {
            <p>"You are signed in as " <strong>{signed_in.user.name()}</strong> "."</p>
            <p class="actions"><a class="button primary" href="/dashboard">"Open the dashboard"</a></p>
        }
        .into_any(),
        None => view! {
            <p class="actions">
                <a class="button primary" href="/sign-up">"Create an account"</a>
                <a class="button" href="/sign-in">"Sign in"</a>
            </p>
        }
        .into_any(),
    };
    view! {
        <Page title="Passkeys for your site">
            <section class="hero">
                <span class="badge"><Key/></span>
                <h1>"Sign in with a fingerprint, a face, or a screen lock"</h1>
                <p class="lead">
                    "A passkey web application in Rust that you clone, run and keep. "
                    "Accounts without passwords: nothing to remember, nothing to steal."
                </p>
                {ways}
            </section>
            <section class="steps" aria-labelledby="how">
                <h2 id="how">"How it works"</h2>
                <ol>
                    <li>
                        <h3>"Create a passkey"</h3>
                        <p>"Your device makes a pair of keys. The private one never leaves it, or the password manager you trust."</p>
                    </li>
                    <li>
                        <h3>"Sign in with one click"</h3>
                        <p>"No name to type. Your device proves that it has the key, for this site and for no look-alike."</p>
                    </li>
                    <li>
                        <h3>"No passkey at hand?"</h3>
                        <p>"A link or a short code by e-mail lets you in, in the browser that asked, and in no other."</p>
                    </li>
                </ol>
            </section>
        </Page>
    }
}
