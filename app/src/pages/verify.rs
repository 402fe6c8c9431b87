//! Verify: asks the user to confirm that it's them, before a change that an owner couldn't undo.
//!
//! The controls of such changes are always there. If the server refuses one because the last proof is too old, the
//! form leads here, and this page leads back to the form.

use latchkey::SignedIn;
use leptos::prelude::*;

use super::account_area::DASHBOARD;
use super::components::wanted;
use super::frame::Page;
use super::notice::Problem;
use super::reauthentication::Reauthentication;
use super::response;
use super::signals::signals;
use crate::request::PageRequest;
use crate::words::t;

pub(crate) const PATH: &str = "/verify";

#[component]
pub(super) fn Verify() -> impl IntoView {
    view! {
        <Page title=t!("passkeys-verify")>
            <section class="card narrow">
                <h1>{t!("passkeys-verify")}</h1>
                <Problem/>
                {response::for_user(load)}
            </section>
        </Page>
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let rp = &page.rp;
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    let next = wanted().unwrap_or_else(|| DASHBOARD.to_owned());
    let signals = signals(rp.config(), &signed_in.user, &passkeys);
    let has_passkeys = !passkeys.is_empty();
    Ok(view! {
        <Reauthentication
            user=signed_in.user has_passkeys why=t!("verify-why") next=next.clone() signals
        />
        <p class="aside"><a href=next>{t!("verify-cancel")}</a></p>
    }
    .into_any())
}
