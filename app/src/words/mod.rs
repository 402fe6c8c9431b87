//! The texts of the pages, in the language of the user.
//!
//! They are in `app/locales/`, one file per language (an extra has its own folder). Pages use them by key:
//!
//! - `t!("home-how")` is a text; `t!("ago-days", count = days)` fills in a number or a text.
//! - `t_view!("home-signed-in"; name = view! { <strong>{name}</strong> })` fills in views, wherever they are in
//!   the language's text. Numbers and texts come before the semicolon, as in
//!   `t_view!("link-sent-to", count = minutes; email = view! { … })`.
//!
//! Only the server has the texts. The island gets the few that it needs from its page.

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use latchkey::Locale;
use latchkey::clock::UnixSeconds;
use leptos::prelude::*;
use unic_langid::LanguageIdentifier;

use crate::extras::EXTRAS;

/// A text in the language of the page. See the [module](self).
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::say($key, &[$((stringify!($name), ($value).into())),*])
    };
}

/// A text with views in it, in the language of the page. See the [module](self).
macro_rules! t_view {
    ($key:literal $(, $name:ident = $value:expr)*; $($part:ident = $view:expr),+ $(,)?) => {
        $crate::words::show(
            $key,
            vec![$((stringify!($name), ($value).into())),*],
            vec![$((stringify!($part), leptos::prelude::IntoAny::into_any($view))),+],
        )
    };
}

pub(crate) use {t, t_view};

/// Marks for views in a text: private-use characters that no text contains.
const FIRST_MARK: u32 = 0xE000;

/// Each language is parsed when it is first used.
static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; Locale::ALL.len()] =
    [const { OnceLock::new() }; Locale::ALL.len()];

fn sentences(locale: Locale) -> &'static FluentBundle<FluentResource> {
    BUNDLES[locale as usize].get_or_init(|| bundle(locale))
}

/// Returns the texts of a language: the site's and those of every extra.
fn sources(locale: Locale) -> impl Iterator<Item = &'static str> {
    let extras = EXTRAS.iter().map(move |extra| (extra.sentences)(locale));
    std::iter::once(source(locale)).chain(extras)
}

fn source(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("../../locales/en.ftl"),
        Locale::De => include_str!("../../locales/de.ftl"),
        Locale::Es => include_str!("../../locales/es.ftl"),
        Locale::It => include_str!("../../locales/it.ftl"),
        Locale::Pl => include_str!("../../locales/pl.ftl"),
        Locale::Pt => include_str!("../../locales/pt.ftl"),
        Locale::Zh => include_str!("../../locales/zh.ftl"),
    }
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = locale.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // These marks are for right-to-left texts. In ours they would only end up in names that a user copies.
    bundle.set_use_isolating(false);
    for source in sources(locale) {
        // A text that can't be parsed is replaced by the English one. The tests reject that.
        let resource = FluentResource::try_new(source.to_owned());
        bundle.add_resource_overriding(resource.unwrap_or_else(|(readable, _)| readable));
    }
    bundle
}

/// Returns the language of the current page. English while the routes are listed at start-up.
pub(crate) fn locale() -> Locale {
    use_context::<Locale>().unwrap_or_default()
}

/// Returns whether there is a text with this key.
pub(crate) fn is_known(key: &str) -> bool {
    sentences(Locale::default()).has_message(key)
}

/// Returns a text, for `t!` and for keys that are built from a code.
pub(crate) fn say(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    say_in(locale(), key, values)
}

fn say_in(locale: Locale, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let values: FluentArgs<'_> =
        values.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut bundles = [locale, Locale::default()].into_iter().map(sentences);
    let found = bundles.find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
    found.map_or_else(
        || key.to_owned(),
        |(bundle, pattern)| {
            bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
        },
    )
}

/// Returns a text with views, for `t_view!`.
pub(crate) fn show(
    key: &str,
    mut values: Vec<(&'static str, FluentValue<'_>)>,
    views: Vec<(&'static str, AnyView)>,
) -> AnyView {
    let marks: Vec<_> = (FIRST_MARK..).filter_map(char::from_u32).take(views.len()).collect();
    values
        .extend(views.iter().zip(&marks).map(|((name, _), mark)| (*name, mark.to_string().into())));
    let sentence = say(key, &values);
    let mut views: Vec<_> = views.into_iter().map(|(_, view)| Some(view)).collect();
    let mut shown = Vec::new();
    for piece in sentence.split_inclusive(marks.as_slice()) {
        let mark =
            piece.chars().next_back().and_then(|last| marks.iter().position(|mark| *mark == last));
        let text = if mark.is_some() { piece.trim_end_matches(marks.as_slice()) } else { piece };
        if !text.is_empty() {
            shown.push(text.to_owned().into_any());
        }
        shown.extend(mark.and_then(|mark| views[mark].take()));
    }
    shown.into_any()
}

/// Returns a text for how long ago something was. `None` after a week, and for the future.
pub(crate) fn ago(at: UnixSeconds, now: UnixSeconds) -> Option<String> {
    const MINUTE: UnixSeconds = 60;
    const HOUR: UnixSeconds = 60 * MINUTE;
    const DAY: UnixSeconds = 24 * HOUR;
    let passed = now - at;
    match passed {
        0..MINUTE => Some(t!("ago-now")),
        MINUTE..HOUR => Some(t!("ago-minutes", count = passed / MINUTE)),
        HOUR..DAY => Some(t!("ago-hours", count = passed / HOUR)),
        _ if (DAY..7 * DAY).contains(&passed) => Some(t!("ago-days", count = passed / DAY)),
        _ => None,
    }
}
