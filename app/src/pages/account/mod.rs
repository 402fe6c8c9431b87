//! Account settings: name, address, cards of extras, the user's data, and deletion.
//!
//! Until the user has confirmed that it's them, the page only shows the values and asks for confirmation. After
//! that, it also shows the forms.

pub(crate) mod address;
pub(crate) mod data;
pub(crate) mod download;
mod goodbye;
pub(crate) mod name;

use leptos::prelude::*;

use self::address::Address;
use self::data::{Data, Leave};
use self::name::Name;
use super::components::{ACCOUNT, Page, Problem, Signals};
use super::reauthentication::Reauthentication;
use super::response;
use super::signals::signals;
use crate::extras::account_cards;
use crate::request::{self, PageRequest};
use crate::words::t;

pub(super) use self::data::Delete;
pub(super) use self::goodbye::Goodbye;

#[component]
pub(super) fn Account() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        response::content(load(&page).await)
    });
    view! {
        <Page title=t!("manage-title")>
            <p class="back"><a href="/dashboard">{t!("manage-back")}</a></p>
            <h1>{t!("manage-title")}</h1>
            <Problem/>
            <Suspense>{content}</Suspense>
        </Page>
    }
}

async fn load(page: &PageRequest) -> latchkey::Result<Option<AnyView>> {
    let Some(signed_in) = page.signed_in.clone() else { return Ok(None) };
    let rp = &page.rp;
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    let may = rp.is_verified(&signed_in).await?;
    let new_address = rp.awaited_address(&signed_in).await?;
    let cards = account_cards(rp, &signed_in, may).await?;
    let user = signed_in.user;
    let signals = signals(rp.config(), &user, &passkeys);
    let reauthentication = if may {
        view! { <Signals signals/> }.into_any()
    } else {
        let why = t!("manage-reauth-why");
        let has_passkeys = !passkeys.is_empty();
        view! { <Reauthentication user=user.clone() has_passkeys why next=ACCOUNT signals/> }
            .into_any()
    };
    let can_mail = rp.can_send_mail();
    Ok(Some(
        view! {
            {reauthentication}
            <Name user=user.clone()/>
            <Address user awaited=new_address may can_mail/>
            {cards}
            <Data may/>
            <Leave may/>
        }
        .into_any(),
    ))
}
