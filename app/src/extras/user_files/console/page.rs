//! The page: the form, and the report of the form before it.

use latchkey::extras::console::Admin;
use latchkey::extras::user_files::{MAX_UPLOAD, Outcome, RowReport, Totals};
use leptos::prelude::*;

use super::{Answered, Report, progress};
use crate::extras::console;
use crate::request::{self, PageRequest};
use crate::words::t;

#[component]
pub(super) fn Import() -> impl IntoView {
    console::page(t!("console-import"), load)
}

async fn load(_: PageRequest, _: Admin) -> latchkey::Result<AnyView> {
    Ok(match request::extension::<Answered>() {
        None => view! { <Form text=String::new() can_import=false/> }.into_any(),
        Some(Answered::Running) => view! {
            <section class="card import">
                <h2 class="running">{t!("console-import-running")}</h2>
                {progress::MARK}
            </section>
            <p class="aside"><a href="/console/users">{t!("console-users")}</a></p>
        }
        .into_any(),
        Some(Answered::Unreadable(problem, text)) => view! {
            <p class="problem" role="alert" tabindex="-1" autofocus=true lang="en">{problem}</p>
            <Form text can_import=false/>
        }
        .into_any(),
        Some(Answered::Checked(report, text)) => {
            let can_import = report.totals.created > 0;
            view! {
                <section class="card" aria-labelledby="checked">
                    <h2 id="checked" tabindex="-1" autofocus=true>{t!("console-import-checked")}</h2>
                    {report_view(report, true)}
                </section>
                <Form text can_import/>
            }
            .into_any()
        }
    })
}

#[component]
fn Form(text: String, can_import: bool) -> impl IntoView {
    let kilobytes = MAX_UPLOAD / 1024;
    // Leptos writes the content of a textarea unescaped. A browser drops a line break at its start.
    let text = format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"));
    view! {
        <section class="card" aria-labelledby="import">
            <h2 id="import">{t!("console-import-file")}</h2>
            <p class="meta">{t!("console-import-what", kilobytes = kilobytes)}</p>
            <form method="post" action="/api/import_users" enctype="multipart/form-data">
                <label for="file">{t!("console-import-choose")}</label>
                <input id="file" name="file" type="file" accept=".csv,.json,.ndjson,.txt,text/csv,application/json"/>
                <label for="text">{t!("console-import-paste")}</label>
                <textarea
                    id="text" name="text" rows="12" wrap="off" autocomplete="off" autocapitalize="none" spellcheck="false"
                >{text}</textarea>
                <div class="choices">
                    <button type="submit" name="step" value="check" class:primary=!can_import>
                        {t!("console-import-check")}
                    </button>
                    {can_import.then(|| view! {
                        <button type="submit" name="step" value="import" class="primary">{t!("console-import")}</button>
                    })}
                </div>
            </form>
        </section>
    }
}

/// The numbers, and the rows that aren't simply new accounts.
pub(super) fn report_view(report: Report, is_dry_run: bool) -> AnyView {
    let Report { rows, left_out, totals } = report;
    let rows_view = (!rows.is_empty()).then(|| {
        let rows = rows.into_iter().map(row_view).collect_view();
        view! {
            <div class="wide" role="region" aria-labelledby="rows" tabindex="0">
                <table class="numbers report">
                    <caption id="rows" class="unseen">{t!("console-import-rows")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!("console-import-line")}</th>
                            <th scope="col">{t!("console-user")}</th>
                            <th scope="col">{t!("console-import-outcome")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let more = (left_out > 0)
        .then(|| view! { <p class="meta">{t!("console-import-more", count = left_out)}</p> });
    let ignored = (!totals.ignored.is_empty()).then(|| {
        view! { <p class="meta">{t!("console-import-ignored", columns = totals.ignored.join(", "))}</p> }
    });
    view! { <p role="status">{totals_words(&totals, is_dry_run)}</p> {ignored} {rows_view} {more} }
        .into_any()
}

/// Returns the numbers in words.
pub(super) fn totals_words(totals: &Totals, is_dry_run: bool) -> String {
    let Totals { rows, created, passkeys, existed, refused, .. } = *totals;
    if is_dry_run {
        t!(
            "console-import-would",
            rows = rows,
            created = created,
            passkeys = passkeys,
            existed = existed,
            refused = refused
        )
    } else {
        t!(
            "console-import-did",
            rows = rows,
            created = created,
            passkeys = passkeys,
            existed = existed,
            refused = refused
        )
    }
}

fn row_view(row: RowReport) -> impl IntoView {
    let RowReport { line, user, outcome, notes } = row;
    let (tag, words) = match &outcome {
        Outcome::Created => ("tag good", t!("console-import-new")),
        Outcome::Exists => ("tag", t!("console-import-exists")),
        Outcome::Refused(_) => ("tag bad", t!("console-import-refused")),
    };
    let problem = match outcome {
        Outcome::Refused(problem) => Some(format!("{}. {}", problem.what, problem.advice)),
        Outcome::Created | Outcome::Exists => None,
    };
    // The reasons are those of the command, in English.
    let reasons = problem
        .into_iter()
        .chain(notes)
        .map(|reason| view! { <p class="meta" lang="en">{reason}</p> });
    view! {
        <tr>
            <th scope="row">{line}</th>
            <td>{user}</td>
            <td><span class=tag>{words}</span>{reasons.collect_view()}</td>
        </tr>
    }
}
