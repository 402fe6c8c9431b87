//! History: what has happened to the account, so that its owner notices what was not them.

use latchkey::event::{Event, Kind};
use leptos::prelude::*;

use super::super::parts::{Ago, browser};
use crate::words::{say, t, t_view};

#[component]
pub(super) fn History(events: Vec<Event>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{t!("history-heading")}</h2>
            <ol class="items history">
                {events.into_iter().map(|event| view! { <HistoryItem event/> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn HistoryItem(event: Event) -> impl IntoView {
    let what = say(&format!("event-{}", event.kind.as_str()), &[]);
    let what = match event.passkey {
        Some(passkey) => t_view!("history-passkey"; what = what, passkey = passkey),
        None => what.into_any(),
    };
    let is_warning = matches!(
        event.kind,
        Kind::SignInFailed
            | Kind::CounterWentBack
            | Kind::AnswerRepeated
            | Kind::TokenReused
            | Kind::RecoveryCodeRefused
            | Kind::ResetRequested
            | Kind::ResetCompleted
    );
    view! {
        <li>
            <span class:warning=is_warning>{what}</span>
            <span class="meta">
                {t!("session-place", browser = browser(&event.user_agent), ip = event.ip)} ", "
                <Ago when=event.created_at/>
            </span>
        </li>
    }
}
