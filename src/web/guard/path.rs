//! Rejects paths that the guard, the router and a proxy could interpret differently.
//!
//! The guard and axum compare paths as they are sent. Browsers, many proxies and `leptos_router`
//! first resolve dot segments and drop empty ones. So `/v1/../api/sign_out` could be two different
//! routes to two programs. A path that isn't in normal form gets a 404.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::Error;

pub(crate) async fn check(request: Request, next: Next) -> Response {
    if is_normal(request.uri().path()) {
        next.run(request).await
    } else {
        Error::NotFound.into_response()
    }
}

/// Returns whether a path starts with a slash and has no dot segment, no empty segment and no
/// backslash. A trailing slash is fine. So is a percent-encoded backslash, which may be part of an
/// id, except next to dots: a proxy might treat it as a slash.
///
/// <https://url.spec.whatwg.org/#double-dot-path-segment>
fn is_normal(path: &str) -> bool {
    let Some(path) = path.strip_prefix('/') else { return false };
    let (folders, last) = path.rsplit_once('/').map_or((None, path), |(a, b)| (Some(a), b));
    let is_page = last.is_empty() || is_plain(last);
    is_page && folders.is_none_or(|folders| folders.split('/').all(is_plain))
}

fn is_plain(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    !segment.is_empty()
        && !segment.contains('\\')
        && segment.split("%5c").all(|part| !matches!(part, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_normal_form_is_accepted() {
        for path in [
            "/",
            "/a",
            "/a/",
            "/a/b",
            "/.well-known/webauthn",
            "/a..b/...",
            "/%20",
            "/a.b",
            "/a%5Cb",
            "/a%5c",
        ] {
            assert!(is_normal(path), "{path}");
        }
    }

    #[test]
    fn a_path_that_is_not_in_normal_form_is_refused() {
        for path in [
            "",
            "*",
            "a",
            "//",
            "//a",
            "/a//",
            "/a//b",
            "/.",
            "/./",
            "/..",
            "/../",
            "/a/.",
            "/a/..",
            "/a/../b",
            "/%2e/a",
            "/%2E%2e/a",
            "/.%2e/a",
            "/a/%2e.",
            "/a\\b",
            "/\\a",
            "/%5c..%5ca",
            "/a%5C%2E",
        ] {
            assert!(!is_normal(path), "{path}");
        }
    }
}
