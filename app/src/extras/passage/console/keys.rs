//! API keys of back ends: creating, listing and revoking them.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::Response;
use latchkey::extras::console::Admin;
use latchkey::extras::passage::ApiKey;
use latchkey::extras::passage::api_key::{NewKey, Scope};
use latchkey::{Error, RelyingParty, RequestContext};
use leptos::prelude::*;
use serde::Deserialize;

use crate::extras::console;
use crate::extras::console::shown::{self, Shown, shown};
use crate::pages::components::{Ago, At};
use crate::pages::notice::{Done, Form};
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::{t, t_view};

const PATH: &str = "/console/api-keys";

/// The link in the navigation of the console.
pub(in super::super::super) const LINK: (&str, fn() -> String) = (PATH, || t!("console-keys"));

/// The lifetimes to choose from, in days.
const DAYS: [u32; 3] = [30, 90, 365];

#[component]
pub(super) fn Keys() -> impl IntoView {
    console::page(t!("console-keys"), load)
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let now = page.rp.clock().now();
    let keys = page.rp.api_keys().list().await?;
    let is_empty = keys.is_empty();
    let items = keys.into_iter().map(|key| {
        let is_expired = key.expires_at.is_some_and(|at| at <= now);
        view! { <Item key is_expired/> }
    });
    Ok(view! {
        <section class="card" aria-labelledby="keys">
            <h2 id="keys">{t!("console-keys-list")}</h2>
            <Done card="keys"/>
            {shown(|| t!("console-key-shown"))}
            {is_empty.then(|| view! { <p>{t!("console-keys-none")}</p> })}
            <ul class="items">{items.collect_view()}</ul>
        </section>
        <New/>
    }
    .into_any())
}

#[component]
fn Item(key: ApiKey, is_expired: bool) -> impl IntoView {
    let named = format!("key-{}", key.id);
    let created = view! { <At when=key.created_at/> };
    let history = match key.last_used_at {
        Some(at) => t_view!("console-key-used"; created = created, used = view! { <Ago when=at/> }),
        None => t_view!("console-key-unused"; created = created),
    };
    let expiry = key.expires_at.map(|at| {
        let at = view! { <At when=at/> };
        view! { <p class="meta">{t_view!("console-key-expires"; at = at)}</p> }
    });
    view! {
        <li>
            <div class="about">
                <h3 id=named.clone()>{key.name}</h3>
                <p class="meta"><code>{key.prefix.clone()} "…"</code></p>
                <p class="meta">{history}</p>
                {expiry}
                <p class="tags">
                    <span class="tag">{scope_words(key.scope)}</span>
                    {is_expired.then(|| view! { <span class="tag bad">{t!("console-key-expired")}</span> })}
                </p>
            </div>
            <form method="post" action="/api/revoke_api_key">
                <input type="hidden" name="prefix" value=key.prefix/>
                <button type="submit" class="danger" aria-describedby=named>{t!("console-key-revoke")}</button>
            </form>
        </li>
    }
}

#[component]
fn New() -> impl IntoView {
    let days = DAYS.map(|days| {
        view! { <option value=days.to_string()>{t!("console-key-days", count = days)}</option> }
    });
    view! {
        <section class="card" aria-labelledby="new">
            <h2 id="new">{t!("console-key-new")}</h2>
            <p class="meta">{t!("console-key-what")}</p>
            <form method="post" action="/api/create_api_key" class="filter">
                <div>
                    <label for="name">{t!("account-name")}</label>
                    <input id="name" name="name" required maxlength="60" autocomplete="off"/>
                </div>
                <div>
                    <label for="scope">{t!("console-key-scope")}</label>
                    <select id="scope" name="scope">
                        <option value="read">{scope_words(Scope::Read)}</option>
                        <option value="write">{scope_words(Scope::Write)}</option>
                    </select>
                </div>
                <div>
                    <label for="days">{t!("console-key-lifetime")}</label>
                    <select id="days" name="days">
                        {days.into_iter().collect_view()}
                        <option value="">{t!("console-key-forever")}</option>
                    </select>
                </div>
                <button type="submit">{t!("console-key-create")}</button>
            </form>
        </section>
    }
}

fn scope_words(scope: Scope) -> String {
    match scope {
        Scope::Read => t!("console-key-read"),
        Scope::Write => t!("console-key-write"),
    }
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    name: String,
    scope: String,
    /// Empty: until it is revoked.
    days: String,
}

impl Wanted {
    fn key(self) -> latchkey::Result<NewKey> {
        let unknown = || Error::InvalidRequest("not a choice of the form");
        let scopes = [Scope::Read, Scope::Write];
        let scope = scopes.into_iter().find(|scope| scope.as_str() == self.scope);
        let days = DAYS.into_iter().find(|days| days.to_string() == self.days);
        if days.is_none() && !self.days.is_empty() {
            return Err(unknown());
        }
        let lifetime = days.map(|days| Duration::from_hours(24 * u64::from(days)));
        Ok(NewKey { name: self.name, scope: scope.ok_or_else(unknown)?, lifetime })
    }
}

/// Creates a key, and shows it once.
pub(super) async fn create(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    request: Request,
) -> Response {
    let page = |_: &Wanted| PATH.to_owned();
    shown::answer(&rp, &context, request, page, async |admin, wanted: Wanted| {
        let secret = rp.api_keys().create_for(&admin.context(&rp), &wanted.key()?).await?;
        Ok(Shown(secret.expose().to_owned()))
    })
    .await
}

/// Revokes a key.
#[server(endpoint = "revoke_api_key")]
pub(crate) async fn revoke_api_key(prefix: String) -> Result<(), Refused> {
    let (rp, admin) = console::admin().await?;
    let revoked = async { rp.api_keys().revoke(&admin?.context(&rp), &prefix).await };
    Form::on(PATH).says("done-keys-revoked").answer(revoked.await);
    Ok(())
}
