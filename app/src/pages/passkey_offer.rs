//! Passkey offer: suggests a passkey to users who signed in by email, now and then.

use latchkey::web::redirect::by_way_of;
use leptos::prelude::*;

use super::components::{Ceremony, Page, WithoutScripts, after_sign_in};
use crate::ceremonies::ADDING_PASSKEY;
use crate::words::t;

/// Returns the page's path, with the next path if that isn't the dashboard.
pub(super) fn path(next: Option<&str>) -> String {
    by_way_of("/passkey-offer", None, next)
}

#[component]
pub(super) fn PasskeyOffer() -> impl IntoView {
    let next = after_sign_in();
    view! {
        <Page title=t!("part-create-passkey")>
            <section class="card narrow">
                <h1>{t!("offer-heading")}</h1>
                <p>{t!("offer-why")}</p>
                <Ceremony of=ADDING_PASSKEY label=t!("part-create-passkey") next=next.clone()/>
                <WithoutScripts/>
                <p class="actions"><a class="button" href=next>{t!("offer-not-now")}</a></p>
                <p class="aside">{t!("offer-later")}</p>
            </section>
        </Page>
    }
}
