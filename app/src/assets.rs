//! Assets: style sheets, scripts, WebAssembly and icons, inside the binary.
//!
//! Their path contains a hash of all files, so browsers may cache them forever: a new build has a new path. The
//! build compresses them. A debug build reads them from the disk, where `cargo leptos watch` puts them.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderMap;
use latchkey::Error;
use latchkey::config::Colour;
use latchkey::crypto::secret::hash;
use latchkey::http::encoded::{self, Encoded, Encoding};
use leptos::config::LeptosOptions;
use rust_embed::RustEmbed;

use crate::extras::EXTRAS;

/// The files that cargo-leptos builds. They are missing if only the server is compiled, as in tests.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// A file: its name, its bytes and its hash.
pub(crate) type Hashed = (&'static str, &'static [u8], &'static str);

/// A hash over all files, computed from their hashes without reading them.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut files: Vec<_> = Site::iter().collect();
    files.sort();
    let site = files.iter().filter_map(|file| Site::get(file));
    let site = site.map(|file| file.metadata.sha256_hash().to_vec());
    let extras = of_extras().map(|(.., hash)| hash.as_bytes().to_vec());
    hash(&site.chain(extras).collect::<Vec<_>>().concat())[..16].to_owned()
});

fn find(path: &str) -> Option<Encoded> {
    if let Some(file) = Site::get(path) {
        let hash = hash(&file.metadata.sha256_hash());
        let bytes = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        return Some(Encoded { bytes, hash });
    }
    let (_, bytes, hash) = of_extras().find(|(name, ..)| *name == path)?;
    Some(Encoded { bytes: Bytes::from_static(bytes), hash: (*hash).to_owned() })
}

/// The files that extras bring along.
fn of_extras() -> impl Iterator<Item = &'static Hashed> {
    EXTRAS.iter().flat_map(|extra| extra.assets)
}

/// Returns the path of the assets, without a trailing slash.
pub(crate) fn root() -> String {
    format!("/assets/{}", *HASH)
}

/// Returns the options that Leptos needs to name the script and the WebAssembly.
pub(crate) fn leptos_options() -> LeptosOptions {
    LeptosOptions::builder().output_name("latchkey").site_pkg_dir("pkg").build()
}

/// For search engines: the pages may be read. Those that they may not show say so in a header (`server/page.rs`),
/// which they only see when they read the page.
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\n";

/// The routes of the assets.
pub(super) fn router() -> Router {
    Router::new()
        .route("/assets/{hash}/{*path}", get(asset))
        .route(
            "/favicon.ico",
            get(|headers: HeaderMap| async move { serve("favicon.ico", &headers, false) }),
        )
        .route("/robots.txt", get(|| async { ROBOTS }))
}

async fn asset(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Response {
    serve(&path, &headers, hash == *HASH && !cfg!(debug_assertions))
}

/// Returns a style sheet with an accent colour, `accent/RRGGBB.css`. The path has the colour, so that it changes
/// with it. The console's page also shows colours that aren't saved yet.
fn accent(path: &str) -> Option<Encoded> {
    let digits = path.strip_prefix("accent/")?.strip_suffix(".css")?;
    let style_sheet = format!("#{digits}").parse::<Colour>().ok()?.style_sheet();
    Some(Encoded { hash: hash(style_sheet.as_bytes()), bytes: style_sheet.into() })
}

fn serve(path: &str, headers: &HeaderMap, forever: bool) -> Response {
    let keep = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    let find = |encoding: Encoding| {
        let path = format!("{path}{}", encoding.suffix());
        find(&path).or_else(|| accent(&path))
    };
    let answer = encoded::answer(headers, content_type(path), keep, find);
    answer.unwrap_or_else(|| Error::NotFound.into_response())
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
