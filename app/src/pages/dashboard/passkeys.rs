//! The passkey manager: what each passkey is, and renaming, removing and adding them.

use latchkey::{Config, Credential, User};
use leptos::prelude::*;
use serde_json::json;

use super::super::parts::{At, Ceremony};
use crate::problem::Problem as Refused;
use crate::server::asking;

#[component]
pub(super) fn Passkeys(
    passkeys: Vec<Credential>,
    /// The passkey that has opened this session.
    this: Option<String>,
    /// Whether a passkey was used in this session just now.
    recent: bool,
    signals: String,
) -> impl IntoView {
    let is_empty = passkeys.is_empty();
    let lonely = matches!(passkeys.as_slice(), [only] if !only.is_synced());
    let add = if is_empty || recent {
        view! { <Ceremony name="adding_passkey" label="Add a passkey" signals/> }.into_any()
    } else {
        view! {
            <div class="note">
                <p>"Adding or removing a passkey needs one that you have just used."</p>
                <Ceremony name="verification" label="Confirm it is you" signals/>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="passkeys">
            <h2 id="passkeys">"Passkeys"</h2>
            {is_empty.then(|| view! {
                <p>"None yet. With one, the next sign-in is a single click and needs no mail."</p>
            })}
            <ul class="items">
                {passkeys
                    .into_iter()
                    .map(|passkey| {
                        let opened_this = this == Some(passkey.id.to_string());
                        view! { <Passkey passkey opened_this recent/> }
                    })
                    .collect_view()}
            </ul>
            {lonely.then(|| view! {
                <p class="note">
                    "Your only passkey is on one device and nowhere else. Add a second one, on another device "
                    "or in a password manager, so that losing the device does not lock you out."
                </p>
            })}
            {add}
        </section>
    }
}

#[component]
fn Passkey(passkey: Credential, opened_this: bool, recent: bool) -> impl IntoView {
    let synced = passkey.is_synced();
    let id = passkey.id.to_string();
    let named = format!("passkey-{id}");
    let field = format!("name-{id}");
    let used = match passkey.last_used_at {
        Some(when) => view! { "last used " <At when/> }.into_any(),
        None => view! { "not used yet" }.into_any(),
    };
    view! {
        <li>
            <div>
                <h3 id=named.clone()>{passkey.name.clone()}</h3>
                <p class="meta">"Created " <At when=passkey.created_at/> ", " {used}</p>
                <p class="tags">
                    <span class="tag" class:good=synced>
                        {if synced { "Synced" } else { "On this device only" }}
                    </span>
                    {opened_this.then(|| view! { <span class="tag">"Opened this session"</span> })}
                </p>
            </div>
            <div class="manage">
                <form method="post" action="/api/rename_passkey" class="rename">
                    <input type="hidden" name="id" value=id.clone()/>
                    <label for=field.clone() class="unseen">"New name"</label>
                    <input
                        id=field name="name" required maxlength="60" value=passkey.name
                        autocomplete="off" aria-describedby=named.clone()
                    />
                    <button type="submit" aria-describedby=named.clone()>"Rename"</button>
                </form>
                {recent.then(|| view! {
                    <form method="post" action="/api/remove_passkey">
                        <input type="hidden" name="id" value=id/>
                        <button type="submit" class="danger" aria-describedby=named>"Remove"</button>
                    </form>
                })}
            </div>
        </li>
    }
}

/// What the browser may tell the password manager: the passkeys that still work here, all of
/// them, and what the account is called now.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-signal-methods>
pub(super) fn signals(config: &Config, user: &User, passkeys: &[Credential]) -> String {
    let handle = user.id.handle();
    let accepted: Vec<_> =
        passkeys.iter().map(|passkey| passkey.credential_id.to_string()).collect();
    json!({
        "signalAllAcceptedCredentials": {
            "rpId": config.rp_id, "userId": handle, "allAcceptedCredentialIds": accepted,
        },
        "signalCurrentUserDetails": {
            "rpId": config.rp_id, "userId": handle, "name": user.name(), "displayName": user.name(),
        },
    })
    .to_string()
}

/// Gives a passkey another name.
#[server(endpoint = "rename_passkey")]
pub(crate) async fn rename_passkey(id: String, name: String) -> Result<(), Refused> {
    let (rp, visitor) = asking().await?;
    super::go_on(rp.rename_passkey(&visitor, &id, &name).await);
    Ok(())
}

/// Removes a passkey and ends the sessions it has opened.
#[server(endpoint = "remove_passkey")]
pub(crate) async fn remove_passkey(id: String) -> Result<(), Refused> {
    let (rp, visitor) = asking().await?;
    super::go_on(rp.remove_passkey(&visitor, &id).await);
    Ok(())
}
