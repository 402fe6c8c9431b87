//! Explain: what happened in the last ceremonies, step by step, and a page to break the rules.
//!
//! It exists on a developer's own machine, and without the page to break the rules where `LATCHKEY_EXPLAIN` is on.
//! Elsewhere, these paths have no page.

mod anatomy;
mod break_it;
mod ceremony;
mod code;
mod steps;

use std::sync::Arc;

use latchkey::Locale;
use latchkey::extras::explain::Record;
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Extra;
use crate::assets;
use crate::pages::components::Page;
use crate::pages::refused::NotFound;
use crate::request::{self, PageRequest};
use crate::server_function::Access::Anyone;
use crate::server_function::ServerFunction;
use crate::words::t;

/// The extra.
#[rustfmt::skip]
pub(super) const EXTRA: Extra = Extra {
    pages,
    link,
    news,
    without_islands: &[PATH, BREAK_IT, CODE],
    server_functions: &[
        ServerFunction::new::<break_it::DemoStart>("/api/demo_start", Anyone),
        ServerFunction::new::<break_it::DemoSend>("/api/demo_send", Anyone),
        ServerFunction::new::<break_it::DemoChange>("/api/demo_change", Anyone),
    ],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/explain/en.ftl"),
        Locale::De => include_str!("../../../locales/explain/de.ftl"),
        Locale::Es => include_str!("../../../locales/explain/es.ftl"),
        Locale::It => include_str!("../../../locales/explain/it.ftl"),
        Locale::Pl => include_str!("../../../locales/explain/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/explain/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/explain/zh.ftl"),
    },
    ..Extra::NONE
};

const PATH: &str = "/explain";
const BREAK_IT: &str = "/explain/break-it";
const CODE: &str = "/explain/code";

fn pages() -> Vec<AnyNestedRoute> {
    let ceremony =
        view! { <Route path=path!("/explain") view=ceremony::Explain ssr=SsrMode::Async/> };
    let break_it = view! { <Route path=path!("/explain/break-it") view=break_it::BreakIt ssr=SsrMode::Async/> };
    let code = view! { <Route path=path!("/explain/code") view=code::Code ssr=SsrMode::Async/> };
    vec![
        ceremony.into_inner().into_any_nested_route(),
        break_it.into_inner().into_any_nested_route(),
        code.into_inner().into_any_nested_route(),
    ]
}

/// How long after a ceremony the next page leads to its explanation, in seconds.
const JUST: i64 = 60;

/// The link at the foot of pages, while there is something to explain to this browser.
fn link() -> Option<(&'static str, String)> {
    (news().is_none() && !records(&here()?).is_empty()).then(|| (PATH, t!("explain-link")))
}

/// The link at the top of pages, right after a ceremony.
fn news() -> Option<(&'static str, String)> {
    let page = here()?;
    let is_just = records(&page).first()?.at > page.rp.clock().now() - JUST;
    (is_just && !page.path().starts_with(PATH)).then(|| (PATH, t!("explain-link")))
}

/// Returns the ceremonies that this browser may look at, newest first.
fn records(page: &PageRequest) -> Vec<Arc<Record>> {
    let user = page.signed_in.as_ref().map(|signed_in| signed_in.user.id);
    page.rp.explanations().list(&page.context, user)
}

/// Returns the request for the current page, where ceremonies are explained.
fn here() -> Option<PageRequest> {
    request::page().filter(|page| page.rp.explanations().are_on())
}

/// The frame of these pages, or the page for unknown paths.
#[component]
fn Frame(title: String, children: Children) -> impl IntoView {
    if here().is_none() {
        return view! { <NotFound/> }.into_any();
    }
    let style = format!("{}/explain.css", assets::root());
    view! {
        <Page title>
            <link rel="stylesheet" href=style/>
            {children()}
        </Page>
    }
    .into_any()
}
