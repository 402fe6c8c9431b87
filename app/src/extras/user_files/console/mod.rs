//! The console's page that imports users: a file is checked first, and its report names each row that isn't a new
//! account. The same text can then be corrected and imported.
//!
//! Nothing is kept between the two steps. The page that shows the report has the text in its form. An import
//! reports its progress while it runs: the server sends the page in parts, so this needs no script.

mod page;
mod progress;

use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use latchkey::extras::console::Admin;
use latchkey::extras::user_files::{
    ImportOptions, MAX_UPLOAD, Outcome, RowReport, Totals, text_of,
};
use latchkey::{Error, Locale, RelyingParty, RequestContext};
use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute as _};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::extras::{Extra, console};
use crate::server::page::respond;
use crate::server_function::Access;
use crate::server_function::ServerFunction;
use crate::words::t;

const PATH: &str = "/console/import";

/// The link on the page of all users.
pub(in super::super) const LINK: console::Link = (PATH, || t!("console-import"));

/// How many rows the report shows.
const SHOWN: usize = 200;

/// The part of the extra that exists only with the console.
#[rustfmt::skip]
pub(in super::super) const EXTRA: Extra = Extra {
    pages,
    server_functions: &[
        ServerFunction::upload("/api/import_users", Access::Admin, |rp| {
            post(import).layer(DefaultBodyLimit::max(MAX_UPLOAD)).with_state(rp.clone())
        }),
    ],
    sentences: |locale| match locale {
        Locale::En => include_str!("../../../../locales/user_files/console/en.ftl"),
        Locale::De => include_str!("../../../../locales/user_files/console/de.ftl"),
        Locale::Es => include_str!("../../../../locales/user_files/console/es.ftl"),
        Locale::It => include_str!("../../../../locales/user_files/console/it.ftl"),
        Locale::Pl => include_str!("../../../../locales/user_files/console/pl.ftl"),
        Locale::Pt => include_str!("../../../../locales/user_files/console/pt.ftl"),
        Locale::Zh => include_str!("../../../../locales/user_files/console/zh.ftl"),
    },
    ..Extra::NONE
};

fn pages() -> Vec<AnyNestedRoute> {
    let import =
        view! { <Route path=path!("/console/import") view=page::Import ssr=SsrMode::Async/> };
    vec![import.into_inner().into_any_nested_route()]
}

/// The answer to a form, which the page shows.
#[derive(Clone)]
enum Answered {
    /// The report of a check, and the text that was checked.
    Checked(Report, String),
    /// A file that can't be read, and its text.
    Unreadable(String, String),
    /// An import is running. Its progress goes in the place of [`progress::MARK`].
    Running,
}

/// The rows that aren't simply new accounts, as far as they are shown, and the numbers.
#[derive(Clone, Default)]
struct Report {
    rows: Vec<RowReport>,
    left_out: usize,
    totals: Totals,
}

impl Report {
    fn add(&mut self, row: RowReport) {
        if row.outcome == Outcome::Created && row.notes.is_empty() {
            return;
        }
        if self.rows.len() < SHOWN { self.rows.push(row) } else { self.left_out += 1 }
    }
}

/// The fields of the form.
#[derive(Default)]
struct Fields {
    text: String,
    is_import: bool,
}

/// Reads the form. A file wins over the text.
async fn read(request: Request) -> latchkey::Result<Fields> {
    let wrong = || Error::InvalidRequest("not the values of the form");
    let too_large = |error: axum::extract::multipart::MultipartError| match error.status() {
        http::StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => wrong(),
    };
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| wrong())?;
    let (mut fields, mut file) = (Fields::default(), None);
    while let Some(field) = form.next_field().await.map_err(too_large)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(too_large)?;
        match name.as_str() {
            "file" if !bytes.is_empty() => file = Some(text_of(&bytes)),
            "text" => fields.text = text_of(&bytes),
            "step" => fields.is_import = &bytes[..] == b"import",
            _ => {}
        }
    }
    fields.text = file.unwrap_or(fields.text);
    Ok(fields)
}

/// Checks or imports a file.
async fn import(
    State(rp): State<RelyingParty>,
    context: RequestContext,
    request: Request,
) -> Response {
    // Only an administrator's file is read.
    let admin = match rp.console().admin(&context).await {
        Ok(admin) => admin,
        Err(error) => return console::refused(error, PATH),
    };
    let (parts, body) = request.into_parts();
    let fields = match read(Request::from_parts(parts.clone(), body)).await {
        Ok(fields) => fields,
        Err(error) => return console::refused(error, PATH),
    };
    if fields.is_import {
        let locale = parts.extensions.get::<Locale>().copied().unwrap_or_default();
        let page = respond(&rp, parts, PATH, Answered::Running).await;
        return progress::follow(rp, admin, fields.text, locale, page).await;
    }
    let mut report = Report::default();
    let options = ImportOptions { is_dry_run: true, ..ImportOptions::default() };
    let mut add = |row, _: &Totals| report.add(row);
    let answered = match run(&rp, &admin, fields.text.clone(), options, &mut add).await {
        Ok(totals) => Answered::Checked(Report { totals, ..report }, fields.text),
        Err(problem) => Answered::Unreadable(problem, fields.text),
    };
    respond(&rp, parts, PATH, answered).await.into_response()
}

async fn run(
    rp: &RelyingParty,
    admin: &Admin,
    text: String,
    options: ImportOptions,
    report: &mut (dyn FnMut(RowReport, &Totals) + Send + Sync),
) -> Result<Totals, String> {
    let file = std::io::Cursor::new(text);
    let imported = rp.user_files().import(&admin.context(rp), file, options, report).await;
    imported.map_err(|error| error.to_string())
}
