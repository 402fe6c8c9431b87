//! The home page.

use latchkey::SignUp;
use leptos::prelude::*;
use leptos_meta::Stylesheet;

use super::components::{Key, Page, after_sign_in, can_mail, sign_up_rule, who_may_sign_up};
use super::notice::Done;
use crate::assets;
use crate::ceremonies::SIGN_IN;
use crate::island::immediate::ID;
use crate::request;
use crate::words::{t, t_view};

#[component]
pub(super) fn Home() -> impl IntoView {
    let page = request::page();
    let name = page.map(|page| page.rp.settings().site().name.clone()).unwrap_or_default();
    let signed_in = request::page().and_then(|page| page.signed_in);
    let can_sign_up = who_may_sign_up() != SignUp::Nobody;
    let ways = match signed_in {
        Some(signed_in) => view! {
            <p>{t_view!("home-signed-in"; name = view! { <strong>{signed_in.user.name()}</strong> })}</p>
            <p class="actions"><a class="button primary" href="/dashboard">{t!("home-dashboard")}</a></p>
        }
        .into_any(),
        None => view! {
            {sign_up_rule().map(|rule| view! { <p class="meta">{rule}</p> })}
            <p class="actions">
                {can_sign_up.then(|| view! {
                    <a class="button primary" href="/sign-up">{t!("home-sign-up")}</a>
                })}
                <a
                    id=ID class=if can_sign_up { "button" } else { "button primary" } href="/sign-in"
                    data-start=SIGN_IN.start data-finish=SIGN_IN.finish data-next=after_sign_in()
                >
                    {t!("home-sign-in")}
                </a>
            </p>
        }
        .into_any(),
    };
    view! {
        <Page title=name>
            <Stylesheet href=format!("{}/home.css", assets::root())/>
            <section class="hero">
                <span class="badge"><Key/></span>
                <h1>{t!("home-heading")}</h1>
                <p class="lead">{t!("home-lead")}</p>
                <Done card="home"/>
                {ways}
            </section>
            <DevelopmentHint/>
            <section class="steps" aria-labelledby="how">
                <h2 id="how">{t!("home-how")}</h2>
                <ol>
                    <li>
                        <h3>{t!("home-step-create")}</h3>
                        <p>{t!("home-step-create-how")}</p>
                    </li>
                    <li>
                        <h3>{t!("home-step-sign-in")}</h3>
                        <p>{t!("home-step-sign-in-how")}</p>
                    </li>
                    {can_mail().then(|| view! {
                        <li>
                            <h3>{t!("home-step-mail")}</h3>
                            <p>{t!("home-step-mail-how")}</p>
                        </li>
                    })}
                </ol>
            </section>
        </Page>
    }
}

/// Says to the developer of a clone where this page is. Visitors of a site in production never see it.
#[component]
fn DevelopmentHint() -> impl IntoView {
    let is_development =
        request::page().is_some_and(|page| page.rp.config().has_development_mailbox());
    is_development.then(|| {
        view! {
            <p class="note hint">
                {t_view!("home-development"; file = view! { <code>"app/src/pages/home.rs"</code> })}
            </p>
        }
    })
}
