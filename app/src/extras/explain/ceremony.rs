//! The page /explain: one ceremony, from its options to its session, and each step with its verdict.

use latchkey::Purpose;
use latchkey::extras::explain::{Parts, Record, SessionShown};
use latchkey::passkey::steps::Verdict;
use leptos::prelude::*;

use super::anatomy::Anatomy;
use super::steps::Steps;
use super::{BREAK_IT, Frame, here, records};
use crate::pages::components::At;
use crate::words::{t, t_view};

#[component]
pub(super) fn Explain() -> impl IntoView {
    let has_demo = here().is_some_and(|page| page.rp.explanations().has_demo());
    view! {
        <Frame title=t!("explain-title")>
            <h1>{t!("explain-title")}</h1>
            <Content/>
            {has_demo.then(|| view! { <p class="aside"><a href=BREAK_IT>{t!("explain-to-break-it")}</a></p> })}
        </Frame>
    }
}

#[component]
fn Content() -> impl IntoView {
    let page = here()?;
    let records = records(&page);
    let wanted = page.query("ceremony").map(str::to_owned);
    let chosen = match &wanted {
        Some(id) => records.iter().find(|record| record.id == *id),
        None => records.first(),
    };
    let Some(record) = chosen.cloned() else {
        return Some(view! { <p class="note">{t!("explain-nothing")}</p> }.into_any());
    };
    let others = records.iter().filter(|other| other.id != record.id).take(8);
    let others: Vec<_> = others.map(|other| view! { <li><Summary record=other/></li> }).collect();
    let parts = Parts::of(&record.response);
    let options = record.options.as_ref();
    let options = options.and_then(|options| serde_json::to_string_pretty(options).ok());
    Some(
        view! {
            <Outcome record=&record/>
            <section class="card" aria-labelledby="travelled">
                <h2 id="travelled">{t!("explain-travelled")}</h2>
                <h3 id="part-options">{t!("explain-options")}</h3>
                {options.map_or_else(
                    || view! { <p>{t!("explain-options-gone")}</p> }.into_any(),
                    |options| view! { <pre tabindex="0" lang="en">{options}</pre> }.into_any(),
                )}
                <Anatomy parts=&parts section=record.section/>
                <h3 id="part-ceremony">{t!("explain-cookies")}</h3>
                <p>{t!("explain-cookies-how")}</p>
                <Kept record=&record/>
            </section>
            <Steps record=&record parts=&parts/>
            {(!others.is_empty()).then(|| view! {
                <nav class="card" aria-labelledby="others">
                    <h2 id="others">{t!("explain-others")}</h2>
                    <ul>{others}</ul>
                </nav>
            })}
        }
        .into_any(),
    )
}

fn name_of(record: &Record) -> String {
    match record.purpose {
        Some(Purpose::SignUp) => t!("explain-sign-up"),
        Some(Purpose::AddPasskey) => t!("explain-add-passkey"),
        Some(Purpose::SignIn) => t!("explain-sign-in"),
        Some(Purpose::Verification) => t!("explain-verification"),
        _ => t!("explain-unknown"),
    }
}

/// Returns the number of the step that refused the response, such as 7.2.12.
pub(super) fn refused_at(record: &Record) -> Option<String> {
    let check = record.refusal.as_ref()?.check?;
    let step = record.section.step_of(check)?;
    Some(format!("{}.{}", record.section, step.number))
}

#[component]
fn Summary<'a>(record: &'a Record) -> impl IntoView {
    let is_refused = record.refusal.is_some();
    view! {
        <a href=format!("/explain?ceremony={}", record.id)>{name_of(record)}</a>
        " " <At when=record.at/> " "
        {(!is_refused).then(|| view! { <span class="tag good">{t!("explain-accepted")}</span> })}
        {is_refused.then(|| view! { <span class="tag bad">{t!("explain-refused")}</span> })}
    }
}

/// Whether the response was accepted, in one sentence.
#[component]
fn Outcome<'a>(record: &'a Record) -> impl IntoView {
    let name = name_of(record);
    let Some(refusal) = record.refusal.clone() else {
        let verdicts = record.section.verdicts(None);
        let passed = verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Passed).count();
        let steps = verdicts.len();
        return view! {
            <p class="outcome accepted">
                <strong>{name}</strong>
                ": "
                {t!("explain-outcome-accepted", steps = steps, checked = passed)}
            </p>
        }
        .into_any();
    };
    let words = match refused_at(record) {
        Some(step) => t_view!(
            "explain-outcome-refused";
            step = view! { <a href="#refused">{step}</a> },
        )
        .into_any(),
        None => t!("explain-outcome-elsewhere").into_any(),
    };
    view! {
        <p class="outcome refused">
            <strong>{name}</strong>
            ": "
            {words}
            " "
            <span lang="en"><code>{refusal.code}</code> " (" {refusal.why} ")"</span>
        </p>
    }
    .into_any()
}

/// The cookie and the session, without anything that grants access.
#[component]
fn Kept<'a>(record: &'a Record) -> impl IntoView {
    let session = record.session.clone();
    view! {
        <dl>
            <div><dt>{t!("explain-browser-cookie")}</dt><dd><code>{record.browser_hash.clone()}</code></dd></div>
            {session.map(|SessionShown { hash, method, verified_at, expires_at }| view! {
                <div><dt>{t!("explain-session")}</dt><dd><code>{hash}</code></dd></div>
                <div><dt>{t!("explain-session-method")}</dt><dd lang="en"><code>{method}</code></dd></div>
                {verified_at.map(|at| view! {
                    <div><dt>{t!("explain-session-verified")}</dt><dd><At when=at/></dd></div>
                })}
                <div><dt>{t!("explain-session-expires")}</dt><dd><At when=expires_at/></dd></div>
            })}
        </dl>
    }
}
