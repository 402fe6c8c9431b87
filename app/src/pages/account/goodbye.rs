//! The page after deleting an account. It also signals the deletion to the password manager.

use leptos::prelude::*;

use crate::pages::components::{Page, Signals};
use crate::pages::signals::no_passkeys;
use crate::request;
use crate::words::t;

#[component]
pub(crate) fn Goodbye() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        let headers = use_context::<http::request::Parts>()?.headers;
        let gone = page.rp.accounts().farewell(&headers).await.unwrap_or_else(|error| {
            error.log();
            None
        });
        Some(match gone {
            Some(handle) => view! {
                <Signals signals=no_passkeys(page.rp.config(), &handle)/>
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
