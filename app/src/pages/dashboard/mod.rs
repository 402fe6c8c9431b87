//! Dashboard: the current user, their passkeys and sessions, and the account's history.

mod history;
pub(crate) mod passkeys;
pub(crate) mod sessions;

use latchkey::User;
use leptos::prelude::*;

use self::history::History;
use self::passkeys::{Passkeys, Removed};
use self::sessions::Sessions;
use super::components::{At, CodeForm, Page, Problem};
use super::response::{self, set_cookie};
use super::signals::signals;
use crate::pages::recovery;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::t;

#[component]
pub(super) fn Dashboard() -> impl IntoView {
    let content = Suspend::new(async move {
        let page = request::page()?;
        response::content(load(&page).await)
    });
    view! {
        <Page title=t!("dashboard-title")>
            <h1>{t!("dashboard-title")}</h1>
            <Problem/>
            <Removed/>
            <Suspense>{content}</Suspense>
        </Page>
    }
}

async fn load(page: &PageRequest) -> latchkey::Result<Option<AnyView>> {
    let Some(signed_in) = page.signed_in.clone() else { return Ok(None) };
    let rp = &page.rp;
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    let sessions = rp.list_sessions(&signed_in).await?;
    let before = page.query(history::BEFORE).and_then(|before| before.parse().ok());
    let events = rp.list_events(signed_in.user.id, before).await?;
    let awaits = rp.awaited_magic_link(&page.context).await?.is_some();
    let recent = rp.is_verified(&signed_in).await?;
    let recovery = recovery::on_dashboard(rp, signed_in.user.id, recent).await?;
    let signals = signals(rp.config(), &signed_in.user, &passkeys);
    let offered = rp.offers_passkey_here(&page.context, &signed_in, &passkeys);
    let this = signed_in.session.id.clone();
    Ok(Some(
        view! {
            {recovery.notice}
            <Account user=signed_in.user.clone() awaits can_mail=rp.can_send_mail()/>
            <Passkeys passkeys=passkeys.clone() session=signed_in.session user=signed_in.user recent offered signals/>
            {recovery.card}
            <Sessions sessions this passkeys/>
            <History events is_newest=before.is_none()/>
        }
        .into_any(),
    ))
}

#[component]
fn Account(user: User, awaits: bool, can_mail: bool) -> impl IntoView {
    let confirmed = user.email_verified_at.is_some();
    let state = match (&user.email, confirmed) {
        (None, _) => t!("account-address-none"),
        (Some(_), true) => t!("account-address-confirmed"),
        (Some(_), false) => t!("account-address-unconfirmed"),
    };
    let confirm = (user.email.is_some() && !confirmed && can_mail).then(|| {
        view! {
            <div class="note">
                <h3>{t!("account-confirm")}</h3>
                <p>{t!("account-confirm-why")}</p>
                {if awaits {
                    view! { <CodeForm/> }.into_any()
                } else {
                    view! {
                        <form method="post" action="/api/send_confirmation">
                            <button type="submit">{t!("account-confirm-button")}</button>
                        </form>
                    }
                    .into_any()
                }}
            </div>
        }
    });
    view! {
        <section class="card" aria-labelledby="account">
            <h2 id="account">{t!("account-heading")}</h2>
            <dl>
                {user.display_name.clone().map(|name| view! {
                    <div><dt>{t!("account-name")}</dt><dd>{name}</dd></div>
                })}
                <div><dt>{t!("account-signed-in")}</dt><dd><strong>{user.name()}</strong></dd></div>
                <div><dt>{t!("account-address")}</dt><dd><span class="tag" class:good=confirmed>{state}</span></dd></div>
                <div><dt>{t!("account-since")}</dt><dd><At when=user.created_at/></dd></div>
            </dl>
            {confirm}
            <div class="choices">
                <a class="button" href="/dashboard/account">{t!("account-manage")}</a>
                <form method="post" action="/api/sign_out">
                    <button type="submit">{t!("account-sign-out")}</button>
                </form>
            </div>
        </section>
    }
}

/// Signs out of this session.
#[server(endpoint = "sign_out")]
pub(crate) async fn sign_out() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    set_cookie(rp.sign_out(&context).await?);
    leptos_axum::redirect("/");
    Ok(())
}
