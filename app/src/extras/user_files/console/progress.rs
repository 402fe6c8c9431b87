//! The response of an import: the page, which is sent in parts while the import runs.

use axum::body::{Bytes, to_bytes};
use axum::response::Response;
use http::header::CONTENT_LENGTH;
use latchkey::extras::console::Admin;
use latchkey::extras::user_files::{ImportOptions, Totals};
use latchkey::{Locale, RelyingParty};
use leptos::prelude::*;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::page::{report_view, totals_words};
use super::{Report, run};
use crate::extras::console::streams;
use crate::words::t;

/// The place in the page where the progress and the report go. No text on a page contains it.
pub(super) const MARK: &str = "\u{f8ff}";

/// The progress is reported after this many rows.
const EVERY: u64 = 250;

/// The largest page without the report.
const MAX_PAGE: usize = 1 << 20;

/// Imports a file, and sends its progress in the page. The import goes on if the browser leaves.
pub(super) async fn follow(
    rp: RelyingParty,
    admin: Admin,
    text: String,
    locale: Locale,
    page: Response,
) -> Response {
    let (mut head, body) = page.into_parts();
    let page = to_bytes(body, MAX_PAGE).await.unwrap_or_default();
    let page = String::from_utf8_lossy(&page).into_owned();
    let Some((before, after)) = page.split_once(MARK) else {
        // Another page, such as one about an outage.
        return Response::from_parts(head, page.into());
    };
    let (sender, mut receiver) = unbounded_channel();
    send_to(&sender, before.to_owned());
    let after = after.to_owned();
    tokio::spawn(async move {
        let mut report = Report::default();
        let mut add = |row, totals: &Totals| {
            report.add(row);
            if totals.rows.is_multiple_of(EVERY) {
                let words = in_language(locale, || totals_words(totals, false));
                send_to(&sender, in_language(locale, || paragraph(words)));
            }
        };
        let imported = run(&rp, &admin, text, ImportOptions::default(), &mut add).await;
        let end = match imported {
            Ok(totals) => in_language(locale, || {
                let report = report_view(Report { totals, ..report }, false);
                view! { <h2>{t!("console-import-done")}</h2> {report} }.to_html()
            }),
            Err(problem) => in_language(locale, || {
                view! { <p class="problem" role="alert" lang="en">{problem}</p> }.to_html()
            }),
        };
        send_to(&sender, end);
        send_to(&sender, after);
    });
    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, streams::body(move |context| receiver.poll_recv(context)))
}

fn paragraph(words: String) -> String {
    view! { <p class="meta running">{words}</p> }.to_html()
}

/// Writes in a language, outside of a page.
fn in_language<T>(locale: Locale, write: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_context(locale);
        write()
    })
}

/// Sends a part. The browser may have left.
fn send_to(sender: &UnboundedSender<Bytes>, part: String) {
    let _ = sender.send(part.into());
}
