//! Redirects: the page that a sign-in leads to.
//!
//! The target is in the query of a link, which anyone could have written. A site that redirects to
//! any URL helps phishing sites look like it.

use url::form_urlencoded;

pub use crate::config::on_this_site;

/// Returns the URL of a page of this site that leads on to `next`. `problem` is the code of an
/// error that the page shows first.
pub fn by_way_of(page: &str, problem: Option<&str>, next: Option<&str>) -> String {
    let fields = [("problem", problem), ("next", next)];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}
