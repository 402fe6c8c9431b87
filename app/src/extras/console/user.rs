//! One user: what the site knows about them, and what an administrator can do.

use latchkey::extras::console::Admin;
use latchkey::extras::console::users::{Status, UserDetails, UserEntry};
use latchkey::model::event::Event;
use latchkey::model::session::Session;
use latchkey::{Credential, Error, RelyingParty, RequestContext, UserId};
use leptos::prelude::*;

use super::admin;
use super::event::EventItem;
use super::users::StatusTag;
use crate::pages::components::{Ago, At, browser};
use crate::pages::response;
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::{t, t_view};

#[component]
pub(super) fn User() -> impl IntoView {
    super::page(t!("console-user"), load)
}

/// Returns the path of a user's page.
pub(in super::super) fn path(id: impl std::fmt::Display) -> String {
    format!("/console/users/{id}")
}

/// Returns the path of the page of the user in a form. Anything but an id leads to the list.
pub(in super::super) fn page_of(id: &str) -> String {
    id.parse::<UserId>().map_or_else(|_| "/console/users".to_owned(), path)
}

/// Returns the id in the path of a page.
fn id(page: &PageRequest) -> latchkey::Result<UserId> {
    let id = page.path().split('/').nth(3).unwrap_or_default();
    id.parse().map_err(|_| Error::NotFound)
}

async fn load(page: PageRequest, admin: Admin) -> latchkey::Result<AnyView> {
    let id = id(&page)?;
    let before = page.query("before").and_then(|before| before.parse().ok());
    let UserDetails { entry, passkeys, sessions, events, is_admin } =
        page.rp.console().user_details(id, before).await?;
    let is_self = admin.0.user.id == id;
    let cards = super::USER_CARDS.iter().map(|card| card(&page, &entry.user));
    let cards = (!is_self).then(|| cards.collect_view());
    Ok(view! {
        <Account entry=entry.clone() is_admin/>
        {(!is_self).then(|| view! { <Actions entry is_admin/> })}
        {cards}
        <Passkeys id passkeys is_self/>
        <Sessions id sessions is_self/>
        <Activity id events/>
    }
    .into_any())
}

#[component]
fn Account(entry: UserEntry, is_admin: bool) -> impl IntoView {
    let UserEntry { user, status, login_count, last_login_at } = entry;
    let confirmed = user.email_verified_at.is_some();
    let address = match (&user.email, confirmed) {
        (None, _) => t!("account-address-none"),
        (Some(_), true) => t!("account-address-confirmed"),
        (Some(_), false) => t!("account-address-unconfirmed"),
    };
    view! {
        <section class="card" aria-labelledby="account">
            <h2 id="account">{user.name()}</h2>
            <p class="tags">
                <StatusTag status/>
                <span class="tag" class:good=confirmed>{address}</span>
                {is_admin.then(|| view! { <span class="tag">{t!("console-admin")}</span> })}
            </p>
            <dl>
                {user.display_name.clone().map(|name| view! {
                    <div><dt>{t!("account-name")}</dt><dd>{name}</dd></div>
                })}
                <div><dt>{t!("console-id")}</dt><dd><code>{user.id.to_string()}</code></dd></div>
                {user.external_id.clone().map(|id| view! {
                    <div><dt>{t!("console-external-id")}</dt><dd><code>{id}</code></dd></div>
                })}
                {user.phone.as_ref().map(|phone| view! {
                    <div><dt>{t!("console-phone")}</dt><dd>{phone.to_string()}</dd></div>
                })}
                <div><dt>{t!("account-since")}</dt><dd><At when=user.created_at/></dd></div>
                <div><dt>{t!("console-sign-ins")}</dt><dd>{login_count}</dd></div>
                {last_login_at.map(|when| view! {
                    <div><dt>{t!("console-last-sign-in")}</dt><dd><Ago when/></dd></div>
                })}
            </dl>
        </section>
    }
}

#[component]
fn Actions(entry: UserEntry, is_admin: bool) -> impl IntoView {
    let id = entry.user.id.to_string();
    let button = |action: &'static str, words: String| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="id" value=id.clone()/>
                <button type="submit">{words}</button>
            </form>
        }
    };
    let activate = (entry.status != Status::Active)
        .then(|| button("/api/activate_user", t!("console-activate")));
    let deactivate = (entry.status != Status::Deactivated)
        .then(|| button("/api/deactivate_user", t!("console-deactivate")));
    let add = (!is_admin && entry.status == Status::Active)
        .then(|| button("/api/add_admin", t!("console-admin-add")));
    view! {
        <section class="card" aria-labelledby="actions">
            <h2 id="actions">{t!("console-actions")}</h2>
            <p class="meta">{t!("console-actions-what")}</p>
            <div class="choices">
                {activate}
                {deactivate}
                {add}
                <a class="button danger" href=format!("{}/delete", path(&id))>{t!("manage-leave-go")}</a>
            </div>
        </section>
    }
}

