//! The overview: sign-ins, new accounts and failures of the last days, and the email queue.
//!
//! The charts are drawn here, as SVG without styles. Each has a table with the same numbers.

use latchkey::clock::rfc3339;
use latchkey::extras::console::Admin;
use latchkey::extras::console::overview::{Day, FAILURES, Overview as Numbers};
use latchkey::model::event::Kind;
use leptos::prelude::*;

use crate::request::PageRequest;
use crate::words::t;

/// The kinds of a bar's part.
type Kinds = &'static [Kind];

const BY_PASSKEY: Kinds = &[Kind::SignedInByPasskey];
const BY_EMAIL: Kinds = &[Kind::SignedInByMail];
const BY_LINK: Kinds = &[Kind::SignedInByLink];
const SIGN_INS: Kinds = &[Kind::SignedInByPasskey, Kind::SignedInByMail, Kind::SignedInByLink];
const SIGN_UPS: Kinds = &[Kind::SignedUp];
const PASSKEYS: Kinds = &[Kind::PasskeyAdded];

/// The size of a chart, and of a day in it.
const HEIGHT: i64 = 120;
const WIDTH: i64 = 600;

#[component]
pub(super) fn Overview() -> impl IntoView {
    super::page(t!("console-overview"), load)
}

async fn load(page: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    let numbers = page.rp.console().overview().await?;
    let sign_ins = numbers.count(SIGN_INS);
    let share = match sign_ins {
        0 => "–".to_owned(),
        all => format!("{} %", (100 * numbers.count(BY_PASSKEY) + all / 2) / all),
    };
    let figures = [
        (t!("console-sign-ins"), sign_ins.to_string()),
        (t!("console-passkey-share"), share),
        (t!("console-sign-ups"), numbers.count(SIGN_UPS).to_string()),
        (t!("console-passkeys-added"), numbers.count(PASSKEYS).to_string()),
        (t!("console-failures"), numbers.count(FAILURES).to_string()),
        (t!("console-waiting"), numbers.waiting.to_string()),
        (t!("console-failed"), numbers.failed.to_string()),
    ];
    let figures = figures.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    let Numbers { days, .. } = numbers;
    Ok(view! {
        <p class="meta">{t!("console-overview-what")}</p>
        <dl class="card figures">{figures.collect_view()}</dl>
        <Chart
            id="sign-ins" title=t!("console-sign-ins") days=days.clone()
            parts=vec![
                (t!("console-by-passkey"), BY_PASSKEY),
                (t!("console-by-email"), BY_EMAIL),
                (t!("console-by-link"), BY_LINK),
            ]
        />
        <Chart
            id="sign-ups" title=t!("console-sign-ups") days=days.clone()
            parts=vec![(t!("console-sign-ups"), SIGN_UPS)]
        />
        <Chart
            id="failures" title=t!("console-failures") days
            parts=vec![(t!("console-failures"), FAILURES)]
        />
    }
    .into_any())
}

/// A bar for each day, made of parts, and a table with the same numbers.
#[component]
fn Chart(
    id: &'static str,
    title: String,
    days: Vec<Day>,
    parts: Vec<(String, Kinds)>,
) -> impl IntoView {
    let total = |day: &Day| parts.iter().map(|(_, kinds)| day.count(kinds)).sum::<i64>();
    let highest = days.iter().map(total).max().unwrap_or_default().max(1);
    let step = WIDTH / i64::try_from(days.len().max(1)).unwrap_or(1);
    let bars: Vec<_> = (0..)
        .zip(&days)
        .flat_map(|(index, day)| bars(day, &parts, highest, index * step, step))
        .collect();
    let legend = (parts.len() > 1).then(|| {
        let names = parts.iter().zip(0..).map(|((name, _), part)| {
            view! { <li><span class=format!("swatch part-{part}")></span>{name.clone()}</li> }
        });
        view! { <ul class="legend">{names.collect_view()}</ul> }
    });
    let (first, last) = (days.first().map(date), days.last().map(date));
    let titled = format!("{id}-chart");
    let label = format!(
        "{title}: {} – {}",
        first.clone().unwrap_or_default(),
        last.clone().unwrap_or_default()
    );
    view! {
        <section class="card" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {legend}
            <p class="meta scale">{highest}</p>
            <svg
                class="chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" role="img"
                aria-labelledby=titled.clone()
            >
                <title id=titled.clone()>{label}</title>
                {bars}
            </svg>
            <p class="meta dates"><span>{first}</span> <span>{last}</span></p>
            <details>
                <summary>{t!("console-table")}</summary>
                <Table days parts/>
            </details>
        </section>
    }
}

/// Returns the parts of a day's bar, from the bottom to the top.
fn bars(
    day: &Day,
    parts: &[(String, Kinds)],
    highest: i64,
    x: i64,
    step: i64,
) -> Vec<impl IntoView + use<>> {
    let mut below = 0;
    let mut bars = Vec::new();
    for ((_, kinds), part) in parts.iter().zip(0..) {
        let from = below * HEIGHT / highest;
        below += day.count(kinds);
        let height = below * HEIGHT / highest - from;
        if height > 0 {
            bars.push(view! {
                <rect
                    class=format!("part-{part}") x=x + 1 y=HEIGHT - from - height width=step - 2 height=height
                />
            });
        }
    }
    bars
}

#[component]
fn Table(days: Vec<Day>, parts: Vec<(String, Kinds)>) -> impl IntoView {
    let heads = parts.iter().map(|(name, _)| view! { <th scope="col">{name.clone()}</th> });
    let heads = heads.collect_view();
    let rows = days.iter().rev().map(|day| {
        let cells = parts.iter().map(|(_, kinds)| view! { <td>{day.count(kinds)}</td> });
        view! { <tr><th scope="row">{date(day)}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="numbers">
            <thead><tr><th scope="col">{t!("console-day")}</th>{heads}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// Returns the date of a day, in UTC: 2026-11-29.
fn date(day: &Day) -> String {
    rfc3339(day.at)[..10].to_owned()
}
