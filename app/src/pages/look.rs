//! Look: every component of the design in every state, for developers. Like the mailbox, it exists only on a
//! development server. Its texts are in English, because no visitor reads them.

use leptos::prelude::*;
use leptos_meta::Stylesheet;

use super::components::Page;
use super::frame::Key;
use super::icons::Icon;
use super::refused::NotFound;
use crate::assets;
use crate::request;

/// The roles of colours in `style/tokens.css`.
const COLOURS: [&str; 13] = [
    "ground",
    "surface",
    "sunken",
    "line",
    "control-line",
    "text",
    "quiet",
    "accent",
    "accent-soft",
    "good",
    "good-soft",
    "bad",
    "bad-soft",
];

const ICONS: [&str; 11] = [
    "passkey",
    "security-key",
    "computer",
    "phone",
    "tick",
    "warning",
    "person",
    "mail",
    "list",
    "controls",
    "leave",
];

#[component]
pub(super) fn Look() -> impl IntoView {
    let is_development =
        request::page().is_some_and(|page| page.rp.config().has_development_mailbox());
    if !is_development {
        return view! { <NotFound/> }.into_any();
    }
    view! {
        <Page title="All components".to_owned()>
            <Stylesheet href=format!("{}/look.css", assets::root())/>
            <h1>"All components"</h1>
            <p>
                "Change colours, sizes and spaces in " <code>"style/tokens.css"</code>
                ". Reload this page in light and dark mode, at 320 pixels, with 200 % text and with forced colours."
            </p>
            <Foundations/>
            <Buttons/>
            <Fields/>
            <Messages/>
            <Lists/>
            <Navigation/>
        </Page>
    }
    .into_any()
}

#[component]
fn Foundations() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="foundations">
            <h2 id="foundations">"Colours, type and icons"</h2>
            <ul class="swatches">
                {COLOURS.map(|name| view! {
                    <li><span class="swatch" data-colour=name></span>{name}</li>
                }).into_iter().collect_view()}
            </ul>
            <div class="specimen">
                <p class="display">"Display"</p>
                <p class="heading">"Heading"</p>
                <p class="title">"Title"</p>
                <p class="lead">"A lead, in the large size"</p>
                <p>"Body text with " <a href="#foundations">"a link"</a> " and " <code>"code"</code></p>
                <p class="meta">"Small and quiet"</p>
            </div>
            <p class="tags">
                {ICONS.map(|name| view! { <span class="kind"><Icon name/></span> }).into_iter().collect_view()}
                <span class="avatar large" aria-hidden="true">"A"</span>
                <span class="badge"><Key/></span>
            </p>
        </section>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="buttons">
            <div class="card-head">
                <h2 id="buttons">"Buttons"</h2>
                <button type="button" class="primary">"In a card’s head"</button>
            </div>
            <p class="choices">
                <button type="button" class="primary">"Primary"</button>
                <button type="button">"Secondary"</button>
                <button type="button" class="danger">"Dangerous"</button>
                <a class="button" href="#buttons">"A link"</a>
                <button type="button" class="link">"Like a link"</button>
            </p>
            <p class="choices">
                <button type="button" class="primary" disabled>"Disabled"</button>
                <button type="button" class="primary passkey" aria-disabled="true"><Icon name="passkey"/> "Waiting"</button>
                <button type="button" class="primary"><Icon name="passkey"/> "With an icon"</button>
            </p>
        </section>
    }
}

#[component]
fn Fields() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="fields">
            <h2 id="fields">"Fields"</h2>
            <form>
                <label for="look-plain">"A field"</label>
                <input id="look-plain" placeholder="name@example.org" aria-describedby="look-hint"/>
                <p id="look-hint" class="meta">"A hint for the field above."</p>
                <label for="look-refused">"A refused field"</label>
                <input id="look-refused" value="no address" aria-invalid="true" aria-describedby="look-error"/>
                <p id="look-error" class="field-error"><Icon name="warning"/> <span>"What is wrong, and what to do."</span></p>
                <label for="look-code">"A code"</label>
                <input id="look-code" class="code" placeholder="ABCD-EFGH"/>
                <label class="tick"><input type="checkbox"/> "A box to tick"</label>
                <button type="button" class="primary">"Send"</button>
                <p class="or"><span>"or"</span></p>
                <button type="button">"Another way"</button>
            </form>
        </section>
    }
}

