//! The error pages.

use leptos::prelude::*;

use super::components::Page;
use super::response::set_status;
use crate::problem::words;
use crate::request;
use crate::words::t;

/// The page for an unknown path: the error of a rejected request if there is one, or "not found".
#[component]
pub(super) fn Elsewhere() -> impl IntoView {
    let code = request::refusal().map(|refusal| refusal.code);
    match code.filter(|code| code != latchkey::Error::NotFound.code()) {
        Some(code) => view! { <Refused code/> }.into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

#[component]
fn Refused(code: String) -> impl IntoView {
    view! { <Short title=t!("refused-title") heading=t!("refused-heading") hint=words(&code)/> }
}

#[component]
pub(crate) fn NotFound() -> impl IntoView {
    set_status(&latchkey::Error::NotFound);
    view! { <Short title=t!("missing-title") heading=t!("missing-heading") hint=t!("missing-hint")/> }
}

#[component]
fn Short(title: String, heading: String, hint: String) -> impl IntoView {
    view! {
        <Page title>
            <section class="card narrow">
                <h1>{heading}</h1>
                <p>{hint}</p>
                <p><a class="button" href="/">{t!("missing-home")}</a></p>
            </section>
        </Page>
    }
}
