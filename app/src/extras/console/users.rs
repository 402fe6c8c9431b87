//! Users: searching, filtering and paging through them.

use latchkey::Error;
use latchkey::extras::console::Admin;
use latchkey::extras::console::users::{PAGE, Position, Status, UserEntry, UserQuery};
use leptos::prelude::*;
use url::form_urlencoded::Serializer;

use crate::pages::components::{Ago, At};
use crate::pages::response::set_status;
use crate::request::PageRequest;
use crate::words::{t, t_view};

#[component]
pub(super) fn Users() -> impl IntoView {
    super::page(t!("console-users"), load)
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let query = UserQuery {
        search: page.query("search").unwrap_or_default().to_owned(),
        status: page.query("status").and_then(Status::parse),
        after: page.query("after").and_then(Position::parse),
    };
    let result = match page.rp.console().list_users(&query).await {
        Ok(users) => view! { <List users query=query.clone()/> }.into_any(),
        Err(error @ Error::InvalidRequest(_)) => {
            set_status(&error);
            view! { <p class="problem" role="alert">{t!("console-search-short")}</p> }.into_any()
        }
        Err(error) => return Err(error),
    };
    let links = super::USERS_LINKS.iter().map(|(path, words)| {
        view! { <a class="button" href=*path>{words()}</a> " " }
    });
    Ok(view! { <Search query/> <p class="actions">{links.collect_view()}</p> {result} }.into_any())
}

#[component]
fn Search(query: UserQuery) -> impl IntoView {
    let options = Status::ALL.map(|status| {
        let selected = query.status == Some(status);
        view! { <option value=status.as_str() selected=selected>{status_words(status)}</option> }
    });
    view! {
        <form method="get" action="/console/users" class="card filter" role="search">
            <div>
                <label for="search">{t!("console-search")}</label>
                <input
                    id="search" name="search" type="search" maxlength="254" value=query.search
                    autocapitalize="none" autocomplete="off" spellcheck="false"
                />
            </div>
            <div>
                <label for="status">{t!("console-status")}</label>
                <select id="status" name="status">
                    <option value="">{t!("console-all")}</option>
                    {options.collect_view()}
                </select>
            </div>
            <button type="submit">{t!("console-show")}</button>
        </form>
    }
}

#[component]
fn List(users: Vec<UserEntry>, query: UserQuery) -> impl IntoView {
    if users.is_empty() {
        return view! { <p class="note" role="status">{t!("console-users-none")}</p> }.into_any();
    }
    let is_full = users.len() == PAGE;
    let last = users.last().filter(|_| is_full);
    let last = last.map(|last| Position(last.user.created_at, last.user.id));
    let address = |after: Option<Position>| {
        let mut address = Serializer::new(String::new());
        if !query.search.is_empty() {
            address.append_pair("search", &query.search);
        }
        address.extend_pairs(query.status.map(|status| ("status", status.as_str())));
        address.extend_pairs(after.map(|after| ("after", after.text())));
        format!("/console/users?{}", address.finish())
    };
    let newest = query.after.map(|_| view! { <a href=address(None)>{t!("history-newest")}</a> });
    let older = last.map(|last| view! { <a href=address(Some(last))>{t!("history-older")}</a> });
    let pages = (newest.is_some() || older.is_some())
        .then(|| view! { <p class="actions">{newest} " " {older}</p> });
    view! {
        <section class="card">
            <ul class="items">
                {users.into_iter().map(|entry| view! { <Item entry/> }).collect_view()}
            </ul>
            {pages}
        </section>
    }
    .into_any()
}

#[component]
fn Item(entry: UserEntry) -> impl IntoView {
    let UserEntry { user, status, login_count, last_login_at } = entry;
    let created = view! { <At when=user.created_at/> };
    let history = match last_login_at {
        Some(at) => t_view!(
            "console-user-used", count = login_count;
            created = created, last = view! { <Ago when=at/> },
        ),
        None => t_view!("console-user-unused"; created = created),
    };
    view! {
        <li>
            <div class="about">
                <h2><a href=format!("/console/users/{}", user.id)>{user.name()}</a></h2>
                {user.display_name.map(|name| view! { <p class="meta">{name}</p> })}
                <p class="meta">{history}</p>
                <p class="tags"><StatusTag status/></p>
            </div>
        </li>
    }
}

/// The status of an account.
#[component]
pub(super) fn StatusTag(status: Status) -> impl IntoView {
    let (good, bad) = (status == Status::Active, status == Status::Deactivated);
    view! { <span class="tag" class:good=good class:bad=bad>{status_words(status)}</span> }
}

fn status_words(status: Status) -> String {
    match status {
        Status::Active => t!("console-status-active"),
        Status::Pending => t!("console-status-pending"),
        Status::Deactivated => t!("console-status-deactivated"),
    }
}
