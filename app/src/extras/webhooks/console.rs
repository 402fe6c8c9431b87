//! Webhooks in the console: endpoints, and their deliveries.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use latchkey::extras::console::Admin;
use latchkey::extras::webhooks::{EVENTS, Endpoint};
use latchkey::store::{Queued, State as Stage};
use latchkey::{Locale, RelyingParty, RequestContext};
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::extras::Extra;
use crate::extras::console;
use crate::extras::console::shown::{self, Shown, shown};
use crate::pages::components::{Ago, At};
use crate::pages::notice::{Done, Form};
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::server_function::{Access, ServerFunction};
use crate::words::{t, t_view};

const PATH: &str = "/console/webhooks";

/// The link in the navigation of the console.
pub(in super::super) const LINK: (&str, fn() -> String) = (PATH, || t!("console-hooks"));

/// How many deliveries the page lists.
const LISTED: i64 = 50;

/// The part of the extra that exists only with the console.
#[rustfmt::skip]
pub(in super::super) const EXTRA: Extra = Extra {
    pages,
    server_functions: &[
        ServerFunction::handler("/api/add_endpoint", Access::Admin, |rp| post(add).with_state(rp.clone())),
        ServerFunction::new::<RemoveEndpoint>("/api/remove_endpoint", Access::Admin),
        ServerFunction::new::<ResendDelivery>("/api/resend_delivery", Access::Admin),
    ],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../locales/webhooks/console/en.ftl"),
        Locale::De => include_str!("../../../locales/webhooks/console/de.ftl"),
        Locale::Es => include_str!("../../../locales/webhooks/console/es.ftl"),
        Locale::It => include_str!("../../../locales/webhooks/console/it.ftl"),
        Locale::Pl => include_str!("../../../locales/webhooks/console/pl.ftl"),
        Locale::Pt => include_str!("../../../locales/webhooks/console/pt.ftl"),
        Locale::Zh => include_str!("../../../locales/webhooks/console/zh.ftl"),
    },
    ..Extra::NONE
};

fn pages() -> Vec<AnyNestedRoute> {
    let hooks = view! { <Route path=path!("/console/webhooks") view=Hooks ssr=SsrMode::Async/> };
    vec![hooks.into_inner().into_any_nested_route()]
}

#[component]
fn Hooks() -> impl IntoView {
    console::page(t!("console-hooks"), load)
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let endpoints = page.rp.store().list_endpoints().await?;
    let deliveries = page.rp.webhooks().list_deliveries(LISTED).await?;
    let (has_none, was_quiet) = (endpoints.is_empty(), deliveries.is_empty());
    let origins: BTreeMap<_, _> =
        endpoints.iter().map(|endpoint| (endpoint.id.clone(), endpoint.origin())).collect();
    let deliveries = deliveries.into_iter().map(|delivery| {
        let to = origins.get(&delivery.to).cloned();
        view! { <Delivery delivery to/> }
    });
    let deliveries = deliveries.collect_view();
    let endpoints = endpoints.into_iter().map(|endpoint| view! { <Item endpoint/> });
    Ok(view! {
        <section class="card" aria-labelledby="endpoints">
            <h2 id="endpoints">{t!("console-endpoints")}</h2>
            <Done card="endpoints"/>
            {shown(|| t!("console-endpoint-shown"))}
            {has_none.then(|| view! { <p>{t!("console-endpoints-none")}</p> })}
            <ul class="items">{endpoints.collect_view()}</ul>
        </section>
        <New/>
        <section class="card" aria-labelledby="deliveries">
            <h2 id="deliveries">{t!("console-deliveries")}</h2>
            <Done card="deliveries"/>
            {was_quiet.then(|| view! { <p>{t!("console-deliveries-none")}</p> })}
            <ul class="items">{deliveries}</ul>
        </section>
    }
    .into_any())
}

#[component]
fn Item(endpoint: Endpoint) -> impl IntoView {
    let named = format!("endpoint-{}", endpoint.id);
    let events = endpoint.events.map_or_else(|| t!("console-hooks-all"), |all| all.join(", "));
    let created = view! { <At when=endpoint.created_at/> };
    view! {
        <li>
            <div class="about">
                <h3 id=named.clone()>{endpoint.url}</h3>
                <p class="meta">{events}</p>
                <p class="meta">{t_view!("console-endpoint-since"; created = created)}</p>
            </div>
            <form method="post" action="/api/remove_endpoint">
                <input type="hidden" name="id" value=endpoint.id/>
                <button type="submit" class="danger" aria-describedby=named>{t!("console-endpoint-remove")}</button>
            </form>
        </li>
    }
}

