//! Notices: messages that the next page shows once, after a form.
//!
//! A form either worked, and the card that it changed says so, or a field was refused, and the message is at that
//! field, which keeps its text. The server function leaves the notice in a cookie and redirects. The
//! page puts the focus on it and removes the cookie, so a reload doesn't show it again. This needs no script, and
//! nothing that a user typed is ever in a URL.

use latchkey::Error;
use latchkey::web::redirect::by_way_of;
use leptos::prelude::*;
use url::form_urlencoded;

use super::components::can_mail;
use super::icons::Icon;
use super::response::set_cookie;
use super::verify;
use crate::problem::{self, has_words, words, words_without_link};
use crate::request::{self, leave_notice};
use crate::words::{is_known, say};

/// The prefix of the keys of messages about a success.
const DONE: &str = "done-";

/// The outcome of a form: where it leads, and what that page says.
pub(crate) struct Form<'a> {
    /// The form's page.
    page: &'a str,
    next: &'a str,
    /// Where the form's page leads after signing in, kept when it shows an error.
    wanted: Option<&'a str>,
    done: Option<&'static str>,
    field: Option<Field<'a>>,
}

/// A field of the form, or its button.
struct Field<'a> {
    id: &'a str,
    typed: &'a str,
    /// The errors that are about this field.
    codes: &'static [&'static str],
}

impl<'a> Form<'a> {
    /// A form that leads back to its own page.
    pub(crate) fn on(page: &'a str) -> Self {
        Self { page, next: page, wanted: None, done: None, field: None }
    }

    /// After a success, goes to this page instead.
    pub(crate) fn then(self, next: &'a str) -> Self {
        Self { next, ..self }
    }

    /// Keeps where the form's page leads after signing in.
    pub(crate) fn keeps(self, wanted: Option<&'a str>) -> Self {
        Self { wanted, ..self }
    }

    /// After a success, the card `CARD` of the next page shows the text `done-CARD-…`.
    pub(crate) fn says(self, done: &'static str) -> Self {
        Self { done: Some(done), ..self }
    }

    /// Errors with these codes are shown at the field with this id, which keeps what was typed. A user who first
    /// has to confirm that it's them comes back to it.
    pub(crate) fn field(self, id: &'a str, typed: &'a str, codes: &'static [&'static str]) -> Self {
        Self { field: Some(Field { id, typed, codes }), ..self }
    }

    /// Leaves the notice and redirects.
    pub(crate) fn answer(self, outcome: latchkey::Result<()>) {
        match outcome {
            Ok(()) => {
                self.done.into_iter().for_each(leave_notice);
                leptos_axum::redirect(self.next);
            }
            Err(error) => self.refuse(error),
        }
    }

    /// Redirects after an error: back to the form, or where the user has to go first.
    pub(crate) fn refuse(self, error: Error) {
        let (back, next) = match error {
            Error::SignedOut => ("/sign-in", None),
            Error::VerificationRequired => (verify::PATH, Some(self.page)),
            _ => (self.page, self.wanted),
        };
        self.lead(back, next, error);
    }

    /// Redirects back to the form after an error, because its page itself says where the user has to go first.
    pub(crate) fn refuse_here(self, error: Error) {
        let page = self.page;
        self.lead(page, None, error);
    }

    fn lead(self, back: &str, next: Option<&str>, error: Error) {
        let code = problem::Problem::from(error).code;
        if let Some(Field { id, typed, codes }) = self.field {
            let is_asked_first = back == verify::PATH;
            if is_asked_first || codes.contains(&code.as_str()) {
                let code = if is_asked_first { "" } else { &code };
                let typed: String = form_urlencoded::byte_serialize(typed.as_bytes()).collect();
                leave_notice(&format!("{id}.{code}.{typed}"));
            }
        }
        leptos_axum::redirect(&by_way_of(back, Some(&code), next));
    }
}