#[component]
fn Messages() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="messages">
            <h2 id="messages">"Messages"</h2>
            <p class="done"><Icon name="tick"/> <span>"It worked."</span></p>
            <p class="problem"><Icon name="warning"/> <span>"It didn’t work, and what to do."</span></p>
            <p class="note">"Something to know."</p>
            <p class="empty">"Nothing here yet, and why it matters."</p>
            <p class="outcome">"What a ceremony is doing."</p>
            <p class="outcome failed">"Why a ceremony failed."</p>
            <p class="tags">
                <span class="tag">"A badge"</span>
                <span class="tag good"><Icon name="tick"/> " A good badge"</span>
            </p>
        </section>
        <section class="card attention" aria-labelledby="attention">
            <h2 id="attention">"A card that asks for something"</h2>
            <p>"And why."</p>
        </section>
        <section class="card alarm" aria-labelledby="alarm">
            <h2 id="alarm">"A card that warns"</h2>
            <p>"Of what an attacker may be doing."</p>
        </section>
    }
}

#[component]
fn Lists() -> impl IntoView {
    let row = |icon: &'static str, name: &'static str, open: bool| {
        view! {
            <li>
                <span class="kind"><Icon name=icon/></span>
                <div class="about">
                    <h3>{name}</h3>
                    <p class="meta">"Added 28 Nov 2026 · Last used 2 hours ago with Chrome on macOS"</p>
                    <p class="tags"><span class="tag">"Synced"</span> <span class="tag good">"This device"</span></p>
                </div>
                <details name="look" open=open>
                    <summary><span class="when-closed">"Rename"</span><span class="when-open">"Cancel"</span></summary>
                    <p>"A form below the row."</p>
                    <button type="button" class="primary">"Rename"</button>
                </details>
                <details name="look">
                    <summary><span class="when-closed">"Remove"</span><span class="when-open">"Cancel"</span></summary>
                    <p><strong>"Remove this?"</strong> " What that means."</p>
                    <button type="button" class="danger">"Remove"</button>
                </details>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="lists">
            <h2 id="lists">"Lists"</h2>
            <ul class="items">
                {row("passkey", "A row", false)}
                {row("security-key", "A row with an open form and a name that is long enough to break on a phone", true)}
            </ul>
        </section>
        <section class="card" aria-labelledby="events">
            <h2 id="events">"Events"</h2>
            <ol class="items history">
                <li><p class="event">"What happened"</p><p class="meta">"Firefox on Linux, 192.0.2.1 · just now"</p></li>
                <li>
                    <p class="event warning"><Icon name="warning"/> " What an attacker may have done"</p>
                    <p class="meta">"Firefox on Linux, 192.0.2.1 · 5 minutes ago"</p>
                </li>
            </ol>
        </section>
    }
}

#[component]
fn Navigation() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="navigation">
            <h2 id="navigation">"Navigation"</h2>
            <nav class="tabs" aria-label="Tabs">
                <ul>
                    <li><a href="#navigation" aria-current="page"><Icon name="passkey"/> "Here"</a></li>
                    <li><a href="#navigation"><Icon name="person"/> "Elsewhere"</a></li>
                </ul>
            </nav>
            <nav class="kinds" aria-label="Filter">
                <ul>
                    <li><a href="#navigation" aria-current="true">"All"</a></li>
                    <li><a href="#navigation">"Some"</a></li>
                </ul>
            </nav>
        </section>
    }
}
