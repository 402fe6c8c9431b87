//! Sign-in links for a user, on their page: sent, or shown once for the administrator to deliver.

use axum::extract::{Request, State};
use axum::response::Response;
use latchkey::extras::console::Admin;
use latchkey::extras::passage::NewLink;
use latchkey::{Error, RelyingParty, RequestContext, User};
use leptos::prelude::*;
use serde::Deserialize;

use crate::extras::console::shown::{self, Shown, shown};
use crate::extras::console::{self, user::page_of};
use crate::pages::notice::{Done, Form};
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::t;

/// The card on the page of a user.
pub(in super::super::super) fn card(page: &PageRequest, user: &User) -> AnyView {
    let (email, phone) = (user.own_email(), user.own_phone());
    let id = user.id.to_string();
    let can_send = match (email, phone) {
        (Some(_), _) => page.rp.mail().can_send(),
        (None, Some(_)) => page.rp.sms().can_send(),
        (None, None) => false,
    };
    let to = email.map(ToString::to_string).or_else(|| phone.map(ToString::to_string));
    let content = match to {
        None => view! { <p>{t!("console-link-impossible")}</p> }.into_any(),
        Some(to) => view! {
            <p class="meta">{t!("console-link-what")}</p>
            <div class="choices">
                {can_send.then(|| view! {
                    <form method="post" action="/api/send_link_to_user">
                        <input type="hidden" name="id" value=id.clone()/>
                        <button type="submit">{t!("console-link-send", to = to)}</button>
                    </form>
                })}
                <form method="post" action="/api/create_link_for_user">
                    <input type="hidden" name="id" value=id.clone()/>
                    <button type="submit">{t!("console-link-create")}</button>
                </form>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="link">
            <h2 id="link">{t!("console-link")}</h2>
            <Done card="user-link"/>
            {shown(|| t!("console-link-shown"))}
            {content}
        </section>
    }
    .into_any()
}

/// Sends a user a link.
#[server(endpoint = "send_link_to_user")]
pub(crate) async fn send_link_to_user(id: String) -> Result<(), Refused> {
    let (rp, admin) = console::admin().await?;
    let sent = async { create_for(&rp, &admin?, &id, true).await.map(|_| ()) };
    Form::on(&page_of(&id)).says("done-user-link-sent").answer(sent.await);
    Ok(())
}

#[derive(Deserialize)]
pub(super) struct Whose {
    id: String,
}

/// Creates a link for a user, which the administrator delivers.
pub(super) async fn create(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    request: Request,
) -> Response {
    let page = |whose: &Whose| page_of(&whose.id);
    shown::answer(&rp, &context, request, page, async |admin, Whose { id }| {
        create_for(&rp, &admin, &id, false).await.map(|made| Shown(made.url.into()))
    })
    .await
}

async fn create_for(
    rp: &RelyingParty,
    admin: &Admin,
    id: &str,
    is_sent: bool,
) -> latchkey::Result<NewLink> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    rp.passage().create_link_for(&admin.acts_on(rp, id)?, id, is_sent).await
}
