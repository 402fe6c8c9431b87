//! The card with the passkeys: the list, the button that adds one, and advice about a lonely one.

use latchkey::model::session::Session;
use latchkey::{Credential, PasskeyId, User};
use leptos::prelude::*;

use super::passkey::Passkey;
use crate::ceremonies::ADDING_PASSKEY;
use crate::pages::components::{Ceremony, DASHBOARD, Signals, can_mail};
use crate::pages::notice::Done;
use crate::pages::response::set_cookie;
use crate::pages::verify;
use crate::problem::Problem as Refused;
use crate::request;
use crate::words::t;

#[component]
pub(super) fn Passkeys(
    passkeys: Vec<Credential>,
    sessions: Vec<Session>,
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
    let is_only_way_in = passkeys.len() == 1 && !(user.verified_email().is_some() && can_mail());
    let here = newest_here(&passkeys, &session);
    let items = passkeys.into_iter().map(|passkey| {
        let id = Some(passkey.id);
        let (opened_this, is_here) = (session.credential_id == id, here == id);
        let opened = |one: &&Session| one.credential_id == id && one.id != session.id;
        let ends = sessions.iter().filter(opened).count();
        view! { <Passkey passkey opened_this is_here is_only_way_in ends/> }
    });
    let items = items.collect_view();
    let offer = offered.then(|| view! { <Offer signals=signals.clone()/> });
    view! {
        <section class="card" aria-labelledby="passkeys">
            <div class="card-head">
                <h2 id="passkeys">{t!("passkeys-heading")}</h2>
                {(!offered).then(|| view! { <Add recent signals/> })}
            </div>
            <Done card="passkeys"/>
            {offer}
            {is_empty.then(|| view! { <p class="empty">{t!("passkeys-none")}</p> })}
            <ul class="items">{items}</ul>
            {(!recent && !is_empty).then(|| view! {
                <p class="meta"><a href="/recovery">{t!("recovery-title")}</a></p>
            })}
            {(lonely && !offered).then(|| view! {
                <p class="note">{t!("passkeys-lonely")}</p>
            })}
        </section>
    }
}

/// Returns the passkey of this device that was last used. Several password managers can have one here, and one
/// label is enough.
fn newest_here(passkeys: &[Credential], session: &Session) -> Option<PasskeyId> {
    let here = passkeys.iter().filter(|one| session.local_passkeys.contains(&one.id));
    let newest = here.max_by_key(|one| one.last_used_at.unwrap_or(one.created_at));
    newest.map(|one| one.id)
}

/// The button in the card's head. If the user has to confirm that it's them first, it leads there and back.
#[component]
fn Add(recent: bool, signals: String) -> impl IntoView {
    if recent {
        return view! { <Ceremony of=ADDING_PASSKEY label=t!("passkeys-add") signals/> }.into_any();
    }
    view! {
        <Signals signals/>
        <form action=verify::PATH>
            <input type="hidden" name="next" value=DASHBOARD/>
            <button type="submit" class="primary">{t!("passkeys-add")}</button>
        </form>
    }
    .into_any()
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

/// Stops offering a passkey on this device.
#[server(endpoint = "decline_passkey_here")]
pub(crate) async fn decline_passkey_here() -> Result<(), Refused> {
    let (rp, _) = request::context().await?;
    set_cookie(rp.passkeys().decline_here());
    leptos_axum::redirect(DASHBOARD);
    Ok(())
}
