//! The account's address, and changing it. The email's link and code are redeemed like all others
//! (`magic_link.rs`).

use latchkey::User;
use latchkey::account::AwaitedAddress;
use leptos::prelude::*;

use crate::pages::components::{ACCOUNT, CodeForm};
use crate::pages::magic_link::sent_again;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

#[component]
pub(super) fn Address(
    user: User,
    /// The address that isn't confirmed yet.
    awaited: Option<AwaitedAddress>,
    can_mail: bool,
) -> impl IntoView {
    let confirmed = user.verified_email().is_some();
    let has_address = user.email.is_some();
    let address = user.email.map_or_else(|| t!("account-address-none"), |email| email.to_string());
    let state =
        if confirmed { t!("account-address-confirmed") } else { t!("account-address-unconfirmed") };
    let change = if can_mail {
        view! { <Change/> }.into_any()
    } else {
        view! { <p>{t!("manage-address-off")}</p> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="address">
            <h2 id="address">{t!("manage-address")}</h2>
            <Done card="address"/>
            <p class="stands">
                <strong>{address}</strong> " "
                {has_address.then(|| view! { <span class="tag" class:good=confirmed>{state}</span> })}
            </p>
            {awaited.map(|awaited| view! { <Awaited awaited/> })}
            {change}
        </section>
    }
}

#[component]
fn Awaited(awaited: AwaitedAddress) -> impl IntoView {
    let confirm = if awaited.is_here {
        view! { <CodeForm back=ACCOUNT done=Some("done-address-changed")/> }.into_any()
    } else {
        view! { <p>{t!("manage-address-elsewhere")}</p> }.into_any()
    };
    view! {
        <div class="note">
            <h3>{t!("manage-address-waiting")}</h3>
            <p>
                {t_view!("manage-address-sent"; email = view! { <strong>{awaited.email.to_string()}</strong> })}
            </p>
            {confirm}
            <form method="post" action="/api/cancel_address_change">
                <button type="submit">{t!("manage-address-cancel")}</button>
            </form>
        </div>
    }
}

#[component]
fn Change() -> impl IntoView {
    let field = returned("new-address");
    view! {
        <form method="post" action="/api/change_address">
            <label for="new-address">{t!("manage-address-new")}</label>
            <input
                id="new-address" name="email" type="email" required maxlength="254"
                pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+" title=t!("part-email-hint")
                autocomplete="email" autocapitalize="none" spellcheck="false"
                placeholder="name@example.org" value=field.value("") aria-invalid=field.invalid()
                aria-describedby=field.described_by("new-address-hint") autofocus=field.is_here
            />
            {field.message()}
            <p id="new-address-hint" class="meta">
                {t!("manage-address-hint")}
            </p>
            <button type="submit">{t!("manage-address-change")}</button>
        </form>
    }
}

/// Emails a link to a new address and redirects to the page that waits for it. That page is the same whether or
/// not the address has an account.
#[server(endpoint = "change_address")]
pub(crate) async fn change_address(email: String, from: Option<String>) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let sent = rp.accounts().change_address(&context, &email).await;
    let form = sent_again(Form::on(ACCOUNT).then("/magic-link"), from.as_deref());
    form.field("new-address", &email, &["invalid_email", "address_taken"]).answer(sent);
    Ok(())
}

/// Cancels the address change.
#[server(endpoint = "cancel_address_change")]
pub(crate) async fn cancel_address_change() -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let cancelled = rp.accounts().cancel_address_change(&context).await;
    Form::on(ACCOUNT).says("done-address-kept").answer(cancelled);
    Ok(())
}
