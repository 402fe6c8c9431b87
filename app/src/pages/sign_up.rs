//! The sign-up page: an address and a passkey, or a link by email. The operator may restrict who can sign up.

use latchkey::SignUp as Rule;
use latchkey::web::redirect::by_way_of;
use leptos::prelude::*;

use super::components::{
    Ceremony, EmailField, Page, Problem, SignedInAlready, Wanted, WithoutScripts, after_sign_in,
    can_mail, sign_up_rule, wanted, who_may_sign_up,
};
use crate::ceremonies::SIGN_UP;
use crate::words::{t, t_view};

#[component]
pub(super) fn SignUp() -> impl IntoView {
    let (heading, way) = match who_may_sign_up() {
        Rule::Everyone => (t!("sign-up-heading"), view! { <ByPasskey/> }.into_any()),
        Rule::Invited { .. } => (t!("sign-up-heading"), view! { <ByEmail/> }.into_any()),
        Rule::Nobody => (t!("sign-up-closed-heading"), ().into_any()),
    };
    view! {
        <Page title=t!("sign-up-title")>
            <section class="card narrow">
                <h1>{heading}</h1>
                {sign_up_rule().map(|rule| view! { <p>{rule}</p> })}
                <Problem/>
                <SignedInAlready/>
                {way}
                <p class="aside">
                    {t_view!("sign-up-known"; link = view! { <a href=by_way_of("/sign-in", None, wanted().as_deref())>{t!("sign-up-known-link")}</a> })}
                </p>
            </section>
        </Page>
    }
}

/// A passkey, or a link by email.
#[component]
fn ByPasskey() -> impl IntoView {
    let next = after_sign_in();
    view! {
        <p>{t!("sign-up-lead")}</p>
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
    }
}

/// Only a link by email, which proves that the address is the user's.
#[component]
fn ByEmail() -> impl IntoView {
    view! {
        <p>{t!("sign-up-by-email")}</p>
        <form method="post" action="/api/send_magic_link">
            <EmailField autocomplete="email"/>
            <input type="hidden" name="from" value="/sign-up"/>
            <Wanted/>
            <button type="submit" class="primary">{t!("sign-up-link")}</button>
        </form>
    }
}
