//! Serves precompressed bodies in the encoding that suits the client best.
//!
//! Each encoding has its own entity tag, because caches treat it as a different body.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3>

use axum::body::Bytes;
use axum::response::{IntoResponse as _, Response};
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};

/// The encoding of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The smallest.
    Brotli,
    /// The most widely supported.
    Gzip,
    /// Not encoded. Every client accepts it.
    Identity,
}

impl Encoding {
    const BEST_FIRST: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// Returns the file name suffix of this encoding.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }
}

/// A body in one encoding.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The encoded bytes.
    pub bytes: Bytes,
    /// The hash of these bytes, in characters that an entity tag may contain.
    pub hash: String,
}

/// Responds with the best encoding that `find` has and the client accepts, without a body if the
/// client already has it. `keep` is the `Cache-Control` header. Returns `None` if `find` has
/// nothing.
pub fn answer(
    asked: &HeaderMap,
    content_type: &'static str,
    keep: &'static str,
    mut find: impl FnMut(Encoding) -> Option<Encoded>,
) -> Option<Response> {
    let mut taken = Encoding::BEST_FIRST.into_iter().filter(|encoding| takes(asked, *encoding));
    let (encoding, Encoded { bytes, hash }) =
        taken.find_map(|encoding| Some((encoding, find(encoding)?)))?;
    let tag = format!("\"{hash}\"");
    let mut response = if has(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = ([(CONTENT_TYPE, content_type)], bytes).into_response();
        if encoding != Encoding::Identity {
            let name = HeaderValue::from_static(encoding.name());
            response.headers_mut().insert(CONTENT_ENCODING, name);
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, HeaderValue::from_str(&tag).ok()?);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    Some(response)
}

/// Returns whether the client accepts an encoding: it must name it, with a weight above zero.
fn takes(asked: &HeaderMap, encoding: Encoding) -> bool {
    encoding == Encoding::Identity
        || list(asked, &ACCEPT_ENCODING).any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let is_named = parts.next().is_some_and(|it| it.eq_ignore_ascii_case(encoding.name()));
            is_named && !parts.filter_map(|part| part.strip_prefix("q=")).any(is_nothing)
        })
}

fn is_nothing(weight: &str) -> bool {
    weight.parse().is_ok_and(|weight: f32| weight <= 0.0)
}

/// Returns whether the client has the body with this tag. A proxy that changes a body in transit
/// makes its tag weak, which is good enough here.
///
/// <https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2>
fn has(asked: &HeaderMap, tag: &str) -> bool {
    list(asked, &IF_NONE_MATCH).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

fn list<'a>(
    asked: &'a HeaderMap,
    name: &http::HeaderName,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let lines = asked.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn an_encoding_is_taken_by_whoever_names_it() {
        for (accept, brotli, gzip) in [
            ("gzip, deflate, br, zstd", true, true),
            ("GZIP;q=0.5", false, true),
            ("br;q=0, gzip; q=1.0", false, true),
            ("br;q=0.000,gzip;q=0.001", false, true),
            ("brotli, x-gzip, *", false, false),
            ("", false, false),
        ] {
            let asked = asked(ACCEPT_ENCODING, accept);
            assert_eq!(takes(&asked, Encoding::Brotli), brotli, "{accept}");
            assert_eq!(takes(&asked, Encoding::Gzip), gzip, "{accept}");
            assert!(takes(&asked, Encoding::Identity), "{accept}");
        }
    }

    #[test]
    fn a_body_is_known_by_any_of_the_tags_that_a_client_has() {
        for (tags, is_known) in [
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(has(&asked(IF_NONE_MATCH, tags), "\"a\""), is_known, "{tags}");
        }
    }
}
