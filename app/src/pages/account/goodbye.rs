//! Goodbye: says that an account is gone, and tells the password manager.

use latchkey::{Config, UserId};
use leptos::prelude::*;
use serde_json::json;

use super::super::parts::{Page, Signals};
use crate::server::asking_page;
use crate::words::t;

#[component]
pub(in crate::pages) fn Goodbye() -> impl IntoView {
    let content = Suspend::new(async move {
        let asking = asking_page()?;
        let headers = use_context::<http::request::Parts>()?.headers;
        let gone = asking.rp.farewell(&headers).await.unwrap_or_else(|error| {
            error.log();
            None
        });
        Some(match gone {
            Some(user_id) => view! {
                <Signals signals=signals(asking.rp.config(), user_id)/>
                <h1>{t!("goodbye-done")}</h1>
                <p>{t!("goodbye-nothing-left")}</p>
                <p>
                    {t!("goodbye-manager")}
                </p>
            }
            .into_any(),
            None => view! {
                <h1>{t!("goodbye-title")}</h1>
                <p>{t!("goodbye-none")}</p>
            }
            .into_any(),
        })
    });
    view! {
        <Page title=t!("goodbye-title")>
            <section class="card narrow">
                <Suspense>{content}</Suspense>
                <p class="actions"><a class="button" href="/">{t!("missing-home")}</a></p>
            </section>
        </Page>
    }
}

/// None of the account's passkeys works any more.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-signal-methods>
fn signals(config: &Config, user_id: UserId) -> String {
    json!({
        "signalAllAcceptedCredentials": {
            "rpId": config.rp_id, "userId": user_id.handle(), "allAcceptedCredentialIds": [],
        },
    })
    .to_string()
}
