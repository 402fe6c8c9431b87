//! The page /explain/code: the function that does a step, or the test that fails without it.

use latchkey::extras::explain::{Place, place_of, source};
use latchkey::passkey::steps::Section;
use leptos::prelude::*;

use super::{Frame, PATH, here};
use crate::pages::refused::NotFound;
use crate::words::t;

#[component]
pub(super) fn Code() -> impl IntoView {
    let Some((step, place)) = here().and_then(|page| {
        let (step, of) = (page.query("step")?.to_owned(), page.query("of").map(str::to_owned));
        find(&step, of.as_deref() == Some("test")).map(|place| (step, place))
    }) else {
        return view! { <NotFound/> }.into_any();
    };
    let lines = lines(place).into_iter().map(move |(number, text)| {
        let class = if number == place.line { "line here" } else { "line" };
        view! { <span class=class><span class="at">{number}</span>{text}"\n"</span> }
    });
    view! {
        <Frame title=format!("{}:{}", place.file, place.line)>
            <h1 lang="en" class="path">{format!("{}:{}", place.file, place.line)}</h1>
            <p>{t!("explain-code-of", step = step)}</p>
            <pre class="code" tabindex="0" lang="en">{lines.collect_view()}</pre>
            <p class="aside"><a href=PATH>{t!("explain-back")}</a></p>
        </Frame>
    }
    .into_any()
}

/// Returns where the code or the test of a step is. `step` is like `7.2.12`.
fn find(step: &str, wants_test: bool) -> Option<Place> {
    let (section, number) = step.rsplit_once('.')?;
    let sections = [Section::Registration, Section::Authentication];
    let section = sections.into_iter().find(|one| one.to_string() == section)?;
    let step = section.steps().iter().find(|one| one.number.to_string() == number)?;
    let (file, function) = step.code;
    if wants_test { place_of(None, step.test) } else { place_of(Some(file), function) }
}

/// Returns the lines of a function with its comment, and their numbers.
fn lines(place: Place) -> Vec<(usize, &'static str)> {
    let all: Vec<&str> = source(place.file).unwrap_or_default().lines().collect();
    let head = all.get(place.line - 1).copied().unwrap_or_default();
    let indent = head.len() - head.trim_start().len();
    let end = format!("{}}}", &head[..indent]);
    let is_about = |line: &&&str| {
        let line = line.trim_start();
        line.starts_with("//") || line.starts_with("#[")
    };
    let before = all[..place.line - 1].iter().rev().take_while(is_about).count();
    let length = all[place.line - 1..].iter().position(|line| **line == end);
    let last = place.line + length.unwrap_or(0);
    let first = place.line - before;
    (first..=last).filter_map(|number| Some((number, *all.get(number - 1)?))).collect()
}
