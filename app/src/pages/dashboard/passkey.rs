//! One passkey in the list, with forms to rename and to remove it.
//!
//! The forms are closed at first, and one is open at a time. Old browsers leave several open.

use latchkey::Credential;
use leptos::prelude::*;

use crate::pages::components::{Ago, DASHBOARD, On, browser};
use crate::pages::icons::Icon;
use crate::pages::notice::{Form, returned};
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::{t, t_view};

#[component]
pub(super) fn Passkey(
    passkey: Credential,
    opened_this: bool,
    /// Whether it was created or used on this device in this session.
    is_here: bool,
    /// Whether the account can't be reached without it.
    is_only_way_in: bool,
    /// How many other sessions end if it is removed.
    ends: usize,
) -> impl IntoView {
    let synced = passkey.is_synced();
    let icon = if passkey.is_security_key() { "security-key" } else { "passkey" };
    let named = format!("passkey-{}", passkey.id);
    // Two badges at most.
    let session = if is_here {
        Some(view! { <span class="tag good">{t!("passkey-here")}</span> })
    } else {
        opened_this.then(|| view! { <span class="tag good">{t!("passkey-this")}</span> })
    };
    view! {
        <li>
            <span class="kind"><Icon name=icon/></span>
            <div class="about">
                <h3 id=named>{passkey.name.clone()}</h3>
                <p class="meta">{uses(&passkey, opened_this)}</p>
                <p class="tags">
                    <span class="tag">
                        {if synced { t!("passkey-synced") } else { t!("passkey-bound") }}
                    </span>
                    {session}
                </p>
            </div>
            <Rename passkey=passkey.clone()/>
            <Remove passkey is_only_way_in ends/>
        </li>
    }
}

/// Returns the line below the name: the provider, when it was added, and when it was last used.
fn uses(passkey: &Credential, opened_this: bool) -> impl IntoView + use<> {
    let provider = passkey.provider().filter(|provider| !passkey.name.starts_with(provider));
    let created = view! { <On when=passkey.created_at/> };
    let used = passkey.last_used_at.map(|when| view! { <Ago when/> });
    let history = match (used, passkey.last_used_by.as_deref().map(browser)) {
        // Creating it opened this session.
        (None, _) if opened_this => t_view!("passkey-added"; created = created),
        (None, _) => t_view!("passkey-unused"; created = created),
        (Some(used), None) => t_view!("passkey-used"; created = created, used = used),
        (Some(used), Some(browser)) => {
            t_view!("passkey-used-in", browser = browser; created = created, used = used)
        }
    };
    view! { {provider.map(|provider| format!("{provider} · "))} {history} }
}

#[component]
fn Rename(passkey: Credential) -> impl IntoView {
    let id = passkey.id.to_string();
    let named = format!("passkey-{id}");
    let field = format!("name-{id}");
    let back = returned(&field);
    view! {
        <details name="passkey" open=back.is_here>
            <Opener words=t!("passkey-rename") named=named.clone()/>
            <form method="post" action="/api/rename_passkey">
                <input type="hidden" name="id" value=id/>
                <label for=field.clone()>{t!("passkey-new-name")}</label>
                <input
                    id=field name="name" required maxlength="60" value=back.value(&passkey.name)
                    autocomplete="off" aria-invalid=back.invalid() aria-describedby=back.described_by(&named)
                    autofocus=back.is_here
                />
                {back.message()}
                <button type="submit" class="primary" aria-describedby=named>{t!("passkey-rename")}</button>
            </form>
        </details>
    }
}

#[component]
fn Remove(passkey: Credential, is_only_way_in: bool, ends: usize) -> impl IntoView {
    let id = passkey.id.to_string();
    let named = format!("passkey-{id}");
    let button = format!("remove-{id}");
    let asks = format!("ends-{id}");
    let back = returned(&button);
    let form = if is_only_way_in {
        view! { <p>{t!("passkey-remove-only")}</p> }.into_any()
    } else {
        view! {
            <form method="post" action="/api/remove_passkey">
                <input type="hidden" name="id" value=id/>
                <p id=asks.clone()>
                    <strong>{t!("passkey-remove-ask", passkey = passkey.name)}</strong> " "
                    {t!("passkey-remove-means")}
                    {(ends > 0).then(|| view! { " " {t!("passkey-remove-ends", count = ends)} })}
                </p>
                <button
                    type="submit" class="danger" id=button aria-describedby=asks autofocus=back.is_here
                >
                    {t!("passkey-remove")}
                </button>
            </form>
        }
        .into_any()
    };
    view! {
        <details name="passkey" open=back.is_here>
            <Opener words=t!("passkey-remove") named/>
            {form}
        </details>
    }
}

/// What opens a form, and closes it again.
#[component]
fn Opener(words: String, named: String) -> impl IntoView {
    view! {
        <summary aria-describedby=named>
            <span class="when-closed">{words}</span>
            <span class="when-open">{t!("verify-cancel")}</span>
        </summary>
    }
}

/// Renames a passkey.
#[server(endpoint = "rename_passkey")]
pub(crate) async fn rename_passkey(id: String, name: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let renamed = rp.passkeys().rename(&context, &id, &name).await;
    let field = format!("name-{id}");
    let form = Form::on(DASHBOARD).says("done-passkeys-renamed");
    form.field(&field, &name, &["invalid_name"]).answer(renamed);
    Ok(())
}

/// Removes a passkey and ends the sessions that it opened.
#[server(endpoint = "remove_passkey")]
pub(crate) async fn remove_passkey(id: String) -> Result<(), Refused> {
    let (rp, context) = request::context().await?;
    let removed = rp.passkeys().remove(&context, &id).await;
    let button = format!("remove-{id}");
    Form::on(DASHBOARD).says("done-passkeys-removed").field(&button, "", &[]).answer(removed);
    Ok(())
}
