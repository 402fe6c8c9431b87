//! The list of passkeys, with forms to rename, remove and add them.

use latchkey::model::session::Session;
use latchkey::{Credential, User};
use leptos::prelude::*;

use crate::ceremonies::ADDING_PASSKEY;
use crate::pages::components::{Ago, At, Ceremony, DASHBOARD, browser};
use crate::pages::reauthentication::Reauthentication;
use crate::pages::response::{self, set_cookie};
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

/// The query parameter that names the change that was just made.
const DONE: &str = "done";
const REMOVED: &str = "passkey_removed";

/// Confirms that a passkey was removed and that its sessions have ended.
#[component]
pub(super) fn Removed() -> impl IntoView {
    let is_removed = request::page().is_some_and(|page| page.query(DONE) == Some(REMOVED));
    is_removed.then(|| view! { <p class="note">{t!("passkey-removed")}</p> })
}

#[component]
pub(super) fn Passkeys(
    passkeys: Vec<Credential>,
    /// The current session.
    session: Session,
    user: User,
    /// Whether the user has recently confirmed that it's them in this session.
    recent: bool,
    /// Whether to offer a passkey on this device.
    offered: bool,
    signals: String,
) -> impl IntoView {
    let is_empty = passkeys.is_empty();
    let lonely = matches!(passkeys.as_slice(), [only] if !only.is_synced());
    let offer = offered.then(|| view! { <Offer signals=signals.clone()/> });
    let add = if offered {
        ().into_any()
    } else if recent {
        view! { <Ceremony of=ADDING_PASSKEY label=t!("passkeys-add") signals/> }.into_any()
    } else {
        let why = if is_empty { t!("passkeys-first-why") } else { t!("passkeys-verify-why") };
        view! { <Reauthentication user has_passkeys=!is_empty why next="/dashboard" signals/> }
            .into_any()
    };
    view! {
        <section class="card" aria-labelledby="passkeys">
            <h2 id="passkeys">{t!("passkeys-heading")}</h2>
            {offer}
            {is_empty.then(|| view! {
                <p>{t!("passkeys-none")}</p>
            })}
            <ul class="items">
                {passkeys
                    .into_iter()
                    .map(|passkey| {
                        let id = passkey.id.to_string();
                        let opened_this = session.credential_id.as_ref() == Some(&id);
                        let is_here = session.local_passkeys.contains(&id);
                        view! { <Passkey passkey opened_this is_here recent/> }
                    })
                    .collect_view()}
            </ul>
            {(lonely && !offered).then(|| view! {
                <p class="note">{t!("passkeys-lonely")}</p>
            })}
            {add}
        </section>
    }
}

/// Suggests a passkey on this device to a user who signed in with their phone. They have just used a passkey, so
/// it takes one click.
#[component]
fn Offer(signals: String) -> impl IntoView {
    view! {
        <div class="note">
            <h3>{t!("passkeys-offer")}</h3>
            <p>{t!("passkeys-offer-why")}</p>
            <div class="choices">
                <Ceremony of=ADDING_PASSKEY label=t!("passkeys-add") signals/>
                <form method="post" action="/api/decline_passkey_here">
                    <button type="submit">{t!("passkeys-offer-decline")}</button>
                </form>
            </div>
        </div>
    }
}

#[component]
fn Passkey(
    passkey: Credential,
    opened_this: bool,
    /// Whether it was created or used on this device in this session.
    is_here: bool,
    recent: bool,
) -> impl IntoView {
    let synced = passkey.is_synced();
    let id = passkey.id.to_string();
    let named = format!("passkey-{id}");
    let ends = format!("ends-{id}");
    let field = format!("name-{id}");
    let provider = passkey.provider().filter(|provider| !passkey.name.starts_with(provider));
    let created = view! { <At when=passkey.created_at/> };
    let used = passkey.last_used_at.map(|when| view! { <Ago when/> });
    let history = match (used, passkey.last_used_by.as_deref().map(browser)) {
        (None, _) => t_view!("passkey-unused"; created = created),
        (Some(used), None) => t_view!("passkey-used"; created = created, used = used),
        (Some(used), Some(browser)) => {
            t_view!("passkey-used-in", browser = browser; created = created, used = used)
        }
    };
    view! {
        <li>
            <Icon is_security_key=passkey.is_security_key()/>
            <div class="about">
                <h3 id=named.clone()>{passkey.name.clone()}</h3>
                <p class="meta">
                    {provider.map(|provider| format!("{provider}. "))}
                    {history}
                </p>
                <p class="tags">
                    <span class="tag" class:good=synced>
                        {if synced { t!("passkey-synced") } else { t!("passkey-bound") }}
                    </span>
                    {is_here.then(|| view! { <span class="tag good">{t!("passkey-here")}</span> })}
                    {opened_this.then(|| view! { <span class="tag">{t!("passkey-this")}</span> })}
                </p>
            </div>
            <div class="manage">
                <form method="post" action="/api/rename_passkey" class="rename">
                    <input type="hidden" name="id" value=id.clone()/>
                    <label for=field.clone() class="unseen">{t!("passkey-new-name")}</label>
                    <input
                        id=field name="name" required maxlength="60" value=passkey.name
                        autocomplete="off" aria-describedby=named.clone()
                    />
                    <button type="submit" aria-describedby=named.clone()>{t!("passkey-rename")}</button>
                </form>
                {recent.then(|| view! {
                    <form method="post" action="/api/remove_passkey">
                        <input type="hidden" name="id" value=id/>
                        <button type="submit" class="danger" aria-describedby=format!("{named} {ends}")>
                            {t!("passkey-remove")}
                        </button>
                    </form>
                    <p id=ends class="meta">{t!("passkey-remove-ends")}</p>
                })}
            </div>
        </li>
    }
}

/// An icon: a key, or a stick for a security key. It has the colour of the surrounding text, so it also works in
/// dark mode. (Vendors' logos are trademarks.)
#[component]
fn Icon(is_security_key: bool) -> impl IntoView {
    let shape = if is_security_key {
        "M4 9h11v6H4zM15 10h5v4h-5M7.5 12h.01"
    } else {
        "M9 4.5a4 4 0 1 0 .01 0M2.5 20c0-4 2.5-6 6.5-6 1.5 0 2.8.3 3.8.8M17.5 9a2.5 2.5 0 1 1-.01 0M17.5 14v7M17.5 18h2.2"
    };
    view! {
        <svg class="kind" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path
                d=shape fill="none" stroke="currentColor" stroke-width="1.8"
                stroke-linecap="round" stroke-linejoin="round"
            />
        </svg>
    }
}

/// Renames a passkey.
#[server(endpoint = "rename_passkey")]
pub(crate) async fn rename_passkey(id: String, name: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    response::redirect(rp.rename_passkey(&context, &id, &name).await, DASHBOARD, DASHBOARD);
    Ok(())
}

/// Stops offering a passkey on this device.
#[server(endpoint = "decline_passkey_here")]
pub(crate) async fn decline_passkey_here() -> Result<(), Refused> {
    let (rp, _) = request::context().await?;
    set_cookie(rp.decline_passkey_here());
    leptos_axum::redirect("/dashboard");
    Ok(())
}

/// Removes a passkey and ends the sessions that it opened.
#[server(endpoint = "remove_passkey")]
pub(crate) async fn remove_passkey(id: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let removed = rp.remove_passkey(&context, &id).await;
    response::redirect(removed, &format!("{DASHBOARD}?{DONE}={REMOVED}"), DASHBOARD);
    Ok(())
}
