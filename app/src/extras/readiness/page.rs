//! The page /ready: what this browser and device can do with passkeys, and what to do about the rest.
//!
//! A small script (`public/readiness.js`) asks the browser and marks each line of the page as "yes", "no",
//! "unknown" or, without passkeys, "none". The page contains the texts of every state, and the style sheet shows
//! those of the current one. If the browser doesn't answer, that isn't a "no". No button depends on this page.
//!
//! The script isn't written in Rust like the island, because all Rust ends up in one WebAssembly file that the
//! sign-in page loads. The script is a kilobyte, compressed, on one page.

use http::HeaderMap;
use http::request::Parts;
use latchkey::extras::readiness::CAPABILITIES;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::Stylesheet;

use crate::assets;
use crate::pages::components::Page;
use crate::pages::response::set_cookie;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::t;

#[component]
pub(crate) fn Ready() -> impl IntoView {
    // The capabilities to report. None if this browser was already counted today.
    let counted = request::page()
        .filter(|page| !page.rp.readiness().is_counted(&headers()))
        .map(|_| CAPABILITIES.join(" "));
    view! {
        <Page title=t!("ready-title")>
            <Stylesheet href=format!("{}/readiness.css", assets::root())/>
            <h1>{t!("ready-heading")}</h1>
            <p class="without-scripts">{t!("ready-without-scripts")}</p>
            <div
                role="status" class="verdict" data-needs="userVerifyingPlatformAuthenticator"
            >
                <p data-when="checking">{t!("ready-checking")}</p>
                <p data-when="yes">{t!("ready-verdict-yes")}</p>
                <p data-when="no">{t!("ready-verdict-no")}</p>
                <p data-when="unknown">{t!("ready-verdict-unknown")}</p>
                <p data-when="none">{t!("ready-verdict-none")}</p>
            </div>
            <section id="ready" class="card" aria-label=t!("ready-list") data-counted=counted>
                <ul class="items">
                    <Line
                        needs="userVerifyingPlatformAuthenticator"
                        name=t!("ready-device") yes=t!("ready-device-yes") no=t!("ready-device-no")
                    />
                    <Line
                        needs="conditionalGet"
                        name=t!("ready-field") yes=t!("ready-field-yes") no=t!("ready-field-no")
                    />
                    <Line
                        needs="hybridTransport"
                        name=t!("ready-phone") yes=t!("ready-phone-yes") no=t!("ready-phone-no")
                    />
                    <Line
                        needs="immediateGet"
                        name=t!("ready-immediate") yes=t!("ready-immediate-yes") no=t!("ready-immediate-no")
                    />
                    <Line
                        needs="signalUnknownCredential signalAllAcceptedCredentials signalCurrentUserDetails"
                        name=t!("ready-signals") yes=t!("ready-signals-yes") no=t!("ready-signals-no")
                    />
                </ul>
                <p class="meta">{t!("ready-counted")}</p>
            </section>
            <script type="module" src=format!("{}/readiness.js", assets::root()) nonce=use_nonce()></script>
        </Page>
    }
}

/// A capability of a browser.
#[component]
fn Line(
    /// The capabilities that it needs, by their WebAuthn names.
    needs: &'static str,
    name: String,
    yes: String,
    /// What to do without it.
    no: String,
) -> impl IntoView {
    view! {
        <li class="capability" data-needs=needs>
            <h2>{name}</h2>
            <p data-when="yes"><span class="tag good">{t!("ready-yes")}</span> {yes}</p>
            <p data-when="no"><span class="tag">{t!("ready-no")}</span> {no}</p>
            <p data-when="unknown"><span class="tag">{t!("ready-unknown")}</span> {t!("ready-unknown-why")}</p>
            <p data-when="none"><span class="tag">{t!("ready-no")}</span> {t!("ready-none-why")}</p>
        </li>
    }
}

fn headers() -> HeaderMap {
    use_context::<Parts>().map(|parts| parts.headers).unwrap_or_default()
}

/// Counts the capabilities that a browser reports.
#[server(endpoint = "count_capabilities")]
pub(crate) async fn count_capabilities(said: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    if let Some(cookie) = rp.readiness().count_capabilities(&context, &headers(), &said).await? {
        set_cookie(cookie);
    }
    Ok(())
}
