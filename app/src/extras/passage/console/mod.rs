//! The console's pages for the management API: API keys, new accounts and sign-in links.

pub mod commands;
pub(in super::super) mod create;
pub(in super::super) mod keys;
pub(in super::super) mod link;

use axum::routing::post;
use latchkey::Locale;
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::extras::Extra;
use crate::server_function::Access::Admin;
use crate::server_function::ServerFunction;

/// The part of the extra that exists only with the console.
#[rustfmt::skip]
pub(in super::super) const EXTRA: Extra = Extra {
    pages,
    server_functions: &[
        ServerFunction::new::<create::CreateUser>("/api/create_user", Admin),
        ServerFunction::new::<link::SendLinkToUser>("/api/send_link_to_user", Admin),
        ServerFunction::handler("/api/create_link_for_user", Admin, |rp| post(link::create).with_state(rp.clone())),
        ServerFunction::handler("/api/create_api_key", Admin, |rp| post(keys::create).with_state(rp.clone())),
        ServerFunction::new::<keys::RevokeApiKey>("/api/revoke_api_key", Admin),
    ],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../../locales/passage/console/en.ftl"),
        Locale::De => include_str!("../../../../locales/passage/console/de.ftl"),
        Locale::Es => include_str!("../../../../locales/passage/console/es.ftl"),
        Locale::It => include_str!("../../../../locales/passage/console/it.ftl"),
        Locale::Pl => include_str!("../../../../locales/passage/console/pl.ftl"),
        Locale::Pt => include_str!("../../../../locales/passage/console/pt.ftl"),
        Locale::Zh => include_str!("../../../../locales/passage/console/zh.ftl"),
    },
    ..Extra::NONE
};

fn pages() -> Vec<AnyNestedRoute> {
    let create =
        view! { <Route path=path!("/console/new-user") view=create::Create ssr=SsrMode::Async/> };
    let keys =
        view! { <Route path=path!("/console/api-keys") view=keys::Keys ssr=SsrMode::Async/> };
    vec![create.into_inner().into_any_nested_route(), keys.into_inner().into_any_nested_route()]
}
