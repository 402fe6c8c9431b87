//! Two things that the server carries inside itself, beside its code.
//!
//! The built site: when it changes, so must a release. (A debug build reads it from the disk.)
//! And Swagger UI, which shows the API: two files out of the archive that its crate brings along,
//! compressed as cargo-leptos compresses the others.

fn main() {
    #[expect(clippy::disallowed_methods, reason = "Cargo's own variable, at build time")]
    let profile = std::env::var("PROFILE");
    if profile.as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../target/site");
    } else {
        println!("cargo:rerun-if-changed=build.rs");
    }
    #[cfg(feature = "ssr")]
    swagger_ui::unpack().expect("Swagger UI cannot be unpacked");
}

#[cfg(feature = "ssr")]
mod swagger_ui {
    use std::fs::{self, File};
    use std::io::{self, Cursor, Read as _, Write as _};
    use std::path::Path;

    use utoipa_swagger_ui_vendored::SWAGGER_UI_VENDORED;
    use zip::ZipArchive;

    const FILES: [&str; 2] = ["swagger-ui-bundle.js", "swagger-ui.css"];

    pub(super) fn unpack() -> io::Result<()> {
        #[expect(clippy::disallowed_methods, reason = "Cargo's own variable, at build time")]
        let folder = std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
        let folder = Path::new(&folder).join("swagger-ui");
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
            let name = FILES.iter().find(|name| path.ends_with(&format!("/dist/{name}")));
            let Some(name) = name else { continue };
            let mut bytes = Vec::new();
            packed.read_to_end(&mut bytes)?;
            write(&unfinished, name, &bytes)?;
        }
        fs::rename(unfinished, folder)
    }

    fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(folder.join(name), bytes)?;
        let br = File::create(folder.join(format!("{name}.br")))?;
        // The best but two: build scripts run unoptimised, and the best would take a minute.
        let mut br = brotli::CompressorWriter::new(br, 1 << 16, 9, 22);
        br.write_all(bytes)?;
        br.flush()?;
        drop(br);
        let gz = File::create(folder.join(format!("{name}.gz")))?;
        let mut gz = flate2::write::GzEncoder::new(gz, flate2::Compression::best());
        gz.write_all(bytes)?;
        gz.finish().map(|_| ())
    }
}
