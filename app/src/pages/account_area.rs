//! The account's pages: who is signed in, the tabs, and the page below them.

use latchkey::User;
use leptos::prelude::*;

use super::frame::{Page, initial};
use super::icons::Icon;
use super::notice::{Done, Problem};
use crate::request;
use crate::words::t;

/// The path of the passkeys and sessions, and the default destination after signing in.
pub(crate) const DASHBOARD: &str = "/dashboard";

/// The path of the name, the addresses and the data.
pub(crate) const ACCOUNT: &str = "/dashboard/account";

/// The path of the account's history.
pub(crate) const ACTIVITY: &str = "/dashboard/activity";

/// A page of the account, in its tabs and in the account menu.
#[derive(Clone, Copy)]
pub(crate) struct Section {
    pub(crate) path: &'static str,
    pub(crate) words: fn() -> String,
    pub(crate) icon: &'static str,
}

pub(super) const SECTIONS: [Section; 3] = [
    Section { path: DASHBOARD, words: || t!("dashboard-title"), icon: "passkey" },
    Section { path: ACCOUNT, words: || t!("account-heading"), icon: "person" },
    Section { path: ACTIVITY, words: || t!("activity-title"), icon: "list" },
];

/// The frame of an account's page.
#[component]
pub(super) fn AccountPage(
    title: String,
    /// The section that the page is, or is below of.
    section: &'static str,
    children: Children,
) -> impl IntoView {
    let user = request::page().and_then(|page| page.signed_in).map(|signed_in| signed_in.user);
    let tabs = SECTIONS.map(|Section { path, words, icon }| {
        let current = (path == section).then_some("page");
        view! { <li><a href=path aria-current=current><Icon name=icon/>{words()}</a></li> }
    });
    view! {
        <Page title=title.clone()>
            <div class="account-area">
                <div>
                    {user.map(|user| view! { <Identity user/> })}
                    <nav class="tabs" aria-label=t!("account-pages")>
                        <ul>{tabs.into_iter().collect_view()}</ul>
                    </nav>
                </div>
                <div>
                    <h1>{title}</h1>
                    <Problem/>
                    {children()}
                </div>
            </div>
        </Page>
    }
}

/// Who is signed in, and whether the address is confirmed.
#[component]
fn Identity(user: User) -> impl IntoView {
    let confirmed = user.verified_email().is_some();
    let state = match (&user.email, confirmed) {
        (None, _) => t!("account-address-none"),
        (Some(_), true) => t!("account-address-confirmed"),
        (Some(_), false) => t!("account-address-unconfirmed"),
    };
    let initial = initial(&user);
    let name = user.display_name.clone();
    let has_name = name.is_some();
    view! {
        <section class="identity" aria-label=t!("account-heading")>
            <span class="avatar large" aria-hidden="true">{initial}</span>
            <div>
                {name.map(|name| view! { <p class="identity-name">{name}</p> })}
                <p class="identity-address" class:identity-name=!has_name>
                    <span>{user.name()}</span> " "
                    <span class="tag" class:good=confirmed>
                        {confirmed.then(|| view! { <Icon name="tick"/> })} {state}
                    </span>
                </p>
                <Done card="identity"/>
            </div>
        </section>
    }
}
