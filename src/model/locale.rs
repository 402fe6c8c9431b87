//! The languages of pages and emails.

/// The maximum number of languages to read from one header. Browsers send a handful.
const MAX_RANGES: usize = 20;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the language with that code")]
pub enum Locale {
    #[default]
    En,
    De,
    Es,
    It,
    Pl,
    Pt,
    Zh,
}

impl Locale {
    /// All languages, English first and the others in the order of their codes.
    pub const ALL: [Self; 7] =
        [Self::En, Self::De, Self::Es, Self::It, Self::Pl, Self::Pt, Self::Zh];

    /// Returns the BCP 47 code, which is used in the store, in file names and in `<html lang>`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
            Self::Pl => "pl",
            Self::Pt => "pt",
            Self::Zh => "zh",
        }
    }

    /// Returns the language's own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Es => "Español",
            Self::It => "Italiano",
            Self::Pl => "Polski",
            Self::Pt => "Português",
            Self::Zh => "中文",
        }
    }

    /// Parses a code, in exactly this spelling.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.as_str() == code)
    }

    /// Returns the offered language that an `Accept-Language` header prefers, or the first one if it
    /// lists none of them. Region and script don't matter, because we have one version of each
    /// language: `pt-BR` is Portuguese, `zh-Hans-CN` and `zh-TW` are Chinese.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9110#name-accept-language>
    pub fn negotiate(accepted: &str, offered: &[Self]) -> Self {
        let mut best = (offered.first().copied().unwrap_or_default(), 0);
        for range in accepted.split(',').take(MAX_RANGES) {
            let (range, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let language = range.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            // Of equal weights, the first wins.
            if let (Some(locale), Some(weight)) = (Self::parse(&language), quality(weight))
                && weight > best.1
                && offered.contains(&locale)
            {
                best = (locale, weight);
            }
        }
        best.0
    }
}

/// Parses a weight, in thousandths.
fn quality(weight: &str) -> Option<u16> {
    let (name, value) = weight.split_once('=')?;
    let (whole, decimals) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let is_number = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !name.trim().eq_ignore_ascii_case("q") || !is_number {
        return None;
    }
    match whole {
        "0" => format!("{decimals:0<3}").parse().ok(),
        "1" if decimals.bytes().all(|byte| byte == b'0') => Some(1000),
        _ => None,
    }
}
