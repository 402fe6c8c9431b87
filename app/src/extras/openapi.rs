//! The API reference at `/docs`, where each operation of `/openapi.json` can be tried.
//!
//! Swagger UI shows it. It is inside the binary like all assets (`assets.rs`) and runs under the same content
//! security policy as every page. Its requests come from this origin, so they carry the session cookie.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Extra;
use crate::assets;
use crate::pages::components::Page;
use crate::request;
use crate::words::t;

/// The extra.
pub(super) const EXTRA: Extra = Extra {
    pages: || {
        let docs = view! { <Route path=path!("/docs") view=Docs ssr=SsrMode::Async/> };
        vec![docs.into_inner().into_any_nested_route()]
    },
    link: Some(|| (PATH, t!("frame-docs"))),
    ..Extra::NONE
};

/// The path of the page.
pub(crate) const PATH: &str = "/docs";

/// Whether this is the page being rendered.
pub(crate) fn is_asked_for() -> bool {
    request::page().is_some_and(|page| page.path() == PATH)
}

#[component]
pub(crate) fn Docs() -> impl IntoView {
    let root = assets::root();
    view! {
        <Page title=t!("docs-title")>
            // In this order: what Swagger UI doesn't set must not come from our styles.
            <link rel="stylesheet" href=format!("{root}/docs.css")/>
            <link rel="stylesheet" href=format!("{root}/swagger-ui/style.css")/>
            <h1>{t!("docs-heading")}</h1>
            <p class="without-scripts">{t!("docs-without-scripts")}</p>
            <h2><a href="/openapi.json">"/openapi.json"</a></h2>
            <div id="docs" lang="en"></div>
            <script defer src=format!("{root}/swagger-ui/bundle.js") nonce=use_nonce()></script>
            <script type="module" src=format!("{root}/docs.js") nonce=use_nonce()></script>
        </Page>
    }
}
