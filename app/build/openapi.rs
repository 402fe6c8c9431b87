//! Prepares Swagger UI: two files from the archive in its crate, compressed like the site's files, with their
//! hashes. So the server doesn't have to read two megabytes at every start.

use std::fs;
use std::io::{self, Cursor, Read as _, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
use zip::ZipArchive;

/// Names of the files in the archive, and the names they are served under.
const FILES: [(&str, &str); 2] =
    [("swagger-ui-bundle.js", "bundle.js"), ("swagger-ui.css", "style.css")];

pub(crate) fn unpack() -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "Cargo's own variable, at build time")]
    let folder = std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let folder = Path::new(&folder).join("assets/swagger-ui");
    // Cargo gives every version of the archive a folder of its own.
    if folder.exists() {
        return Ok(());
    }
    let unfinished = folder.with_extension("unfinished");
    fs::create_dir_all(&unfinished)?;
    let mut archive = ZipArchive::new(Cursor::new(SWAGGER_UI_VENDORED))?;
    for index in 0..archive.len() {
        let mut packed = archive.by_index(index)?;
        let path = packed.name()?.into_owned();
        let file = FILES.iter().find(|(name, _)| path.ends_with(&format!("/dist/{name}")));
        let Some((_, name)) = file else { continue };
        let mut bytes = Vec::new();
        packed.read_to_end(&mut bytes)?;
        write(&unfinished, &format!("{name}.br"), &brotli(&bytes)?)?;
        write(&unfinished, &format!("{name}.gz"), &gzip(&bytes)?)?;
        write(&unfinished, name, &bytes)?;
    }
    fs::rename(unfinished, folder)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::write(folder.join(name), bytes)?;
    let digest = Sha256::digest(bytes);
    let hash = digest.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    fs::write(folder.join(format!("{name}.hash")), hash)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    // The best but two: build scripts run unoptimised, and the best would take a minute.
    let mut compressor = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 9, 22);
    compressor.write_all(bytes)?;
    compressor.flush()?;
    Ok(compressor.into_inner())
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    compressor.write_all(bytes)?;
    compressor.finish()
}
