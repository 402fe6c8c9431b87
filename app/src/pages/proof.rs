//! Proof: asks an owner to show once more that it is them, in one way everywhere.
//!
//! Where there is a passkey, it is asked for. An account without one has been entered by a mail,
//! and a fresh mail is its proof (`RelyingParty::is_verified`). That way works without scripts.

use latchkey::User;
use leptos::prelude::*;

use super::components::{Ceremony, Signals, can_mail};
use crate::ceremonies::VERIFICATION;
use crate::words::t;

#[component]
pub(super) fn Proof(
    user: User,
    has_passkeys: bool,
    /// The reason that the page gives.
    why: String,
    /// Where to go on.
    #[prop(into)]
    next: String,
    /// What to tell the password manager (`Ceremony`).
    signals: String,
) -> impl IntoView {
    let how = match user.verified_email().cloned().filter(|_| can_mail()) {
        _ if has_passkeys => view! {
            <Ceremony of=VERIFICATION label=t!("passkeys-verify") next=next signals/>
            <p class="without-scripts">{t!("proof-without-scripts")}</p>
            <p class="aside"><a href="/recovery">{t!("recovery-title")}</a></p>
        }
        .into_any(),
        Some(email) => view! {
            <Signals signals/>
            <p>{t!("proof-by-mail")}</p>
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
        <div class="note proof">
            <p>{why}</p>
            {how}
        </div>
    }
}
