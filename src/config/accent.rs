//! The accent colour: one colour, in tones that can be read in the light and in the dark theme.
//!
//! Text needs a contrast of at least 4.5:1 with its background. An operator chooses any colour.
//! The light theme darkens it and the dark theme lightens it, until that holds for every pair that
//! the style sheet uses. So no choice makes a page hard to read, and none is refused.
//!
//! <https://www.w3.org/TR/WCAG22/#contrast-minimum>

use std::fmt;
use std::str::FromStr;

/// The smallest contrast between text and its background.
const CONTRAST: f64 = 4.5;

const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([255; 3]);

/// Of the backgrounds in style/tokens.css, the ones with the least contrast: `--sunken`, and in the
/// dark theme also the surface that softer tones are mixed with, and the text on buttons.
const LIGHT_SUNKEN: Colour = Colour([0xef, 0xf1, 0xf6]);
const DARK_SUNKEN: Colour = Colour([0x1f, 0x24, 0x39]);
const DARK_SURFACE: Colour = Colour([0x16, 0x1a, 0x2c]);
const DARK_ON: Colour = Colour([0x0b, 0x13, 0x30]);

/// A colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// The tones of the accent colour in one theme. style/tokens.css says what each is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tones {
    /// `--accent`
    pub accent: Colour,
    /// `--accent-hover`
    pub hover: Colour,
    /// `--on-accent`
    pub on: Colour,
    /// `--accent-soft`
    pub soft: Colour,
}

impl Colour {
    /// The colour that style/tokens.css has.
    pub const DEFAULT: Self = Self([0x1d, 0x4e, 0xd8]);

    /// Returns the tones for the light theme.
    pub fn light(self) -> Tones {
        if self == Self::DEFAULT {
            let [hover, soft] = [Self([0x1a, 0x43, 0xb8]), Self([0xe7, 0xed, 0xfd])];
            return Tones { accent: self, hover, on: WHITE, soft };
        }
        self.tones(BLACK, |accent| Tones {
            accent,
            hover: accent.mixed(BLACK, 15),
            on: WHITE,
            soft: accent.mixed(WHITE, 90),
        })
    }

    /// Returns the tones for the dark theme.
    pub fn dark(self) -> Tones {
        if self == Self::DEFAULT {
            let [accent, hover] = [Self([0x8f, 0xb0, 0xff]), Self([0xb0, 0xc8, 0xff])];
            return Tones { accent, hover, on: DARK_ON, soft: Self([0x1e, 0x2a, 0x52]) };
        }
        self.tones(WHITE, |accent| Tones {
            accent,
            hover: accent.mixed(WHITE, 30),
            on: DARK_ON,
            soft: accent.mixed(DARK_SURFACE, 85),
        })
    }

    /// Mixes the colour with another, as little as possible for text that can be read.
    fn tones(self, with: Self, tones: impl Fn(Self) -> Tones) -> Tones {
        let sunken = if with == BLACK { LIGHT_SUNKEN } else { DARK_SUNKEN };
        let can_be_read = |tones: &Tones| {
            let Tones { accent, hover, on, soft } = *tones;
            [sunken, soft, on].into_iter().all(|other| accent.contrast(other) >= CONTRAST)
                && hover.contrast(on) >= CONTRAST
        };
        let steps = (0..100).map(|percent| tones(self.mixed(with, percent)));
        steps.into_iter().find(can_be_read).unwrap_or_else(|| tones(with))
    }

    /// Returns the colour with a share of another, in percent.
    fn mixed(self, other: Self, percent: u32) -> Self {
        let mix = |index: usize| {
            let [own, other] = [self.0[index], other.0[index]].map(u32::from);
            u8::try_from((own * (100 - percent) + other * percent + 50) / 100).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }

    /// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
    fn contrast(self, other: Self) -> f64 {
        let [one, other] = [self.luminance(), other.luminance()];
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns a style sheet that replaces the tones of style/tokens.css.
    pub fn style_sheet(self) -> String {
        let tones = |Tones { accent, hover, on, soft }| {
            format!(
                ":root{{--accent:{accent};--accent-hover:{hover};--on-accent:{on};--accent-soft:{soft}}}"
            )
        };
        let (light, dark) = (tones(self.light()), tones(self.dark()));
        format!("{light}@media (prefers-color-scheme:dark){{{dark}}}\n")
    }

    /// Returns the six digits without the `#`, for a path.
    pub fn digits(self) -> String {
        self.to_string().split_off(1)
    }
}

impl Default for Colour {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim().strip_prefix('#').filter(|digits| {
            digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(number) = number else {
            return Err(format!("{text:?} is not a colour like {}", Self::DEFAULT));
        };
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../../style/tokens.css");

    /// Returns a colour of style/tokens.css.
    fn token(theme: &str, name: &str) -> Colour {
        let (light, dark) = TOKENS.split_once("prefers-color-scheme: dark").unwrap();
        let theme = if theme == "light" { light } else { dark };
        let (_, value) = theme.split_once(&format!("--{name}: ")).unwrap();
        value.split(';').next().unwrap().parse().unwrap()
    }

    #[test]
    fn the_default_is_what_the_style_sheet_has() {
        for (theme, tones) in [("light", Colour::DEFAULT.light()), ("dark", Colour::DEFAULT.dark())]
        {
            let Tones { accent, hover, on, soft } = tones;
            let names = ["accent", "accent-hover", "on-accent", "accent-soft"];
            assert_eq!([accent, hover, on, soft], names.map(|name| token(theme, name)), "{theme}");
        }
        assert_eq!(LIGHT_SUNKEN, token("light", "sunken"));
        assert_eq!(DARK_SUNKEN, token("dark", "sunken"));
        assert_eq!(DARK_SURFACE, token("dark", "surface"));
    }

    #[test]
    fn every_colour_can_be_read_in_both_themes() {
        let steps = || (0..=255).step_by(17);
        let colours = steps().flat_map(|red| {
            steps().flat_map(move |green| steps().map(move |blue| Colour([red, green, blue])))
        });
        for colour in colours.chain([Colour::DEFAULT]) {
            for (theme, tones) in [("light", colour.light()), ("dark", colour.dark())] {
                let Tones { accent, hover, on, soft } = tones;
                let [ground, surface, sunken, text, quiet] =
                    ["ground", "surface", "sunken", "text", "quiet"].map(|name| token(theme, name));
                let mut pairs = vec![(on, accent), (on, hover), (text, soft), (quiet, soft)];
                for background in [ground, surface, sunken, soft] {
                    pairs.extend([(accent, background), (hover, background)]);
                }
                for (text, background) in pairs {
                    let contrast = text.contrast(background);
                    assert!(
                        contrast >= CONTRAST,
                        "{colour} {theme}: {text} on {background}: {contrast}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let [wine, sky]: [Colour; 2] = ["#8a1538", "#9ad1ff"].map(|one| one.parse().unwrap());
        assert_eq!(wine.light().accent, wine);
        assert_eq!(sky.dark().accent, sky);
        assert_ne!(sky.light().accent, sky, "white text on it can't be read");
    }

    #[test]
    fn a_colour_has_six_digits() {
        assert_eq!(" #1D4ED8 ".parse(), Ok(Colour::DEFAULT));
        assert_eq!(Colour::DEFAULT.to_string(), "#1d4ed8");
        for text in
            ["", "1d4ed8", "#fff", "blue", "#1d4ed", "#1d4ed88", "#+d4ed8", "#ééé", "#12345g"]
        {
            assert!(text.parse::<Colour>().is_err(), "{text:?}");
        }
    }
}
