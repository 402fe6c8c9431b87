//! Events of all accounts: filtering, paging, exporting, and following them while they happen.

use latchkey::clock::UnixSeconds;
use latchkey::extras::console::Admin;
use latchkey::extras::console::events::{EventEntry, EventQuery, Network, PAGE};
use latchkey::model::event::Kind;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use url::form_urlencoded::Serializer;

use super::event::EventItem;
use crate::assets;
use crate::request::PageRequest;
use crate::words::{say, t};

pub(super) const PATH: &str = "/console/events";

#[component]
pub(super) fn Events() -> impl IntoView {
    super::page(t!("console-events"), load)
}

/// A query as an address: its parameters, in text.
pub(super) struct Asked {
    user: String,
    kind: String,
    network: String,
    since: String,
    until: String,
    before: Option<i64>,
}

impl Asked {
    pub(super) fn of(page: &PageRequest) -> Self {
        let text = |name| page.query(name).unwrap_or_default().trim().to_owned();
        Self {
            user: text("user"),
            kind: text("kind"),
            network: text("network"),
            since: text("since"),
            until: text("until"),
            before: page.query("before").and_then(|before| before.parse().ok()),
        }
    }

    /// Returns the network, unless it isn't understood.
    fn network(&self) -> Option<Network> {
        Network::parse(&self.network)
    }

    /// Returns the query. A value that isn't understood counts as absent, except that no event is from a network
    /// that isn't one.
    pub(super) fn query(&self) -> EventQuery {
        EventQuery {
            user_id: self.user.parse().ok(),
            kind: Kind::all().find(|kind| kind.as_str() == self.kind),
            network: (!self.network.is_empty()).then(|| self.network().unwrap_or_default()),
            since: instant(&self.since),
            until: instant(&self.until),
            before: self.before,
            after: None,
        }
    }

    /// Returns an address below the list's, with the conditions of this query.
    fn address(&self, below: &str, before: Option<i64>) -> String {
        let mut address = Serializer::new(String::new());
        let pairs = [
            ("user", &self.user),
            ("kind", &self.kind),
            ("network", &self.network),
            ("since", &self.since),
            ("until", &self.until),
        ];
        address.extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
        address.extend_pairs(before.map(|before| ("before", before.to_string())));
        format!("{PATH}{below}?{}", address.finish())
    }
}

/// Parses the value of a field for a day and a time, in UTC.
fn instant(text: &str) -> Option<UnixSeconds> {
    latchkey::clock::parse_instant(&format!("{text}:00Z"))
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let asked = Asked::of(&page);
    let events = page.rp.console().find_events(&asked.query(), PAGE).await?;
    // Only the newest page can get new events.
    let live = asked.before.is_none() && asked.until.is_empty();
    let live = live.then(|| asked.address("/live", None));
    let script = live.is_some().then(|| {
        view! { <script type="module" src=format!("{}/console.js", assets::root()) nonce=use_nonce()></script> }
    });
    Ok(view! {
        <Filter asked=&asked/>
        <section class="card" data-follow=live>
            <p class="meta" data-live hidden>{t!("console-live")}</p>
            <List events asked=&asked/>
        </section>
        <p class="actions"><a href=asked.address("/export", None) download>{t!("console-export")}</a></p>
        {script}
    }
    .into_any())
}

#[component]
fn Filter<'a>(asked: &'a Asked) -> impl IntoView + use<> {
    let is_wrong = !asked.network.is_empty() && asked.network().is_none();
    let options = Kind::all().map(|kind| {
        let selected = kind.as_str() == asked.kind;
        let words = say(&format!("event-{}", kind.as_str()), &[]);
        view! { <option value=kind.as_str() selected=selected>{words}</option> }
    });
    view! {
        <form method="get" action=PATH class="card filter" role="search">
            <div>
                <label for="kind">{t!("console-kind")}</label>
                <select id="kind" name="kind">
                    <option value="">{t!("console-all")}</option>
                    {options.collect_view()}
                </select>
            </div>
            <div>
                <label for="user">{t!("console-user-id")}</label>
                <input id="user" name="user" maxlength="36" value=asked.user.clone() autocomplete="off" spellcheck="false"/>
            </div>
            <div>
                <label for="network">{t!("console-network")}</label>
                <input
                    id="network" name="network" maxlength="43" value=asked.network.clone() autocomplete="off"
                    spellcheck="false" placeholder="203.0.113.0/24" aria-describedby=is_wrong.then_some("network-help")
                    aria-invalid=is_wrong.then_some("true")
                />
                {is_wrong.then(|| view! { <p id="network-help" class="field-error" role="alert">{t!("console-network-wrong")}</p> })}
            </div>
            <div>
                <label for="since">{t!("console-since")}</label>
                <input id="since" name="since" type="datetime-local" value=asked.since.clone()/>
            </div>
            <div>
                <label for="until">{t!("console-until")}</label>
                <input id="until" name="until" type="datetime-local" value=asked.until.clone()/>
            </div>
            <button type="submit">{t!("console-show")}</button>
        </form>
    }
}

#[component]
fn List<'a>(events: Vec<EventEntry>, asked: &'a Asked) -> impl IntoView + use<> {
    let is_empty = events.is_empty();
    let last =
        events.last().filter(|_| usize::try_from(PAGE).is_ok_and(|page| events.len() == page));
    let older = last.map(|last| {
        let address = asked.address("", Some(last.event.sequence));
        view! { <a href=address>{t!("history-older")}</a> }
    });
    let newest = asked.before.map(|_| {
        view! { <a href=asked.address("", None)>{t!("history-newest")}</a> }
    });
    let items = events.into_iter().map(|entry| {
        let whose = entry.name();
        view! { <EventItem event=entry.event whose/> }
    });
    view! {
        {is_empty.then(|| view! { <p>{t!("console-events-none")}</p> })}
        <ol class="items history">{items.collect_view()}</ol>
        <p class="actions">{newest} " " {older}</p>
    }
}
