//! The languages of pages and emails.

/// Languages that are read from one header: browsers send a handful.
const MAX_RANGES: usize = 20;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the language of that code")]
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
    /// All of them, in the order of their codes, English first.
    pub const ALL: [Self; 7] =
        [Self::En, Self::De, Self::Es, Self::It, Self::Pl, Self::Pt, Self::Zh];

    /// The language's code (BCP 47): in the store, in file names and in `<html lang>`.
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

    /// What its speakers call it.
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

    /// The language of that code, and of no other spelling of it.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.as_str() == code)
    }

    /// The language that an `Accept-Language` header likes best among ours; English if it names
    /// none of them. Region and script decide nothing, since each language is written once:
    /// `pt-BR` is Portuguese, `zh-Hans-CN` and `zh-TW` are Chinese.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9110#name-accept-language>
    pub fn negotiate(accepted: &str) -> Self {
        let mut best = (Self::default(), 0);
        for range in accepted.split(',').take(MAX_RANGES) {
            let (range, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let language = range.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            // Among equals, the one named first.
            if let (Some(locale), Some(weight)) = (Self::parse(&language), quality(weight))
                && weight > best.1
            {
                best = (locale, weight);
            }
        }
        best.0
    }
}

/// A weight in thousandths. `None` if it is no weight.
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
