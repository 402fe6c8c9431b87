//! Dashboard: the user's passkeys and sessions, and the newest of the account's history.

pub(crate) mod passkey;
pub(crate) mod passkeys;
pub(crate) mod sessions;

use latchkey::SignedIn;
use latchkey::model::event::Event;
use leptos::prelude::*;

use self::passkeys::Passkeys;
use self::sessions::Sessions;
use super::account_area::{ACTIVITY, AccountPage};
use super::activity::Events;
use super::components::{CodeForm, DASHBOARD};
use super::notice::Form;
use super::response::{self, set_cookie};
use super::signals::signals;
use crate::pages::recovery;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::t;

/// How many events the dashboard shows.
const NEWEST: i64 = 5;

#[component]
pub(super) fn Dashboard() -> impl IntoView {
    view! {
        <AccountPage title=t!("dashboard-title") section=DASHBOARD>
            {response::for_user(load)}
        </AccountPage>
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let rp = &page.rp;
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    let sessions = rp.sessions().list(&signed_in).await?;
    let events = rp.store().list_events(signed_in.user.id, None, NEWEST).await?;
    let user = signed_in.user.clone();
    let is_unconfirmed = user.email.is_some() && user.verified_email().is_none();
    let awaits = is_unconfirmed && rp.magic_links().awaited(&page.context).await?.is_some();
    let recent = rp.sessions().is_verified(&signed_in).await?;
    let recovery = recovery::on_dashboard(rp, user.id).await?;
    let signals = signals(rp.config(), &user, &passkeys);
    let offered = rp.passkeys().offers_here(&page.context, &signed_in, &passkeys);
    let this = signed_in.session.id;
    Ok(view! {
        {recovery.notice}
        {(is_unconfirmed && rp.mail().can_send()).then(|| view! { <Confirm awaits/> })}
        <Passkeys
            passkeys=passkeys.clone() sessions=sessions.clone() session=signed_in.session user
            recent offered signals
        />
        {recovery.card}
        <Sessions sessions this passkeys/>
        <Newest events/>
    }
    .into_any())
}

/// Asks the user to confirm the address that they signed up with.
#[component]
fn Confirm(awaits: bool) -> impl IntoView {
    let how = if awaits {
        view! { <CodeForm back=DASHBOARD done=Some("done-identity-confirmed")/> }.into_any()
    } else {
        view! {
            <form method="post" action="/api/send_confirmation">
                <button type="submit">{t!("account-confirm-button")}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="card attention" aria-labelledby="confirm">
            <h2 id="confirm">{t!("account-confirm")}</h2>
            <p>{t!("account-confirm-why")}</p>
            {how}
        </section>
    }
}

#[component]
fn Newest(events: Vec<Event>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="history">
            <div class="card-head">
                <h2 id="history">{t!("history-heading")}</h2>
                <a href=ACTIVITY>{t!("history-all")}</a>
            </div>
            <Events events/>
        </section>
    }
}

/// Signs out of this session.
#[server(endpoint = "sign_out")]
pub(crate) async fn sign_out() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    set_cookie(rp.sessions().sign_out(&context).await?);
    Form::on("/").says("done-home-signed-out").answer(Ok(()));
    Ok(())
}
