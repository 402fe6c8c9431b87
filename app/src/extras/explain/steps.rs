//! Each step of the specification, with its verdict in one ceremony.

use latchkey::extras::explain::{Parts, Record, place_of};
use latchkey::passkey::steps::{By, Section, Step, Verdict};
use leptos::prelude::*;

use super::anatomy::hex;
use crate::words::t;

/// The longest value that is shown beside a step, in characters.
const MOST: usize = 96;

#[component]
pub(super) fn Steps<'a>(record: &'a Record, parts: &'a Parts) -> impl IntoView {
    let refused_at = record.refusal.as_ref().and_then(|refusal| refusal.check);
    let verdicts = match (&record.refusal, refused_at) {
        // Something else refused it, so it is unknown how far the checks came.
        (Some(_), None) => Vec::new(),
        _ => record.section.verdicts(refused_at),
    };
    let steps = verdicts.into_iter().map(|(step, verdict)| {
        let read = step.reads.iter().map(|name| (*name, value_of(name, parts))).collect();
        one(record.section, step, verdict, read)
    });
    view! {
        <section class="card" aria-labelledby="steps">
            <h2 id="steps">{t!("explain-steps")}</h2>
            <p>{t!("explain-steps-how")}</p>
            <ol class="walk">{steps.collect_view()}</ol>
        </section>
    }
}

fn one(
    section: Section,
    step: &'static Step,
    verdict: Verdict,
    read: Vec<(&'static str, String)>,
) -> impl IntoView {
    let name = format!("{section}.{}", step.number);
    let is_refused = verdict == Verdict::Refused;
    let id = if is_refused { "refused".to_owned() } else { format!("step-{}", step.number) };
    let read = read.into_iter().map(|(part, value)| {
        // The members of the client data and the attestation are shown together.
        let place = if part.starts_with("authData") {
            part
        } else {
            part.split('.').next().unwrap_or(part)
        };
        view! { <li><a href=format!("#part-{place}")>{part}</a> " " <code>{value}</code></li> }
    });
    view! {
        <li class="step" id=id>
            <details open=is_refused>
                <summary>
                    <span class="number">{name.clone()}</span>
                    <span class="asks" lang="en">{step.asks}</span>
                    {tag(verdict)}
                </summary>
                <dl>
                    <div><dt>{t!("explain-without")}</dt><dd lang="en">{step.without}</dd></div>
                    <div><dt>{t!("explain-reads")}</dt><dd lang="en"><ul class="reads">{read.collect_view()}</ul></dd></div>
                    <div><dt>{t!("explain-by")}</dt><dd>{by(step.by)} " " {code(&name, step)}</dd></div>
                    <div><dt>{t!("explain-test")}</dt><dd>{test(&name, step)}</dd></div>
                    <div>
                        <dt>{t!("explain-specification")}</dt>
                        <dd lang="en">
                            <a href=format!("https://www.w3.org/TR/webauthn-3/#{}", step.anchor)>"#" {step.anchor}</a>
                        </dd>
                    </div>
                </dl>
            </details>
        </li>
    }
}

fn tag(verdict: Verdict) -> impl IntoView {
    let (class, words) = match verdict {
        Verdict::Passed => ("tag good", t!("explain-passed")),
        Verdict::Refused => ("tag bad", t!("explain-refused-here")),
        Verdict::NotReached => ("tag", t!("explain-not-reached")),
        Verdict::Nothing => ("tag plain", t!("explain-refuses-nothing")),
    };
    view! { <span class=class>{words}</span> }
}

fn by(by: By) -> String {
    match by {
        By::Us => t!("explain-by-us"),
        By::Library => t!("explain-by-library"),
        By::Browser => t!("explain-by-browser"),
        By::NoOne => t!("explain-by-no-one"),
    }
}

fn code(name: &str, step: &Step) -> impl IntoView + use<> {
    let (file, function) = step.code;
    let line = place_of(Some(file), function).map_or(1, |place| place.line);
    view! { <a href=format!("/explain/code?step={name}") lang="en"><code>{format!("{file}:{line}")}</code></a> }
}

fn test(name: &str, step: &Step) -> impl IntoView + use<> {
    view! { <a href=format!("/explain/code?step={name}&of=test") lang="en"><code>{step.test}</code></a> }
}

/// Returns the part of the response that a step looks at, as text.
fn value_of(name: &str, parts: &Parts) -> String {
    let value = if let Some(field) = name.strip_prefix("authData.") {
        let part = parts.fields.iter().find(|part| part.name == field);
        part.map(|part| hex(&parts.authenticator_data[part.range.clone()]))
    } else if let Some(member) = name.strip_prefix("clientDataJSON.") {
        let data = serde_json::from_str::<serde_json::Value>(&parts.client_data).ok();
        data.and_then(|data| data.get(member).map(ToString::to_string))
    } else {
        match name {
            "authData" => Some(hex(&parts.authenticator_data)),
            "signature" => Some(hex(&parts.signature)),
            "clientDataJSON" => Some(parts.client_data.split_whitespace().collect()),
            "attestationObject.fmt" => parts.attestation.as_ref().map(|(fmt, _)| fmt.clone()),
            "attestationObject.attStmt" => parts.attestation.as_ref().map(|(_, stmt)| stmt.clone()),
            _ => parts
                .members
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone()),
        }
    };
    let value = value.unwrap_or_default();
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value,
    }
}