#[component]
fn New() -> impl IntoView {
    let events = EVENTS.map(|event| {
        view! {
            <label class="tick"><input type="checkbox" name=event value="yes"/> <code>{event}</code></label>
        }
    });
    view! {
        <section class="card" aria-labelledby="new">
            <h2 id="new">{t!("console-endpoint-new")}</h2>
            <form method="post" action="/api/add_endpoint">
                <label for="url">{t!("console-endpoint-url")}</label>
                <input
                    id="url" name="url" type="url" required maxlength="2000" autocomplete="off"
                    placeholder="https://example.org/hooks" aria-describedby="url-help"
                />
                <p id="url-help" class="meta">{t!("console-endpoint-what")}</p>
                <fieldset>
                    <legend>{t!("console-endpoint-events")}</legend>
                    {events.into_iter().collect_view()}
                </fieldset>
                <button type="submit">{t!("console-endpoint-add")}</button>
            </form>
        </section>
    }
}

#[component]
fn Delivery(
    delivery: Queued,
    /// The origin of the endpoint, unless it was removed.
    to: Option<String>,
) -> impl IntoView {
    let named = format!("delivery-{}", delivery.id);
    let (good, bad) = (delivery.state == Stage::Sent, delivery.state == Stage::Failed);
    let can_resend = (good || bad) && to.is_some();
    let again = can_resend.then(|| {
        view! {
            <form method="post" action="/api/resend_delivery">
                <input type="hidden" name="id" value=delivery.id/>
                <button type="submit" aria-describedby=named.clone()>{t!("console-delivery-resend")}</button>
            </form>
        }
    });
    view! {
        <li>
            <div class="about">
                <h3 id=named><code>{delivery.kind}</code></h3>
                <p class="meta">{to.unwrap_or_else(|| t!("console-endpoint-gone"))}</p>
                <p class="meta">
                    <Ago when=delivery.created_at/> ", " {t!("console-delivery-attempts", count = delivery.attempts)}
                </p>
                {delivery.last_error.map(|why| view! { <p class="meta">{why}</p> })}
                <p class="tags"><span class="tag" class:good=good class:bad=bad>{stage_words(delivery.state)}</span></p>
            </div>
            {again}
        </li>
    }
}

fn stage_words(stage: Stage) -> String {
    match stage {
        Stage::Waiting => t!("console-delivery-waiting"),
        Stage::Sending => t!("console-delivery-sending"),
        Stage::Sent => t!("console-delivery-sent"),
        Stage::Failed => t!("console-delivery-failed"),
    }
}

/// Adds an endpoint, and shows its secret once.
async fn add(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    request: Request,
) -> Response {
    let page = |_: &BTreeMap<String, String>| PATH.to_owned();
    shown::answer(&rp, &context, request, page, async |admin, form: BTreeMap<String, String>| {
        let url = form.get("url").map(|url| url.trim()).unwrap_or_default();
        let events = EVENTS.iter().filter(|event| form.contains_key(**event));
        let events: Vec<_> = events.map(|event| (*event).to_owned()).collect();
        let (_, secret) = rp.webhooks().add_endpoint(&admin.context(&rp), url, &events).await?;
        Ok(Shown(secret.expose().to_owned()))
    })
    .await
}

/// Removes an endpoint.
#[server(endpoint = "remove_endpoint")]
pub(crate) async fn remove_endpoint(id: String) -> Result<(), Refused> {
    let (rp, admin) = console::admin().await?;
    let removed = async { rp.webhooks().remove_endpoint(&admin?.context(&rp), &id).await };
    Form::on(PATH).says("done-endpoints-removed").answer(removed.await);
    Ok(())
}

/// Sends a delivery again.
#[server(endpoint = "resend_delivery")]
pub(crate) async fn resend_delivery(id: String) -> Result<(), Refused> {
    let (rp, admin) = console::admin().await?;
    let resent = async { rp.webhooks().resend_delivery(&admin?.context(&rp), &id).await };
    Form::on(PATH).says("done-deliveries-resent").answer(resent.await);
    Ok(())
}
