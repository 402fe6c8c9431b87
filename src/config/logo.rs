//! The logo: a picture that an operator uploads.
//!
//! Its format is read from its bytes, never from a name or a header. SVG isn't accepted, because it
//! may contain scripts.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::picture::{Format, jpeg, png, webp};
use crate::crypto::secret::hash;

/// The largest file, in bytes. It is in the database, and every server keeps it in memory.
pub const MAX_LOGO: usize = 48 * 1024;

/// The largest width and height. A small file can decode to a huge picture.
const MAX_SIDE: u32 = 2048;

/// The height on pages and in emails, and the largest width, in CSS pixels.
const HEIGHT: u32 = 28;
const MAX_WIDTH: u32 = 200;

/// A picture: its bytes, its format and its size.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    bytes: Vec<u8>,
    format: Format,
    size: (u32, u32),
    hash: String,
}

impl Logo {
    /// Checks a file.
    ///
    /// # Errors
    /// The problem with the file.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, String> {
        if bytes.len() > MAX_LOGO {
            return Err(format!("is larger than {} kB", MAX_LOGO / 1024));
        }
        let found = png(&bytes).map(|size| (Format::Png, size));
        let found = found.or_else(|| jpeg(&bytes).map(|size| (Format::Jpeg, size)));
        let found = found.or_else(|| webp(&bytes).map(|size| (Format::WebP, size)));
        let Some((format, size)) = found else {
            return Err("is not a PNG, JPEG or WebP file".to_owned());
        };
        let sides = 1..=MAX_SIDE;
        if !sides.contains(&size.0) || !sides.contains(&size.1) {
            return Err(format!("is more than {MAX_SIDE} pixels wide or high"));
        }
        let hash = hash(&bytes)[..16].to_owned();
        Ok(Self { bytes, format, size, hash })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The problem with the file, which it names.
    pub fn from_file(path: &Path) -> Result<Self, String> {
        let named = |problem: &dyn fmt::Display| format!("{}: {problem}", path.display());
        let file = File::open(path).map_err(|error| named(&error))?;
        let mut bytes = Vec::new();
        // A byte more shows that it is too large.
        let read = file.take(MAX_LOGO as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| named(&error))?;
        Self::from_bytes(bytes).map_err(|problem| named(&problem))
    }

    /// Returns the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the media type.
    pub fn content_type(&self) -> &'static str {
        match self.format {
            Format::Png => "image/png",
            Format::Jpeg => "image/jpeg",
            Format::WebP => "image/webp",
        }
    }

    /// Returns the name, which changes with the bytes.
    pub fn name(&self) -> String {
        let suffix = match self.format {
            Format::Png => "png",
            Format::Jpeg => "jpg",
            Format::WebP => "webp",
        };
        format!("{}.{suffix}", self.hash)
    }

    /// Returns the path on this site.
    pub fn path(&self) -> String {
        format!("/logo/{}", self.name())
    }

    /// Returns the width and height to show it with, in CSS pixels.
    pub fn shown_size(&self) -> (u32, u32) {
        let (width, height) = self.size;
        let wide = width * HEIGHT / height;
        if wide <= MAX_WIDTH {
            return (wide.max(1), HEIGHT);
        }
        (MAX_WIDTH, (height * MAX_WIDTH / width).max(1))
    }

    /// Returns a description: the format and the sizes.
    pub fn description(&self) -> String {
        let ((width, height), bytes) = (self.size, self.bytes.len());
        format!("{}, {width}×{height}, {bytes} bytes", self.content_type())
    }
}

/// Reads the form in which the database has it.
impl FromStr for Logo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| "is not base64".to_owned())?;
        Self::from_bytes(bytes)
    }
}

impl fmt::Display for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.bytes))
    }
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one red pixel.
    const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

    fn bytes(parts: &[&[u8]]) -> Vec<u8> {
        parts.concat()
    }

    #[test]
    fn the_format_and_the_size_are_read_from_the_bytes() {
        let jpeg = bytes(&[
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08",
            &[0, 40, 0, 80],
            b"\x01\x01\x11\0\xff\xda",
        ]);
        let lossy = bytes(&[b"RIFF____WEBPVP8 ____\0\0\0\x9d\x01\x2a", &[80, 0, 40, 0]]);
        let bits = 0x4f_u32 | 0x27 << 14;
        let lossless = bytes(&[b"RIFF____WEBPVP8L____\x2f", &bits.to_le_bytes()]);
        let extended = bytes(&[b"RIFF____WEBPVP8X____\0\0\0\0", &[79, 0, 0, 39, 0, 0]]);
        for (file, kind) in [
            (jpeg, "image/jpeg"),
            (lossy, "image/webp"),
            (lossless, "image/webp"),
            (extended, "image/webp"),
        ] {
            let logo = Logo::from_bytes(file).unwrap();
            assert_eq!((logo.content_type(), logo.size), (kind, (80, 40)));
            assert_eq!(logo.shown_size(), (56, 28));
        }
        let logo: Logo = PNG.parse().unwrap();
        assert_eq!((logo.content_type(), logo.size), ("image/png", (1, 1)));
        assert_eq!(logo.to_string(), PNG);
        assert_eq!(logo.path(), format!("/logo/{}.png", logo.hash));
    }

    #[test]
    fn other_files_are_refused() {
        let png = |width: u32, height: u32| {
            let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
            bytes(&[b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", &sides])
        };
        assert!(Logo::from_bytes(png(2048, 2048)).is_ok());
        for (file, problem) in [
            (Vec::new(), "is not a PNG"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "is not a PNG"),
            (b"GIF89a\x01\0\x01\0".to_vec(), "is not a PNG"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0".to_vec(), "is not a PNG"),
            (b"\xff\xd8\xff\xe0\0\0".to_vec(), "is not a PNG"),
            (b"\xff\xd8\xff".to_vec(), "is not a PNG"),
            (b"RIFF____WEBPVP8L".to_vec(), "is not a PNG"),
            (png(2049, 1), "more than 2048 pixels"),
            (png(0, 1), "more than 2048 pixels"),
            (vec![0; MAX_LOGO + 1], "larger than 48 kB"),
        ] {
            let refused = Logo::from_bytes(file.clone()).unwrap_err();
            assert!(refused.contains(problem), "{refused}: {file:?}");
        }
        assert!("not base64".parse::<Logo>().is_err());
    }

    #[test]
    fn a_wide_logo_is_shown_less_high() {
        let wide = bytes(&[b"RIFF____WEBPVP8X____\0\0\0\0", &[0xe7, 3, 0, 49, 0, 0]]);
        assert_eq!(Logo::from_bytes(wide).unwrap().shown_size(), (200, 10));
    }
}
