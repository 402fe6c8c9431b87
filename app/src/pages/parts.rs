//! Parts: what several pages show.

use std::collections::BTreeMap;

use latchkey::clock::UnixSeconds;
use leptos::prelude::*;
use leptos_meta::Title;
use serde_json::json;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::passkey_button::{ID, PasskeyButton};
use crate::problem::{CEREMONY_CODES, words};
use crate::server::asking_page;

/// The frame of every page: name and ways on top, the page itself, the foot.
#[component]
pub(super) fn Page(
    /// Constant: Leptos writes it into the document as it is.
    title: &'static str,
    children: Children,
) -> impl IntoView {
    let asking = asking_page();
    let name = asking.as_ref().map(|asking| asking.rp.config().name.clone()).unwrap_or_default();
    let is_signed_in = asking.as_ref().is_some_and(|asking| asking.signed_in.is_some());
    let has_mailbox =
        asking.as_ref().is_some_and(|asking| asking.rp.config().has_development_mailbox());
    view! {
        <Title text=title/>
        <a class="skip" href="#main">"Skip to the content"</a>
        <header class="site">
            <a class="brand" href="/"><Key/>{name}</a>
            <nav aria-label="Site">
                {if is_signed_in {
                    view! { <a href="/dashboard">"Dashboard"</a> }.into_any()
                } else {
                    view! { <a href="/sign-up">"Sign up"</a> <a href="/sign-in">"Sign in"</a> }.into_any()
                }}
            </nav>
        </header>
        <main id="main" tabindex="-1">{children()}</main>
        <footer class="site">
            <p>"Signs people in with passkeys. No passwords, anywhere."</p>
            {has_mailbox.then(|| view! {
                <p><a href="/dev/mailbox">"Development mailbox"</a></p>
            })}
        </footer>
    }
}

/// The mark: a key whose bow is a fingerprint's loop.
#[component]
pub(super) fn Key() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <circle cx="8" cy="12" r="5.2" fill="none" stroke="currentColor" stroke-width="2"/>
            <circle cx="8" cy="12" r="1.6" fill="currentColor"/>
            <path d="M13.2 12H22M18 12v3.4M21.2 12v2.4" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>
        </svg>
    }
}

/// What went wrong on the way here, if the address says so.
#[component]
pub(super) fn Problem() -> impl IntoView {
    let code = asking_page().and_then(|asking| asking.query("problem").map(str::to_owned));
    code.map(|code| view! { <p class="problem" role="alert">{words(&code)}</p> })
}

/// The field that every form with an address has.
#[component]
pub(super) fn EmailField(
    /// What the browser may fill in.
    autocomplete: &'static str,
) -> impl IntoView {
    view! {
        <label for="email">"Email"</label>
        <input
            id="email" name="email" type="email" required maxlength="254"
            pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+" title="An address like name@example.org"
            autocomplete=autocomplete autocapitalize="none" spellcheck="false"
            placeholder="name@example.org"
        />
    }
}

/// Shown by the style sheet where scripts are off.
#[component]
pub(super) fn WithoutScripts() -> impl IntoView {
    view! {
        <p class="without-scripts">
            "Passkeys need JavaScript, which is off in this browser. The sign-in link works without it."
        </p>
    }
}

/// An instant, as people write it, and as programs do.
#[component]
pub(super) fn At(when: UnixSeconds) -> impl IntoView {
    let at = OffsetDateTime::from_unix_timestamp(when).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let written =
        format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute] UTC");
    let machine = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    view! {
        <time datetime=at.format(&machine).unwrap_or_default()>{at.format(&written).unwrap_or_default()}</time>
    }
}

/// A button that runs a ceremony: `sign_up`, with the address in the form around it; `sign_in`,
/// also in the autofill list; or `adding_passkey`. One to a page.
#[component]
pub(super) fn Ceremony(
    name: &'static str,
    label: &'static str,
    /// Where to go when it has gone well.
    #[prop(default = "/dashboard".into(), into)]
    next: String,
    /// What to tell the password manager when the page is open: by method, its argument, as JSON.
    #[prop(optional)]
    signals: Option<String>,
) -> impl IntoView {
    let waiting = "Follow your browser: it asks for your fingerprint, face or screen lock.";
    let words = CEREMONY_CODES.iter().map(|code| (*code, words(code)));
    let words = json!(words.chain([("waiting", waiting)]).collect::<BTreeMap<_, _>>());
    view! {
        <div id=ID data-ceremony=name data-next=next data-words=words.to_string() data-signals=signals>
            <PasskeyButton>{label}</PasskeyButton>
        </div>
    }
}
