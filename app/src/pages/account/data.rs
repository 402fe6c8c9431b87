//! Downloading the user's data, and deleting the account.

use latchkey::SignedIn;
use leptos::prelude::*;

use crate::pages::account_area::AccountPage;
use crate::pages::components::{ACCOUNT, Signals};
use crate::pages::response::{self, set_cookie};
use crate::pages::signals::signals;
use crate::problem::Problem as Refused;
use crate::request::{self, PageRequest};
use crate::words::t;

/// The path of the page that deletes the account.
const DELETE: &str = "/dashboard/account/delete";

#[component]
pub(super) fn Data() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="data">
            <h2 id="data">{t!("manage-data")}</h2>
            <p>
                {t!("manage-data-what")}
            </p>
            <form method="post" action="/api/download_data">
                <button type="submit">{t!("manage-data-download")}</button>
            </form>
        </section>
    }
}

#[component]
pub(super) fn Leave() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="leave">
            <h2 id="leave">{t!("manage-leave")}</h2>
            <p>{t!("manage-leave-how")}</p>
            <p><a class="button danger" href=DELETE>{t!("manage-leave-go")}</a></p>
        </section>
    }
}

#[component]
pub(crate) fn Delete() -> impl IntoView {
    view! {
        <AccountPage title=t!("delete-title") section=ACCOUNT>
            {response::for_user(load)}
            <p class="back"><a href=ACCOUNT>{t!("delete-back")}</a></p>
        </AccountPage>
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let rp = &page.rp;
    let passkeys = rp.store().list_credentials(signed_in.user.id).await?;
    let user = signed_in.user;
    let signals = signals(rp.config(), &user, &passkeys);
    let count = passkeys.len();
    let passkeys = (count > 0).then(|| t!("delete-lost-passkeys", count = count));
    let address = user.email.as_ref();
    let address = address.map(|email| t!("delete-lost-address", email = email.to_string()));
    let phone = user.phone.as_ref();
    let phone = phone.map(|phone| t!("delete-lost-phone", phone = phone.to_string()));
    let lost = [address, phone, passkeys].into_iter().flatten();
    Ok(view! {
        <section class="card" aria-labelledby="lost">
            <h2 id="lost">{t!("delete-lost")}</h2>
            <ul>
                {lost.map(|what| view! { <li>{what}</li> }).collect_view()}
                <li>{t!("delete-lost-sessions")}</li>
                <li>{t!("delete-lost-rest")}</li>
            </ul>
            <p>
                {t!("delete-mail")}
            </p>
            <Signals signals/>
            <LastStep/>
        </section>
    }
    .into_any())
}

#[component]
fn LastStep() -> impl IntoView {
    view! {
        <form method="post" action="/api/delete_account">
            <label class="tick">
                <input type="checkbox" name="understood" value="yes" required/>
                {t!("delete-understood")}
            </label>
            <button type="submit" class="danger">{t!("delete-button")}</button>
        </form>
    }
}

/// Deletes the account and redirects to the page that confirms it.
#[server(endpoint = "delete_account")]
pub(crate) async fn delete_account(understood: Option<String>) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let deleted = rp.accounts().delete(&context, understood.as_deref() == Some("yes")).await;
    response::redirect(
        deleted.map(|cookies| cookies.into_iter().for_each(set_cookie)),
        "/goodbye",
        DELETE,
    );
    Ok(())
}
