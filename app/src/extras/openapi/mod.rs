//! The API reference at `/docs`, where each operation of `/openapi.json` can be tried.
//!
//! Swagger UI shows it. It is inside the binary like all assets (`assets.rs`) and runs under the same content
//! security policy as every page. Its requests come from this origin, so they carry the session cookie.

use latchkey::Locale;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Extra;
use crate::assets::{self, Hashed};
use crate::pages::components::Page;
use crate::words::t;

/// The extra.
pub(super) const EXTRA: Extra = Extra {
    pages: || {
        let docs = view! { <Route path=path!("/docs") view=Docs ssr=SsrMode::Async/> };
        vec![docs.into_inner().into_any_nested_route()]
    },
    link: || Some((PATH, t!("frame-docs"))),
    public_page: Some(PATH),
    // Its own scripts do the work, so nothing there waits for WebAssembly.
    without_islands: &[PATH],
    assets: &SWAGGER_UI,
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/openapi/en.ftl"),
        Locale::De => include_str!("../../../locales/openapi/de.ftl"),
        Locale::Es => include_str!("../../../locales/openapi/es.ftl"),
        Locale::It => include_str!("../../../locales/openapi/it.ftl"),
        Locale::Pl => include_str!("../../../locales/openapi/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/openapi/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/openapi/zh.ftl"),
    },
    ..Extra::NONE
};

/// The path of the page.
const PATH: &str = "/docs";

#[component]
fn Docs() -> impl IntoView {
    let root = assets::root();
    view! {
        <Page title=t!("docs-title")>
            // In this order: what Swagger UI doesn't set must not come from our styles.
            <link rel="stylesheet" href=format!("{root}/openapi.css")/>
            <link rel="stylesheet" href=format!("{root}/swagger-ui/style.css")/>
            <h1>{t!("docs-heading")}</h1>
            <p class="without-scripts">{t!("docs-without-scripts")}</p>
            <h2><a href="/openapi.json">"/openapi.json"</a></h2>
            <div id="docs" lang="en"></div>
            <script defer src=format!("{root}/swagger-ui/bundle.js") nonce=use_nonce()></script>
            <script type="module" src=format!("{root}/openapi.js") nonce=use_nonce()></script>
        </Page>
    }
}

macro_rules! swagger_ui {
    ($($name:literal)*) => {
        [$((
            concat!("swagger-ui/", $name),
            include_bytes!(concat!(env!("OUT_DIR"), "/assets/swagger-ui/", $name)),
            include_str!(concat!(env!("OUT_DIR"), "/assets/swagger-ui/", $name, ".hash")),
        )),*]
    };
}

/// Swagger UI, as the build script unpacks it.
const SWAGGER_UI: [Hashed; 6] = swagger_ui! {
    "bundle.js" "bundle.js.br" "bundle.js.gz" "style.css" "style.css.br" "style.css.gz"
};

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_hashes_of_swagger_ui_are_its_own() {
        for (name, bytes, hash) in SWAGGER_UI {
            let digest = Sha256::digest(bytes);
            let own = digest.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
            assert_eq!(hash, own, "{name}");
        }
    }
}
