//! Account settings: name, details, address, cards of extras, the user's data, and deletion.
//!
//! All forms are always there. If one needs a recent proof, the server asks for it when it is sent (`verify.rs`).

pub(crate) mod address;
pub(crate) mod data;
pub(crate) mod details;
pub(crate) mod download;
mod goodbye;
pub(crate) mod name;

use latchkey::SignedIn;
use leptos::prelude::*;

use self::address::Address;
use self::data::{Data, Leave};
use self::details::Details;
use self::name::Name;
use super::account_area::AccountPage;
use super::components::{ACCOUNT, Signals};
use super::response;
use super::signals::signals;
use crate::extras::account_cards;
use crate::request::PageRequest;
use crate::words::t;

pub(super) use self::data::Delete;
pub(super) use self::goodbye::Goodbye;

#[component]
pub(super) fn Account() -> impl IntoView {
    view! {
        <AccountPage title=t!("manage-title") section=ACCOUNT>
            {response::for_user(load)}
        </AccountPage>
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let rp = &page.rp;
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    let new_address = rp.accounts().awaited_address(&signed_in).await?;
    let cards = account_cards(rp, &signed_in).await?;
    let fields = rp.settings().refresh().await?.user_fields.clone();
    let metadata = rp.store().find_metadata(signed_in.user.id).await?;
    let user = signed_in.user;
    let signals = signals(rp.config(), &user, &passkeys);
    let can_mail = rp.mail().can_send();
    Ok(view! {
        <Signals signals/>
        <Name user=user.clone()/>
        <Details fields metadata/>
        <Address user awaited=new_address can_mail/>
        {cards}
        <Data/>
        <Leave/>
    }
    .into_any())
}