#[component]
fn Passkeys(id: UserId, passkeys: Vec<Credential>, is_self: bool) -> impl IntoView {
    let is_empty = passkeys.is_empty();
    let items = passkeys.into_iter().map(|passkey| {
        let named = format!("passkey-{}", passkey.id);
        let created = view! { <At when=passkey.created_at/> };
        let history = match passkey.last_used_at {
            Some(when) => t_view!("passkey-used"; created = created, used = view! { <Ago when/> }),
            None => t_view!("passkey-unused"; created = created),
        };
        let kind = if passkey.is_synced() { t!("passkey-synced") } else { t!("passkey-bound") };
        view! {
            <li>
                <div class="about">
                    <h3 id=named.clone()>{passkey.name.clone()}</h3>
                    <p class="meta">{history}</p>
                    <p class="tags"><span class="tag">{kind}</span></p>
                </div>
                {(!is_self).then(|| view! {
                    <form method="post" action="/api/remove_passkey_of_user">
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="passkey" value=passkey.id.to_string()/>
                        <button type="submit" class="danger" aria-describedby=named>{t!("passkey-remove")}</button>
                    </form>
                })}
            </li>
        }
    });
    view! {
        <section class="card" aria-labelledby="passkeys">
            <h2 id="passkeys">{t!("passkeys-heading")}</h2>
            {is_empty.then(|| view! { <p>{t!("console-passkeys-none")}</p> })}
            <ul class="items">{items.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Sessions(id: UserId, sessions: Vec<Session>, is_self: bool) -> impl IntoView {
    let is_empty = sessions.is_empty();
    let items = sessions.into_iter().map(|session| {
        let place = t!("session-place", browser = browser(&session.user_agent), ip = session.ip);
        view! {
            <li>
                <div class="about">
                    <h3>{place}</h3>
                    <p class="meta">
                        {t_view!(
                            "console-session";
                            created = view! { <At when=session.created_at/> },
                            seen = view! { <Ago when=session.last_seen_at/> },
                        )}
                    </p>
                </div>
            </li>
        }
    });
    view! {
        <section class="card" aria-labelledby="sessions">
            <h2 id="sessions">{t!("sessions-heading")}</h2>
            {is_empty.then(|| view! { <p>{t!("console-sessions-none")}</p> })}
            <ul class="items">{items.collect_view()}</ul>
            {(!is_empty && !is_self).then(|| view! {
                <form method="post" action="/api/end_sessions_of_user">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <button type="submit">{t!("console-end-sessions")}</button>
                </form>
            })}
        </section>
    }
}

#[component]
fn Activity(id: UserId, events: Vec<Event>) -> impl IntoView {
    let last = events.last().filter(|_| events.len() == latchkey::event::PAGE);
    let older = last.map(|last| {
        let address = format!("{}?before={}#activity", path(id), last.sequence);
        view! { <p class="actions"><a href=address>{t!("history-older")}</a></p> }
    });
    view! {
        <section class="card" aria-labelledby="activity">
            <h2 id="activity">{t!("history-heading")}</h2>
            <ol class="items history">
                {events.into_iter().map(|event| view! { <EventItem event/> }).collect_view()}
            </ol>
            {older}
        </section>
    }
}

#[component]
pub(super) fn Delete() -> impl IntoView {
    super::page(t!("console-delete"), load_delete)
}

async fn load_delete(page: PageRequest, admin: Admin) -> latchkey::Result<AnyView> {
    let id = id(&page)?;
    admin.acts_on(&page.rp, id)?;
    let user = page.rp.console().user_details(id, None).await?.entry.user;
    let name = view! { <strong>{user.name()}</strong> };
    Ok(view! {
        <section class="card">
            <p>{t_view!("console-delete-what"; name = name)}</p>
            <form method="post" action="/api/delete_user">
                <input type="hidden" name="id" value=id.to_string()/>
                <label class="tick">
                    <input type="checkbox" name="understood" value="yes" required/>
                    {t!("delete-understood")}
                </label>
                <button type="submit" class="danger">{t!("console-delete")}</button>
            </form>
            <p class="aside"><a href=path(id)>{t!("console-back")}</a></p>
        </section>
    }
    .into_any())
}

/// Acts on someone else's account, and goes back to its page.
async fn act(
    id: String,
    next: Option<&str>,
    act: impl AsyncFnOnce(&RelyingParty, &RequestContext, UserId) -> latchkey::Result<()>,
) -> Result<(), Refused> {
    let (rp, admin) = admin().await?;
    let outcome = async {
        let (admin, id) = (admin?, id.parse().map_err(|_| Error::NotFound)?);
        act(&rp, &admin.acts_on(&rp, id)?, id).await
    };
    let outcome = outcome.await;
    let back = page_of(&id);
    response::redirect(outcome, next.unwrap_or(&back), &back);
    Ok(())
}

/// Activates an account.
#[server(endpoint = "activate_user")]
pub(crate) async fn activate_user(id: String) -> Result<(), Refused> {
    act(id, None, async |rp, operator, id| rp.console().activate_user(operator, id).await).await
}

/// Deactivates an account.
#[server(endpoint = "deactivate_user")]
pub(crate) async fn deactivate_user(id: String) -> Result<(), Refused> {
    act(id, None, async |rp, operator, id| rp.console().deactivate_user(operator, id).await).await
}

/// Ends all sessions of a user.
#[server(endpoint = "end_sessions_of_user")]
pub(crate) async fn end_sessions_of_user(id: String) -> Result<(), Refused> {
    act(id, None, async |rp, operator, id| rp.console().end_sessions_of(operator, id).await).await
}

/// Removes a passkey of a user.
#[server(endpoint = "remove_passkey_of_user")]
pub(crate) async fn remove_passkey_of_user(id: String, passkey: String) -> Result<(), Refused> {
    act(id, None, async |rp, operator, id| {
        rp.console().remove_passkey_of_user(operator, id, &passkey).await
    })
    .await
}

/// Deletes an account.
#[server(endpoint = "delete_user")]
pub(crate) async fn delete_user(id: String, understood: Option<String>) -> Result<(), Refused> {
    act(id, Some("/console/users"), async |rp, operator, id| {
        if understood.as_deref() != Some("yes") {
            return Err(Error::NotConfirmed);
        }
        rp.console().delete_user(operator, id).await
    })
    .await
}
