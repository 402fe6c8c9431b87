//! Administrators: the list, with buttons to add and remove one.

use latchkey::extras::console::{Admin, AdminEntry};
use latchkey::{Error, UserId};
use leptos::prelude::*;

use super::admin;
use crate::pages::components::At;
use crate::pages::response;
use crate::problem::Problem as Refused;
use crate::request::PageRequest;
use crate::words::{t, t_view};

const PATH: &str = "/console/admins";

#[component]
pub(super) fn Admins() -> impl IntoView {
    super::page(t!("console-admins"), load)
}

async fn load(page: PageRequest, admin: Admin) -> latchkey::Result<AnyView> {
    let admins = page.rp.console().list_admins().await?;
    let this = admin.0.user.id;
    let items = admins.into_iter().map(|entry| view! { <Item entry this/> });
    Ok(view! {
        <section class="card">
            <ul class="items">{items.collect_view()}</ul>
            <p class="meta">{t!("console-admins-how")}</p>
        </section>
    }
    .into_any())
}

#[component]
fn Item(entry: AdminEntry, this: UserId) -> impl IntoView {
    let AdminEntry { user, since, added_by } = entry;
    let (id, since) = (user.id.to_string(), view! { <At when=since/> });
    let named = format!("admin-{id}");
    let history = match added_by.map(|by| by.to_string()) {
        Some(by) => {
            let by = view! { <a href=format!("/console/users/{by}")>{by[..8].to_owned()}</a> };
            t_view!("console-admin-added"; since = since, by = by)
        }
        None => t_view!("console-admin-since"; since = since),
    };
    view! {
        <li>
            <div class="about">
                <h2 id=named.clone()><a href=format!("/console/users/{id}")>{user.name()}</a></h2>
                <p class="meta">{history}</p>
            </div>
            {(user.id != this).then(|| view! {
                <form method="post" action="/api/revoke_admin">
                    <input type="hidden" name="id" value=id/>
                    <button type="submit" class="danger" aria-describedby=named>{t!("console-admin-remove")}</button>
                </form>
            })}
        </li>
    }
}

/// Makes a user an administrator.
#[server(endpoint = "add_admin")]
pub(crate) async fn add_admin(id: String) -> Result<(), Refused> {
    let (rp, admin) = admin().await?;
    let added =
        async { rp.console().add_admin(&admin?, id.parse().map_err(|_| Error::NotFound)?).await };
    response::redirect(added.await, PATH, PATH);
    Ok(())
}

/// Revokes another administrator's rights.
#[server(endpoint = "revoke_admin")]
pub(crate) async fn revoke_admin(id: String) -> Result<(), Refused> {
    let (rp, admin) = admin().await?;
    let revoked = async {
        let (admin, id) = (admin?, id.parse().map_err(|_| Error::NotFound)?);
        rp.console().revoke_admin(&admin.acts_on(&rp, id)?, id).await
    };
    response::redirect(revoked.await, PATH, PATH);
    Ok(())
}
