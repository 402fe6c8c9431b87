//! History: the events of the account, where its owner can notice an attacker.

use latchkey::event::PAGE;
use latchkey::model::event::Event;
use latchkey::model::event::Kind;
use leptos::prelude::*;

use crate::pages::components::{Ago, browser};
use crate::words::{say, t, t_view};

/// The query parameter with the number of the event that the page starts before.
pub(super) const BEFORE: &str = "before";

/// The events of a page. `is_newest`: this is the first page.
#[component]
pub(super) fn History(events: Vec<Event>, is_newest: bool) -> impl IntoView {
    let last = events.last().filter(|_| events.len() == PAGE).map(|event| event.sequence);
    let older = last.map(|last| {
        view! { <a href=format!("/dashboard?{BEFORE}={last}#history")>{t!("history-older")}</a> }
    });
    let newest =
        (!is_newest).then(|| view! { <a href="/dashboard#history">{t!("history-newest")}</a> });
    let pages = (older.is_some() || newest.is_some())
        .then(|| view! { <p class="actions">{newest} " " {older}</p> });
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{t!("history-heading")}</h2>
            <ol class="items history">
                {events.into_iter().map(|event| view! { <HistoryItem event/> }).collect_view()}
            </ol>
            {pages}
        </section>
    }
}

#[component]
fn HistoryItem(event: Event) -> impl IntoView {
    let what = say(&format!("event-{}", event.kind.as_str()), &[]);
    let what = match event.details.passkey {
        Some(passkey) => t_view!("history-passkey"; what = what, passkey = passkey),
        None => what.into_any(),
    };
    let what = match event.details.by {
        Some(_) => t_view!("history-by-operator"; what = what),
        None => what,
    };
    let what = match event.times {
        1 => what,
        times => t_view!("history-times", times = times; what = what),
    };
    // Empty if the browser belongs to another account.
    let place = (!event.user_agent.is_empty() || !event.ip.is_empty()).then(|| {
        view! { {t!("session-place", browser = browser(&event.user_agent), ip = event.ip)} ", " }
    });
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
                {place}
                <Ago when=event.last_at/>
            </span>
        </li>
    }
}