/// Returns the notice for this page, if it is for one of its parts. The part shows it, so the cookie is removed.
fn take<T>(read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let page = request::page()?;
    let taken = read(page.notice.as_deref()?)?;
    set_cookie(page.rp.web().take_notice());
    Some(taken)
}

/// The message that a change of this card worked.
#[component]
pub(crate) fn Done(card: &'static str) -> impl IntoView {
    let message = take(|notice| {
        let of_card = notice.strip_prefix(DONE)?.strip_prefix(card)?.starts_with('-');
        (of_card && is_known(notice)).then(|| say(notice, &[]))
    });
    message.map(|message| {
        view! {
            <p class="done" role="status" tabindex="-1" autofocus=true><Icon name="tick"/> <span>{message}</span></p>
        }
    })
}

/// The error in the page's query, if there is one and no field shows it.
#[component]
pub(crate) fn Problem() -> impl IntoView {
    let page = request::page();
    let code = page.as_ref().and_then(|page| page.query("problem").map(str::to_owned));
    // A bookmark may have any code.
    let code = code.filter(|code| has_words(code));
    // That page says it itself.
    let is_said = |code: &String| {
        code == Error::VerificationRequired.code()
            && page.as_ref().is_some_and(|page| page.path() == verify::PATH)
    };
    let code = code.filter(|code| !is_said(code));
    let notice = page.as_ref().and_then(|page| page.notice.as_deref());
    let at_field = notice.and_then(parse).map(|parsed| parsed.code);
    code.filter(|code| at_field.as_ref() != Some(code)).map(|code| {
        let words = words_here(&code);
        view! {
            <p class="problem" role="alert" tabindex="-1" autofocus=true><Icon name="warning"/> <span>{words}</span></p>
        }
    })
}

fn words_here(code: &str) -> String {
    if can_mail() { words(code) } else { words_without_link(code) }
}

/// A notice about a field.
struct Parsed<'a> {
    id: &'a str,
    code: String,
    typed: String,
}

fn parse(notice: &str) -> Option<Parsed<'_>> {
    let mut parts = notice.splitn(3, '.');
    let (id, code, typed) = (parts.next()?, parts.next()?, parts.next()?);
    let typed = form_urlencoded::parse(typed.as_bytes()).next();
    let typed = typed.map(|(typed, _)| typed.into_owned()).unwrap_or_default();
    Some(Parsed { id, code: code.to_owned(), typed })
}

/// A field to which the form led back.
#[derive(Clone, Default)]
pub(crate) struct Returned {
    id: String,
    /// Whether the user comes back to it.
    pub(crate) is_here: bool,
    typed: Option<String>,
    error: Option<String>,
}

/// Returns what a form has left for the field with this id.
pub(crate) fn returned(id: &str) -> Returned {
    let found = take(|notice| {
        parse(notice).filter(|parsed| parsed.id == id).map(|parsed| {
            let error = Some(parsed.code).filter(|code| has_words(code));
            (parsed.typed, error)
        })
    });
    let Some((typed, error)) = found else {
        return Returned { id: id.to_owned(), ..Returned::default() };
    };
    let typed = Some(typed).filter(|typed| !typed.is_empty());
    Returned { id: id.to_owned(), is_here: true, typed, error: error.map(|code| words_here(&code)) }
}

impl Returned {
    /// Returns the field's value: the typed text, or else the stored one.
    pub(crate) fn value(&self, stored: &str) -> String {
        self.typed.clone().unwrap_or_else(|| stored.to_owned())
    }

    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// Returns the ids of the texts about the field.
    pub(crate) fn described_by(&self, hint: &str) -> Option<String> {
        let error = self.error.as_ref().map(|_| self.error_id());
        let ids: Vec<_> =
            error.into_iter().chain((!hint.is_empty()).then(|| hint.to_owned())).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// The message, below the field.
    pub(crate) fn message(&self) -> AnyView {
        let Some(error) = self.error.clone() else { return ().into_any() };
        view! { <p id=self.error_id() class="field-error" role="alert"><Icon name="warning"/> <span>{error}</span></p> }.into_any()
    }
}
