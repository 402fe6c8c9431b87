//! The sign-up page: an address and a passkey, or a link by email.

use latchkey::web::redirect::by_way_of;
use leptos::prelude::*;

use super::components::{
    Ceremony, DASHBOARD, EmailField, Page, Problem, SignedInAlready, Wanted, WithoutScripts,
    can_mail, wanted,
};
use crate::ceremonies::SIGN_UP;
use crate::words::{t, t_view};

#[component]
pub(super) fn SignUp() -> impl IntoView {
    let next = wanted().unwrap_or_else(|| DASHBOARD.to_owned());
    view! {
        <Page title=t!("sign-up-title")>
            <section class="card narrow">
                <h1>{t!("sign-up-heading")}</h1>
                <p>{t!("sign-up-lead")}</p>
                <Problem/>
                <SignedInAlready/>
                <form method="post" action="/api/send_magic_link">
                    <EmailField autocomplete="username"/>
                    <input type="hidden" name="from" value="/sign-up"/>
                    <Wanted/>
                    <Ceremony of=SIGN_UP label=t!("part-create-passkey") next has_link=can_mail()/>
                    <WithoutScripts/>
                    {can_mail().then(|| view! {
                        <p class="or"><span>{t!("sign-up-or")}</span></p>
                        <button type="submit">{t!("part-email-link")}</button>
                    })}
                </form>
                <p class="aside">
                    {t_view!("sign-up-known"; link = view! { <a href=by_way_of("/sign-in", None, wanted().as_deref())>{t!("sign-up-known-link")}</a> })}
                </p>
            </section>
        </Page>
    }
}
