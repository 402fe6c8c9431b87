//! Assets: style sheets, scripts, WebAssembly and icons, inside the binary.
//!
//! They are served under a path that carries a hash of them all, so browsers may keep them for
//! ever and a new build is a new path. cargo-leptos compresses them at build time
//! (`--precompress`); a debug build reads them from the disk, where `cargo leptos watch` puts them.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use latchkey::Error;
use latchkey::secret::hash;
use leptos::config::LeptosOptions;
use rust_embed::RustEmbed;

/// What cargo-leptos builds. Missing while only the server is compiled, as in tests.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

macro_rules! swagger_ui {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui/", $name))
    };
}
/// Swagger UI, as `build.rs` unpacks it.
const SWAGGER_UI: [(&str, &[u8]); 6] = [
    ("swagger-ui/bundle.js", swagger_ui!("swagger-ui-bundle.js")),
    ("swagger-ui/bundle.js.br", swagger_ui!("swagger-ui-bundle.js.br")),
    ("swagger-ui/bundle.js.gz", swagger_ui!("swagger-ui-bundle.js.gz")),
    ("swagger-ui/style.css", swagger_ui!("swagger-ui.css")),
    ("swagger-ui/style.css.br", swagger_ui!("swagger-ui.css.br")),
    ("swagger-ui/style.css.gz", swagger_ui!("swagger-ui.css.gz")),
];

/// Encodings, best first, and the names that cargo-leptos gives the compressed files.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// A hash over every file.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut files: Vec<_> = Site::iter().collect();
    files.sort();
    let site = files.iter().filter_map(|file| Site::get(file));
    let site = site.map(|file| file.metadata.sha256_hash().to_vec());
    let swagger_ui = SWAGGER_UI.iter().map(|(_, bytes)| hash(bytes).into_bytes());
    hash(&site.chain(swagger_ui).collect::<Vec<_>>().concat())[..16].to_owned()
});

struct File {
    bytes: Cow<'static, [u8]>,
    hash: String,
}

fn find(path: &str) -> Option<File> {
    if let Some(file) = Site::get(path) {
        return Some(File { hash: hash(&file.metadata.sha256_hash()), bytes: file.data });
    }
    let (_, bytes) = SWAGGER_UI.iter().find(|(name, _)| *name == path)?;
    Some(File { hash: hash(bytes), bytes: Cow::Borrowed(bytes) })
}

/// Where the assets are, without a slash at the end.
pub(crate) fn root() -> String {
    format!("/assets/{}", *HASH)
}

/// What Leptos has to know to name the script and the WebAssembly.
pub(crate) fn leptos_options() -> LeptosOptions {
    LeptosOptions::builder().output_name("latchkey").site_pkg_dir("pkg").build()
}

/// The routes of the assets.
pub(super) fn router() -> Router {
    Router::new().route("/assets/{hash}/{*path}", get(asset)).route(
        "/favicon.ico",
        get(|headers: HeaderMap| async move { serve("favicon.ico", &headers, false) }),
    )
}

async fn asset(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Response {
    serve(&path, &headers, hash == *HASH && !cfg!(debug_assertions))
}

fn serve(path: &str, headers: &HeaderMap, forever: bool) -> Response {
    let accepted =
        headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut encodings = ENCODINGS.iter().filter(|(name, _)| accepts(accepted, name));
    let compressed =
        encodings.find_map(|(name, suffix)| Some((*name, find(&format!("{path}{suffix}"))?)));
    let (encoding, file) = match compressed {
        Some((encoding, file)) => (Some(encoding), file),
        None => match find(path) {
            Some(file) => (None, file),
            None => return Error::NotFound.into_response(),
        },
    };
    let etag = format!("\"{}\"", file.hash);
    let mut response =
        if headers.get(IF_NONE_MATCH).is_some_and(|sent| sent.as_bytes() == etag.as_bytes()) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            match file.bytes {
                Cow::Borrowed(bytes) => bytes.into_response(),
                Cow::Owned(bytes) => bytes.into_response(),
            }
        };
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(ETAG, etag);
    }
    if let Some(encoding) = encoding {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    let keep = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some(encoding) && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0"))
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}
