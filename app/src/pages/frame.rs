//! The frame of every page: the header with the account menu, the page itself, and the footer.

use latchkey::{SignUp, User};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{Stylesheet, Title};

use super::account_area::{SECTIONS, Section};
use super::components::who_may_sign_up;
use super::icons::Icon;
use super::language::LanguageMenu;
use crate::assets;
use crate::extras::EXTRAS;
use crate::request::{self, PageRequest};
use crate::words::t;

/// The frame of a page.
#[component]
pub(crate) fn Page(title: String, children: Children) -> impl IntoView {
    let page = request::page();
    let name = page.as_ref().map(|page| page.rp.settings().site().name.clone()).unwrap_or_default();
    let user = page.as_ref().and_then(|page| page.signed_in.as_ref()).map(|here| here.user.clone());
    let is_signed_in = user.is_some();
    let has_mailbox = page.as_ref().is_some_and(|page| page.rp.config().has_development_mailbox());
    let path = page.as_ref().map(|page| page.path().to_owned()).unwrap_or_default();
    let is_for_developers = path.starts_with("/dev/");
    let is_current = move |link: &str| (link == path).then_some("page");
    let can_sign_up = who_may_sign_up() != SignUp::Nobody;
    let signed_out = {
        let is_current = is_current.clone();
        move || {
            view! {
                {can_sign_up.then(|| view! {
                    <a href="/sign-up" aria-current=is_current("/sign-up")>{t!("frame-sign-up")}</a>
                })}
                <a href="/sign-in" aria-current=is_current("/sign-in")>{t!("frame-sign-in")}</a>
            }
        }
    };
    view! {
        {(is_signed_in || is_for_developers).then(|| view! {
            <Stylesheet href=format!("{}/account.css", assets::root())/>
        })}
        <Title text=document_title(title, &name, page.as_ref())/>
        <a class="skip" href="#main">{t!("frame-skip")}</a>
        <header class="site">
            <a class="brand" href="/">{mark(page.as_ref())}{name}</a>
            <nav aria-label=t!("frame-site")>
                {match user {
                    Some(user) => view! { <AccountMenu user/> }.into_any(),
                    None => signed_out().into_any(),
                }}
            </nav>
        </header>
        <main id="main" tabindex="-1">
            {EXTRAS.iter().filter_map(|extra| (extra.news)()).map(|(path, words)| {
                view! { <p class="note"><a href=path>{words}</a></p> }
            }).collect_view()}
            {children()}
        </main>
        <footer class="site">
            <p>{t!("frame-motto")}</p>
            {EXTRAS.iter().filter_map(|extra| (extra.link)()).map(|(path, words)| {
                view! { <p><a href=path aria-current=is_current(path)>{words}</a></p> }
            }).collect_view()}
            <LanguageMenu/>
            {has_mailbox.then(|| view! {
                <p class="development">
                    <span>{t!("frame-development")}</span>
                    <a href="/dev/mailbox" aria-current=is_current("/dev/mailbox")>{t!("frame-mailbox")}</a>
                    <a href="/dev/look" aria-current=is_current("/dev/look")>{t!("frame-look")}</a>
                </p>
            })}
        </footer>
        {is_signed_in.then(|| view! {
            <script type="module" src=format!("{}/page.js", assets::root()) nonce=use_nonce()></script>
        })}
    }
}

/// Returns the site's logo, or ours.
fn mark(page: Option<&PageRequest>) -> AnyView {
    let site = page.map(|page| page.rp.settings().site());
    let Some(logo) = site.as_ref().and_then(|site| site.logo.as_ref()) else {
        return view! { <Key/> }.into_any();
    };
    let (width, height) = logo.shown_size();
    view! { <img src=logo.path() alt="" width=width height=height/> }.into_any()
}

/// Returns the document's title: the page's, then the site's, and first of all that something went wrong.
fn document_title(title: String, name: &str, page: Option<&PageRequest>) -> String {
    let title = if title == name { title } else { format!("{title} · {name}") };
    let has_problem = page.is_some_and(|page| page.query("problem").is_some());
    let title = if has_problem { t!("frame-title-problem", title = title) } else { title };
    // Leptos writes the title into the document unescaped.
    title.replace('&', "&amp;").replace('<', "&lt;")
}

/// Who is signed in, with the way to the account's pages and out.
#[component]
fn AccountMenu(user: User) -> impl IntoView {
    let initial = initial(&user);
    let (name, email) = (user.display_name(), user.name());
    let page = request::page();
    let path = page.as_ref().map(|page| page.path().to_owned()).unwrap_or_default();
    let of_extras = page.map(|page| page.menu_links).unwrap_or_default();
    let links = SECTIONS.into_iter().chain(of_extras);
    let links = links.map(|Section { path: link, words, icon }| {
        let current = (link == path).then_some("page");
        view! { <li><a href=link aria-current=current><Icon name=icon/>{words()}</a></li> }
    });
    view! {
        <details class="menu">
            <summary>
                <span class="avatar" aria-hidden="true">{initial}</span>
                <span class="unseen">{t!("frame-account-menu")} ": "</span>
                <span class="menu-name">{name.clone()}</span>
            </summary>
            <div class="menu-panel">
                <p class="menu-who">
                    <strong>{name.clone()}</strong>
                    {(name != email).then(|| view! { <span class="meta">{email}</span> })}
                </p>
                <ul>{links.collect_view()}</ul>
                <form method="post" action="/api/sign_out">
                    <button type="submit"><Icon name="leave"/>{t!("account-sign-out")}</button>
                </form>
            </div>
        </details>
    }
}

/// Returns the first letter of the user's name.
pub(super) fn initial(user: &User) -> String {
    user.display_name()
        .chars()
        .next()
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default()
}

/// The logo: a key with a fingerprint.
#[component]
pub(crate) fn Key() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <circle cx="8" cy="12" r="5.2" fill="none" stroke="currentColor" stroke-width="2"/>
            <circle cx="8" cy="12" r="1.6" fill="currentColor"/>
            <path d="M13.2 12H22M18 12v3.4M21.2 12v2.4" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>
        </svg>
    }
}
