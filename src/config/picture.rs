//! Pictures: reads the width and the height of each format from its bytes.

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Jpeg,
    WebP,
}

/// <https://www.w3.org/TR/png-3/#11IHDR>
pub(super) fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")?;
    let side = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((side(0)?, side(4)?))
}

/// Finds the frame header among the segments.
///
/// <https://www.w3.org/Graphics/JPEG/itu-t81.pdf>, B.2.2
pub(super) fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, segment @ ..] = rest else { return None };
        if *marker == 0xff {
            // A fill byte.
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes(segment.get(..2)?.try_into().ok()?));
        let is_frame = matches!(marker, 0xc0..=0xcf) && ![0xc4, 0xc8, 0xcc].contains(marker);
        if is_frame {
            let side = |at: usize| {
                Some(u32::from(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?)))
            };
            return Some((side(5)?, side(3)?));
        }
        rest = segment.get(length..)?;
    }
}

/// <https://developers.google.com/speed/webp/docs/riff_container>
pub(super) fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let chunk = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let (kind, data) = (chunk.get(..4)?, chunk.get(8..)?);
    let number = |at: usize, length: usize| {
        let bytes = data.get(at..at + length)?.iter().rev();
        Some(bytes.fold(0_u32, |number, byte| number << 8 | u32::from(*byte)))
    };
    match kind {
        b"VP8 " => Some((number(6, 2)? & 0x3fff, number(8, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = number(1, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((number(4, 3)? + 1, number(7, 3)? + 1)),
        _ => None,
    }
}
