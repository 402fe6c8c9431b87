//! History: what has happened to the account, so that its owner notices what was not them.

use latchkey::event::{Event, Kind};
use latchkey::messenger::browser_name;
use leptos::prelude::*;

use super::super::parts::At;

#[component]
pub(super) fn History(events: Vec<Event>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">"History"</h2>
            <ol class="items history">
                {events.into_iter().map(|event| view! { <HistoryItem event/> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn HistoryItem(event: Event) -> impl IntoView {
    let passkey = event.passkey.map(|name| format!(": “{name}”")).unwrap_or_default();
    let is_warning = matches!(event.kind, Kind::SignInFailed | Kind::CounterWentBack);
    view! {
        <li>
            <span class:warning=is_warning>{what(event.kind)}{passkey}</span>
            <span class="meta">
                {browser_name(&event.user_agent)} ", " {event.ip} ", " <At when=event.created_at/>
            </span>
        </li>
    }
}

fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::SignedUp => "Account created",
        Kind::SignedInByPasskey => "Signed in with a passkey",
        Kind::SignedInByMail => "Signed in by mail",
        Kind::SignInFailed => "A passkey was refused",
        Kind::CounterWentBack => "A passkey was refused, because it may have been copied",
        Kind::Verified => "Confirmed with a passkey",
        Kind::PasskeyAdded => "Passkey added",
        Kind::PasskeyRenamed => "Passkey renamed",
        Kind::PasskeyRemoved => "Passkey removed",
        Kind::AddressConfirmed => "Address confirmed",
        Kind::SessionEnded => "A session was ended",
        Kind::OtherSessionsEnded => "All other sessions were ended",
        Kind::SignedOut => "Signed out",
    }
}
