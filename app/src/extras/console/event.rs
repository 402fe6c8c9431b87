//! An event in a list of the console: what happened, where, and the operator if there was one.

use latchkey::model::event::{Event, SERVER, SITE};
use leptos::prelude::*;

use super::user::path;
use crate::pages::components::{Ago, browser};
use crate::words::{say, t, t_view};

#[component]
pub(super) fn EventItem(
    event: Event,
    /// The name of the account, in a list of several.
    #[prop(optional, into)]
    whose: Option<String>,
) -> impl IntoView {
    let what = say(&format!("event-{}", event.kind.as_str()), &[]);
    let what = match event.details.passkey {
        Some(passkey) => t_view!("history-passkey"; what = what, passkey = passkey),
        None => what.into_any(),
    };
    let what = match event.details.new_browser {
        Some(_) => t_view!("history-new-browser"; what = what),
        None => what,
    };
    let what = match event.times {
        1 => what,
        times => t_view!("history-times", times = times; what = what),
    };
    let by = event.details.by.map(|by| match by.as_str() {
        SERVER => t!("console-by-server").into_any(),
        id => {
            let name = id.chars().take(8).collect::<String>();
            t_view!("console-by"; name = view! { <a href=path(id)>{name}</a> })
        }
    });
    let about = event.details.about.map(|id| view! { <code>{id}</code> ", " });
    let place = (!event.user_agent.is_empty() || !event.ip.is_empty()).then(|| {
        view! { {t!("session-place", browser = browser(&event.user_agent), ip = event.ip)} ", " }
    });
    // An event about the site itself has no account, unless an administrator caused it.
    let whose = whose.filter(|_| event.user_id != SITE);
    let whose = whose.map(|name| view! { <a href=path(event.user_id)>{name}</a> ", " });
    view! {
        <li>
            <span>{what}</span>
            <span class="meta">
                {whose}
                {about}
                {by.map(|by| view! { {by} ", " })}
                {place}
                <Ago when=event.last_at/>
            </span>
        </li>
    }
}
