//! A response, taken apart: the client data, and the authenticator data byte by byte.

use latchkey::extras::explain::{Part, Parts};
use latchkey::passkey::steps::Section;
use leptos::prelude::*;

use crate::words::t;

/// Returns bytes as people read them: `49 96 0d`.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

#[component]
pub(super) fn Anatomy<'a>(parts: &'a Parts, section: Section) -> impl IntoView {
    let members = parts.members.iter().map(|(name, value)| {
        view! { <div id=format!("part-{name}")><dt>{*name}</dt><dd><code>{value.clone()}</code></dd></div> }
    });
    let attestation = parts.attestation.clone().map(|(fmt, statement)| {
        view! {
            <h3 id="part-attestationObject">{t!("explain-attestation")}</h3>
            <dl lang="en">
                <div><dt>"fmt"</dt><dd><code>{fmt}</code></dd></div>
                <div><dt>"attStmt"</dt><dd><code>{statement}</code></dd></div>
            </dl>
        }
    });
    let signature = (section == Section::Authentication).then(|| {
        view! {
            <h3 id="part-signature">{t!("explain-signature")}</h3>
            <p>{t!("explain-signature-of")}</p>
            <pre tabindex="0" lang="en">{hex(&parts.signature)}</pre>
        }
    });
    view! {
        <h3>{t!("explain-response")}</h3>
        <dl lang="en">{members.collect_view()}</dl>
        <h3 id="part-clientDataJSON" lang="en">"clientDataJSON"</h3>
        <p>{t!("explain-client-data")}</p>
        <pre tabindex="0" lang="en">{parts.client_data.clone()}</pre>
        <h3 id="part-authData" lang="en">"authenticatorData"</h3>
        <p>{t!("explain-point")}</p>
        <Bytes parts/>
        {attestation}
        {signature}
    }
}

/// The bytes, and the list of their parts. The style sheet highlights the part that one points at.
#[component]
fn Bytes<'a>(parts: &'a Parts) -> impl IntoView {
    let bytes = parts.fields.iter().enumerate().map(|(place, part)| {
        let bytes = hex(&parts.authenticator_data[part.range.clone()]);
        view! { <span class=format!("part part-{place}")>{bytes}</span> " " }
    });
    let fields = parts.fields.iter().enumerate().map(|(place, part)| field(place, part));
    view! {
        <div class="anatomy" lang="en">
            <p class="hex">{bytes.collect_view()}</p>
            <ul class="fields">{fields.collect_view()}</ul>
        </div>
    }
}

fn field(place: usize, part: &Part) -> impl IntoView + use<> {
    let (start, end) = (part.range.start, part.range.end.saturating_sub(1));
    let range =
        if start >= end { format!("byte {start}") } else { format!("bytes {start}–{end}") };
    let bits = part.bits.iter().map(|bit| {
        let class = if bit.is_set { "bit set" } else { "bit" };
        let value = if bit.is_set { "1" } else { "0" };
        view! { <li class=class><code>{value}</code> " bit " {bit.name} ": " {bit.means}</li> }
    });
    let bits =
        (!part.bits.is_empty()).then(|| view! { <ul class="bits">{bits.collect_view()}</ul> });
    view! {
        <li class=format!("field field-{place}") id=format!("part-authData.{}", part.name) tabindex="0">
            <strong>{part.name}</strong> " " <span class="range">{range}</span>
            <code class="value">{part.value.clone()}</code>
            {bits}
        </li>
    }
}
