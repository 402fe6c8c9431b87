//! "This wasn't me": the page behind the link in the email about a sign-in from a new browser. Opening it changes
//! nothing. Its button signs that browser out, without signing anyone in. Then the page offers to remove the passkey
//! that was used, to its owner after a sign-in.

use latchkey::model::event::Event;
use latchkey::web::redirect::by_way_of;
use leptos::prelude::*;

use crate::pages::components::{At, Page, browser};
use crate::pages::response::{self, set_status};
use crate::pages::verify;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::{t, t_view};

const PATH: &str = "/not-me";

#[component]
pub(super) fn NotMe() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        match (page.query("token"), page.query("outcome")) {
            (Some(token), _) => Some(ask(&page, token).await),
            (None, Some("ended")) => response::content(ended(&page).await),
            (None, _) => Some(nothing()),
        }
    });
    view! {
        <Page title=t!("not-me-title")>
            <section class="card narrow">
                <Suspense>{content}</Suspense>
            </section>
        </Page>
    }
}

async fn ask(page: &PageRequest, token: &str) -> AnyView {
    match page.rp.sessions().look_at_new_browser(token).await {
        Ok(sign_in) => question(sign_in, token.to_owned()),
        Err(error) => {
            set_status(&error);
            error.log();
            nothing()
        }
    }
}

fn question(sign_in: Event, token: String) -> AnyView {
    let Event { created_at, user_agent, ip, details, .. } = sign_in;
    view! {
        <h1>{t!("not-me-title")}</h1>
        <p>
            {t_view!("not-me-what", browser = browser(&user_agent), ip = ip; when = view! { <At when=created_at/> })}
            {details.passkey.map(|passkey| view! { " " {t!("not-me-passkey", passkey = passkey)} })}
        </p>
        <p>{t!("not-me-if-you")}</p>
        <p>{t!("not-me-why")}</p>
        <form method="post" action="/api/end_new_browser">
            <input type="hidden" name="token" value=token/>
            <button type="submit" class="danger">{t!("not-me-button")}</button>
        </form>
    }
    .into_any()
}

async fn ended(page: &PageRequest) -> latchkey::Result<Option<AnyView>> {
    let next = match page.query("passkey") {
        Some(id) => remove(page, id).await?,
        None => view! { <p class="note">{t!("not-me-mail")}</p> <Dashboard/> }.into_any(),
    };
    Ok(Some(
        view! {
            <h1>{t!("not-me-done")}</h1>
            <p role="status">{t!("not-me-done-what")}</p>
            {next}
        }
        .into_any(),
    ))
}

/// Offers to remove the passkey. Only its owner sees its name, and only after using a passkey.
async fn remove(page: &PageRequest, id: &str) -> latchkey::Result<AnyView> {
    let Some(signed_in) = &page.signed_in else { return Ok(first(page, "/sign-in")) };
    if !page.rp.sessions().is_verified(signed_in).await? {
        return Ok(first(page, verify::PATH));
    }
    let passkeys = page.rp.store().list_credentials(signed_in.user.id).await?;
    let passkey = passkeys.into_iter().find(|passkey| passkey.id.to_string() == id);
    let Some(passkey) = passkey else { return Ok(view! { <Dashboard/> }.into_any()) };
    Ok(view! {
        <p>{t!("not-me-passkey-works")}</p>
        <form method="post" action="/api/remove_passkey">
            <input type="hidden" name="id" value=id.to_owned()/>
            <button type="submit" class="danger">{t!("not-me-remove", passkey = passkey.name)}</button>
        </form>
    }
    .into_any())
}

/// Leads to a page that asks for a passkey, and back.
fn first(page: &PageRequest, asks: &str) -> AnyView {
    let there = by_way_of(asks, None, Some(&page.address));
    view! {
        <p>{t!("not-me-passkey-works")}</p>
        <p class="actions"><a class="button primary" href=there>{t!("not-me-first")}</a></p>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! {
        <h1>{t!("not-me-nothing")}</h1>
        <p>{t!("not-me-nothing-why")}</p>
        <Dashboard/>
    }
    .into_any()
}

#[component]
fn Dashboard() -> impl IntoView {
    view! { <p class="actions"><a class="button primary" href="/dashboard">{t!("recovery-dashboard")}</a></p> }
}

/// Signs the browser out with the token of the email's link.
#[server(endpoint = "end_new_browser")]
pub(crate) async fn end_new_browser(token: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let page = match rp.sessions().end_new_browser(&context, &token).await {
        Ok(Some(passkey)) => format!("{PATH}?outcome=ended&passkey={passkey}"),
        Ok(None) => format!("{PATH}?outcome=ended"),
        Err(error) => format!("{PATH}?problem={}", Refused::from(error).code),
    };
    leptos_axum::redirect(&page);
    Ok(())
}
