//! Links that back ends hand out, on the page of sign-in links.

use latchkey::extras::passage::{BearerLink, BearerLook, LINK_PARAMETER};
use leptos::prelude::*;

use crate::ceremonies::SIGN_IN;
use crate::extras::LinkPage;
use crate::pages::components::Ceremony;
use crate::pages::magic_link::{WAITING, arrive, unusable};
use crate::pages::signed_in_link::signed_in;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::{t, t_view};

/// The page of a link, if the request has one. Opening it changes nothing; its button does.
pub(super) fn page(page: &PageRequest) -> Option<LinkPage> {
    let (token, page) = (page.query(LINK_PARAMETER)?.to_owned(), page.clone());
    Some(Box::pin(async move { link(&page, &token).await }))
}

async fn link(page: &PageRequest, token: &str) -> AnyView {
    match page.rp.passage().look_at_bearer_link(&page.context, token).await {
        Ok(BearerLook::Ready(link)) => ready(page, &link, token),
        Ok(BearerLook::SignedIn(next)) => signed_in(page, next),
        Ok(BearerLook::NotOwned) => view! {
            <h1>{t!("link-not-owned")}</h1>
            <p>{t!("link-not-owned-how")}</p>
            <Ceremony of=SIGN_IN label=t!("part-sign-in-passkey") next=format!("/magic-link?{LINK_PARAMETER}={token}")/>
            <p class="aside"><a href="/sign-in">{t!("link-get-new")}</a></p>
        }
        .into_any(),
        Err(error) => unusable(error),
    }
}

/// A link that works in every browser.
fn ready(page: &PageRequest, link: &BearerLink, token: &str) -> AnyView {
    let here = page.signed_in.as_ref().map(|signed_in| signed_in.user.clone());
    let leaves = here.filter(|user| user.id != link.user_id).map(|user| {
        view! {
            <p class="note">
                {t_view!("link-leaves"; name = view! { <strong>{user.name()}</strong> })}
            </p>
        }
    });
    let identifier = view! { <strong>{link.identifier.clone()}</strong> };
    let whose = if link.identifier.contains('@') {
        view! { <p>{t_view!("link-ready-address"; email = identifier)}</p> }.into_any()
    } else {
        view! { <p>{identifier}</p> }.into_any()
    };
    view! {
        <h1>{t!("link-ready")}</h1>
        {whose}
        {leaves}
        <form method="post" action="/api/redeem_bearer_link">
            <input type="hidden" name="token" value=token.to_owned()/>
            <button type="submit" class="primary">{t!("link-ready")}</button>
        </form>
    }
    .into_any()
}

/// Redeems a link, by its button.
#[server(endpoint = "redeem_bearer_link")]
pub(crate) async fn redeem_bearer_link(token: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let redeemed = rp.passage().redeem_bearer_link(&context, &token).await;
    arrive(&rp, &context, redeemed, None, WAITING).await;
    Ok(())
}
