//! Names that users give to passkeys, keys and themselves.

use icu_properties::props::{
    BidiControl, DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup,
};
use icu_properties::{CodePointMapData, CodePointSetData};

use crate::error::{Error, Result};

/// The longest name of a passkey or a user, in characters.
pub(crate) const MAX_NAME: usize = 60;

/// Symbols that Unicode counts as visible although they are blank: the Braille pattern without
/// dots, and the musical note without a head.
const BLANK: [char; 2] = ['\u{2800}', '\u{1D159}'];

/// Parses a name that a user enters. Surrounding spaces are removed.
///
/// Invisible characters are allowed next to visible ones: emoji are joined by them, and Persian
/// needs them inside words.
///
/// # Errors
/// [`Error::InvalidName`] if it is too long, shows nothing, or contains characters that change the
/// line around it: control characters, line separators, and characters that change the direction of
/// text.
pub(crate) fn parse_name(typed: &str) -> Result<String> {
    let name = typed.trim();
    if name.chars().count() > MAX_NAME
        || !name.chars().any(is_visible)
        || name.chars().any(rewrites_the_line)
    {
        return Err(Error::InvalidName);
    }
    Ok(name.to_owned())
}

/// <https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point>
fn is_visible(letter: char) -> bool {
    let invisible = GeneralCategoryGroup::Separator
        .union(GeneralCategoryGroup::Control)
        .union(GeneralCategoryGroup::Format)
        .union(GeneralCategoryGroup::NonspacingMark)
        .union(GeneralCategoryGroup::EnclosingMark);
    !invisible.contains(category(letter))
        && !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter)
        && !BLANK.contains(&letter)
}

fn rewrites_the_line(letter: char) -> bool {
    let breaks = GeneralCategoryGroup::Control
        .union(GeneralCategoryGroup::LineSeparator)
        .union(GeneralCategoryGroup::ParagraphSeparator);
    breaks.contains(category(letter)) || CodePointSetData::new::<BidiControl>().contains(letter)
}

fn category(letter: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_something_and_stays_in_its_line() {
        for name in [
            "Ada",
            "Ж",
            "李",
            "é",
            "e\u{301}",
            "👩\u{200D}💻",
            "❤\u{FE0F}",
            "می\u{200C}خواهم",
            "🏴\u{E0067}\u{E0062}\u{E007F}",
            "ภาษา\u{200B}ไทย",
            "क्\u{200D}ष",
            "!",
            "7",
        ] {
            assert_eq!(parse_name(name).unwrap(), name);
        }
        for name in [
            "",
            " ",
            "\u{200B}\u{200B}",
            "\u{3164}",
            "\u{2800}",
            "\u{2800} \u{2800}",
            "\u{1D159}",
            "\u{115F}",
            "\u{FFA0}",
            "\u{AD}",
            "\u{FEFF}",
            "\u{2060}",
            "\u{3000}",
            "\u{A0}",
            "\u{200D}",
            "\u{FE0F}",
            "\u{301}",
            "\u{34F}",
            "\u{180E}",
            "\u{E0041}",
            "a\u{2028}b",
            "a\u{2029}b",
            "a\u{85}b",
            "a\nb",
            "a\u{202E}b",
            "a\u{2066}b",
            "a\u{200F}b",
            "a\u{61C}b",
            "\u{200E}",
        ] {
            assert!(parse_name(name).is_err(), "{}", name.escape_unicode());
        }
    }
}
