//! Activity: the events of the account, where its owner can notice an attacker.

use latchkey::SignedIn;
use latchkey::event::PAGE;
use latchkey::model::event::{Event, Kind};
use leptos::prelude::*;

use super::account_area::{ACTIVITY, AccountPage};
use super::components::{Ago, browser};
use super::icons::Icon;
use super::response;
use crate::request::PageRequest;
use crate::words::{say, t, t_view};

/// The query parameter with the number of the event that the page starts before.
const BEFORE: &str = "before";

/// The query parameter with the kind of events to show.
const SHOW: &str = "show";

/// A choice of the filter: its name in the query, its words, and the events that it shows.
type Filter = (&'static str, fn() -> String, fn(Kind) -> bool);

const FILTERS: [Filter; 4] = [
    ("", || t!("activity-all"), |_| true),
    ("sign-ins", || t!("activity-sign-ins"), is_sign_in),
    ("changes", || t!("activity-changes"), |kind| !is_sign_in(kind) && !is_warning(kind)),
    ("warnings", || t!("activity-warnings"), is_warning),
];

fn is_sign_in(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SignedUp
            | Kind::SignedInByPasskey
            | Kind::SignedInByMail
            | Kind::SignedInByLink
            | Kind::Verified
            | Kind::SignedOut
            | Kind::SessionEnded
            | Kind::OtherSessionsEnded
    )
}

fn is_warning(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SignInFailed
            | Kind::CounterWentBack
            | Kind::SyncedCounterWentBack
            | Kind::AnswerRepeated
            | Kind::AnswerLate
            | Kind::TokenReused
            | Kind::RecoveryCodeRefused
            | Kind::ResetRequested
            | Kind::ResetCompleted
            | Kind::ClaimDropped
    )
}

#[component]
pub(super) fn Activity() -> impl IntoView {
    view! {
        <AccountPage title=t!("activity-title") section=ACTIVITY>
            {response::for_user(load)}
        </AccountPage>
    }
}

async fn load(page: PageRequest, signed_in: SignedIn) -> latchkey::Result<AnyView> {
    let before = page.query(BEFORE).and_then(|before| before.parse().ok());
    let shown = page.query(SHOW).unwrap_or_default();
    let filter = FILTERS.iter().find(|(name, ..)| *name == shown).unwrap_or(&FILTERS[0]);
    let (name, _, wanted) = *filter;
    let events = page.rp.events().list_of(signed_in.user.id, before, wanted).await?;
    let choices = FILTERS.map(|(choice, words, _)| {
        let current = (choice == name).then_some("true");
        view! { <li><a href=path(choice, None) aria-current=current>{words()}</a></li> }
    });
    let is_empty = events.is_empty();
    Ok(view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history" class="unseen">{t!("history-heading")}</h2>
            <nav class="kinds" aria-label=t!("activity-filter")>
                <ul>{choices.into_iter().collect_view()}</ul>
            </nav>
            {is_empty.then(|| view! { <p class="empty">{t!("activity-none")}</p> })}
            <Pages name is_newest=before.is_none() last=last(&events)/>
            <Events events/>
        </section>
    }
    .into_any())
}

/// Returns the number of the last event, if there may be older ones.
fn last(events: &[Event]) -> Option<i64> {
    events.last().filter(|_| events.len() == PAGE).map(|event| event.sequence)
}

fn path(show: &str, before: Option<i64>) -> String {
    let show = (!show.is_empty()).then(|| format!("{SHOW}={show}"));
    let before = before.map(|before| format!("{BEFORE}={before}"));
    let query: Vec<_> = show.into_iter().chain(before).collect();
    if query.is_empty() { ACTIVITY.to_owned() } else { format!("{ACTIVITY}?{}", query.join("&")) }
}

/// The links to newer and older events.
#[component]
fn Pages(name: &'static str, is_newest: bool, last: Option<i64>) -> impl IntoView {
    let older = last.map(|last| {
        view! { <a class="button" rel="next" href=path(name, Some(last))>{t!("history-older")}</a> }
    });
    let newest = (!is_newest).then(|| {
        view! { <a class="button" href=path(name, None)>{t!("history-newest")}</a> }
    });
    (older.is_some() || newest.is_some())
        .then(|| view! { <p class="actions pages">{newest} " " {older}</p> })
}

/// A list of events, newest first.
#[component]
pub(super) fn Events(events: Vec<Event>) -> impl IntoView {
    view! {
        <ol class="items history">
            {events.into_iter().map(|event| view! { <Item event/> }).collect_view()}
        </ol>
    }
}

#[component]
fn Item(event: Event) -> impl IntoView {
    let what = say(&format!("event-{}", event.kind.as_str()), &[]);
    let what = match event.details.passkey {
        Some(passkey) => t_view!("history-passkey"; what = what, passkey = passkey),
        None => what.into_any(),
    };
    let what = match event.details.new_browser {
        Some(_) => t_view!("history-new-browser"; what = what),
        None => what,
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
        view! { {t!("session-place", browser = browser(&event.user_agent), ip = event.ip)} " · " }
    });
    let is_warning = is_warning(event.kind);
    view! {
        <li>
            <p class="event" class:warning=is_warning>
                {is_warning.then(|| view! { <Icon name="warning"/> " " })} <span>{what}</span>
            </p>
            <p class="meta">
                {place}
                <Ago when=event.last_at/>
            </p>
        </li>
    }
}
