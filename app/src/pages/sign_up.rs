//! Sign up: an address and a passkey; or a link, for people without one.

use leptos::prelude::*;

use super::parts::{Ceremony, EmailField, Page, Problem, WithoutScripts};
use crate::words::{t, t_view};

#[component]
pub(super) fn SignUp() -> impl IntoView {
    view! {
        <Page title=t!("sign-up-title")>
            <section class="card narrow">
                <h1>{t!("sign-up-heading")}</h1>
                <p>{t!("sign-up-lead")}</p>
                <Problem/>
                <form method="post" action="/api/send_magic_link">
                    <EmailField autocomplete="username"/>
                    <input type="hidden" name="from" value="/sign-up"/>
                    <Ceremony name="sign_up" label=t!("part-create-passkey")/>
                    <WithoutScripts/>
                    <p class="or"><span>{t!("sign-up-or")}</span></p>
                    <button type="submit">{t!("part-email-link")}</button>
                </form>
                <p class="aside">
                    {t_view!("sign-up-known"; link = view! { <a href="/sign-in">{t!("sign-up-known-link")}</a> })}
                </p>
            </section>
        </Page>
    }
}
