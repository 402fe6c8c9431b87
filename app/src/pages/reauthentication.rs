//! Reauthentication: asks the user to confirm that it's them. Every page that needs this uses this component.
//!
//! If the account has a passkey, the user uses it. An account without one needs a new sign-in by email
//! (`Sessions::is_verified`), which works without scripts.

use latchkey::User;
use leptos::prelude::*;

use super::components::{Ceremony, Signals, can_mail};
use crate::ceremonies::VERIFICATION;
use crate::words::t;

#[component]
pub(crate) fn Reauthentication(
    user: User,
    has_passkeys: bool,
    /// The reason to show.
    why: String,
    /// The path to go to afterwards.
    #[prop(into)]
    next: String,
    /// The signals for the password manager (`Ceremony`).
    signals: String,
) -> impl IntoView {
    let how = match user.verified_email().cloned().filter(|_| can_mail()) {
        _ if has_passkeys => view! {
            <Ceremony of=VERIFICATION label=t!("passkeys-verify") next=next signals/>
            <p class="without-scripts">{t!("reauth-without-scripts")}</p>
            <p class="aside"><a href="/recovery">{t!("recovery-title")}</a></p>
        }
        .into_any(),
        Some(email) => view! {
            <Signals signals/>
            <p>{t!("reauth-by-mail")}</p>
            <form method="post" action="/api/send_magic_link">
                <input type="hidden" name="email" value=email.to_string()/>
                <input type="hidden" name="next" value=next/>
                <button type="submit">{t!("part-email-link")}</button>
            </form>
        }
        .into_any(),
        None => view! { <Signals signals/> }.into_any(),
    };
    view! {
        <p>{why}</p>
        {how}
    }
}
