//! The page /explain/break-it: sends responses that must be refused, and shows which step refuses them.
//!
//! The script (`public/explain.js`) holds the key of a demo credential and bends its responses. The server's answer
//! is that of the functions that finish every ceremony. The rows are those of `docs/negative-cases.md`.

use std::collections::BTreeMap;

use latchkey::extras::explain::{Row, rows};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Frame, PATH, here};
use crate::assets;
use crate::ceremonies::Started;
use crate::pages::refused::NotFound;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::t;

#[component]
pub(super) fn BreakIt() -> impl IntoView {
    let words = BTreeMap::from([
        ("send", t!("explain-send")),
        ("changed", t!("explain-changed")),
        ("nothing", t!("explain-nothing-changed")),
        ("expected", t!("explain-as-expected")),
        ("unexpected", t!("explain-unexpected")),
        ("refused", t!("explain-refused-at")),
        ("accepted", t!("explain-accepted")),
        ("all", t!("explain-all-steps")),
        ("failed", t!("explain-failed")),
        ("addition", t!("explain-try-addition")),
        ("verification", t!("explain-try-verification")),
        ("tabs", t!("explain-try-tabs")),
        ("sum", t!("explain-sum", right = "#", all = "##")),
    ]);
    let rows = rows().map(|row| view! { <Case row/> });
    let page = here().filter(|page| page.rp.explanations().has_demo());
    let Some(page) = page else { return view! { <NotFound/> }.into_any() };
    // An origin that may use the passkeys, but not the ceremonies of this site's own pages.
    let allowed = page.rp.config().allowed_origins.first();
    let allowed = allowed.map(|url| url.origin().ascii_serialization());
    view! {
        <Frame title=t!("explain-break-it")>
            <h1>{t!("explain-break-it")}</h1>
            <p>{t!("explain-break-it-how")}</p>
            <p class="note">{t!("explain-demo")}</p>
            <p class="without-scripts">{t!("explain-without-scripts")}</p>
            <section id="break-it" class="card" aria-labelledby="cases" data-words=json!(words).to_string() data-allowed=allowed>
                <h2 id="cases">{t!("explain-cases")}</h2>
                <p class="actions"><button type="button" id="send-all" class="primary" hidden>{t!("explain-send-all")}</button></p>
                <p id="sum" role="status"></p>
                <ul class="cases">{rows.collect_view()}</ul>
            </section>
            <p class="aside"><a href=PATH>{t!("explain-back")}</a></p>
            <script type="module" src=format!("{}/explain.js", assets::root()) nonce=use_nonce()></script>
        </Frame>
    }
    .into_any()
}

#[component]
fn Case(row: Row) -> impl IntoView {
    let Row { number, case, steps, tests } = row;
    let name = format!("case-{number}");
    let buttons = [
        ("registration", t!("explain-try-sign-up")),
        ("authentication", t!("explain-try-sign-in")),
    ];
    let buttons = buttons.map(|(kind, label)| {
        let described = format!("{name}-{kind} {name}");
        view! {
            <button type="button" id=format!("{name}-{kind}") data-kind=kind aria-labelledby=described hidden>{label}</button>
        }
    });
    // In the docs, code is between backticks.
    let case = case.split('`').enumerate().map(|(place, text)| match place % 2 {
        0 => text.to_owned().into_any(),
        _ => view! { <code>{text.to_owned()}</code> }.into_any(),
    });
    view! {
        <li class="case" data-row=number data-steps=steps.join(" ")>
            <p>
                <span class="number">{number}</span> " "
                <span id=name lang="en">{case.collect_view()}</span> " "
                <span class="meta">{steps.join(", ")}</span>
            </p>
            <p class="tests meta" lang="en">{tests.first().map(|test| view! { <code>{test.clone()}</code> })}</p>
            <p class="actions">{buttons.collect_view()}</p>
        </li>
    }
}

/// The server's verdict on a response.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sent {
    /// The step that refused it.
    step: Option<String>,
    code: String,
    /// The words in the log.
    why: String,
    /// The record that /explain shows.
    record: Option<String>,
    /// The demo account that has a session now.
    account: Option<String>,
}

/// Starts a ceremony for the demo credential.
#[server(endpoint = "demo_start")]
pub(crate) async fn demo_start(
    kind: String,
    #[server(default)] account: String,
) -> Result<Started, Refused> {
    let (rp, context) = request::context().await?;
    let started = rp.explanations().start_demo(&context, &kind, &account).await?;
    Ok(Started::new(started, context.browser.hash().is_some()))
}

/// Finishes a ceremony of the demo credential.
#[server(endpoint = "demo_send")]
pub(crate) async fn demo_send(
    kind: String,
    #[server(default)] account: String,
    ceremony: String,
    credential: String,
) -> Result<Sent, Refused> {
    let (rp, context) = request::context().await?;
    let sent =
        rp.explanations().finish_demo(&context, &kind, &account, &ceremony, &credential).await?;
    let latchkey::extras::explain::Sent { step, code, why, record, account, .. } = sent;
    Ok(Sent { step, code: code.to_owned(), why, record, account })
}

/// Removes a passkey of the demo account, or the account itself.
#[server(endpoint = "demo_change")]
pub(crate) async fn demo_change(
    change: String,
    account: String,
    #[server(default)] credential_id: String,
) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    Ok(rp.explanations().change_demo(&context, &change, &account, &credential_id).await?)
}
