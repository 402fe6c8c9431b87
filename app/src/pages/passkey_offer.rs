//! Passkey offer: asks whoever came by mail to make a passkey, once in a while.

use latchkey::redirect::on_this_site;
use leptos::prelude::*;
use url::form_urlencoded;

use super::parts::{Ceremony, Page, WithoutScripts};
use crate::server::asking_page;
use crate::words::t;

/// The page's path, with the path to go on to if that is not the dashboard.
pub(super) fn path(next: Option<&str>) -> String {
    let Some(next) = next else { return "/passkey-offer".to_owned() };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("/passkey-offer?{query}")
}

#[component]
pub(super) fn PasskeyOffer() -> impl IntoView {
    let next = asking_page().and_then(|asking| {
        let next = asking.query("next")?;
        on_this_site(&asking.rp.config().origin, next)
    });
    let next = next.unwrap_or_else(|| "/dashboard".to_owned());
    view! {
        <Page title=t!("part-create-passkey")>
            <section class="card narrow">
                <h1>{t!("offer-heading")}</h1>
                <p>{t!("offer-why")}</p>
                <Ceremony name="adding_passkey" label=t!("part-create-passkey") next=next.clone()/>
                <WithoutScripts/>
                <p class="actions"><a class="button" href=next>{t!("offer-not-now")}</a></p>
                <p class="aside">{t!("offer-later")}</p>
            </section>
        </Page>
    }
}
