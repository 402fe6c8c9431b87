//! The invited addresses, on the page of the settings.

use latchkey::model::invitation::Invitation;
use latchkey::settings::SettingEntry;
use leptos::prelude::*;

use super::settings::{PATH, operator};
use super::user::path;
use super::values::Days;
use crate::pages::components::At;
use crate::pages::notice::{Done, Form, returned};
use crate::problem::Problem as Refused;
use crate::words::{t, t_view};

#[component]
pub(super) fn Invitations(invitations: Vec<Invitation>, days: SettingEntry) -> impl IntoView {
    let field = returned("invited");
    let is_empty = invitations.is_empty();
    let items = invitations.into_iter().map(|invitation| view! { <Item invitation/> });
    view! {
        <section class="card" aria-labelledby="invitations">
            <h2 id="invitations">{t!("console-invitations")}</h2>
            <Done card="invitations"/>
            <form method="post" action="/api/invite_address">
                <label for="invited">{t!("part-email")}</label>
                <input
                    id="invited" name="email" type="email" required maxlength="254" value=field.value("")
                    autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="name@example.org"
                    aria-invalid=field.invalid() aria-describedby=field.described_by("invited-hint")
                    autofocus=field.is_here
                />
                {field.message()}
                <p id="invited-hint" class="meta">{t!("console-invite-hint")}</p>
                <button type="submit">{t!("console-invite")}</button>
            </form>
            <Days entry=days/>
            {is_empty.then(|| view! { <p class="meta">{t!("console-invitations-none")}</p> })}
            <ul class="items">{items.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Item(invitation: Invitation) -> impl IntoView {
    let Invitation { email, by, created_at, expires_at } = invitation;
    let (email, since) = (email.to_string(), view! { <At when=created_at/> });
    let named = format!("invited-{email}");
    let history = match by {
        Some(by) => {
            let name = by.to_string()[..8].to_owned();
            let by = view! { <a href=path(by)>{name}</a> };
            t_view!("console-invited-by"; since = since, by = by)
        }
        None => t_view!("console-invited"; since = since),
    };
    view! {
        <li>
            <div class="about">
                <h3 id=named.clone()>{email.clone()}</h3>
                <p class="meta">{history}</p>
                <p class="meta">{t_view!("console-invited-until"; until = view! { <At when=expires_at/> })}</p>
            </div>
            <form method="post" action="/api/withdraw_invitation">
                <input type="hidden" name="email" value=email/>
                <button type="submit" class="danger" aria-describedby=named>{t!("console-withdraw")}</button>
            </form>
        </li>
    }
}

/// Invites the owner of an address.
#[server(endpoint = "invite_address")]
pub(crate) async fn invite_address(email: String) -> Result<(), Refused> {
    let (rp, operator) = operator().await?;
    let invited = async { rp.accounts().invite(&operator?, &email).await }.await;
    let form = Form::on(PATH).says("done-invitations-sent");
    form.field("invited", &email, &["invalid_email", "address_taken"]).answer(invited);
    Ok(())
}

/// Withdraws an invitation.
#[server(endpoint = "withdraw_invitation")]
pub(crate) async fn withdraw_invitation(email: String) -> Result<(), Refused> {
    let (rp, operator) = operator().await?;
    let withdrawn = async { rp.accounts().withdraw_invitation(&operator?, &email).await }.await;
    Form::on(PATH).says("done-invitations-withdrawn").answer(withdrawn);
    Ok(())
}
