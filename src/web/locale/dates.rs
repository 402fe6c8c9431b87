//! Formats dates in each language.
//!
//! All of them are in UTC, and those with a time say so, because a server doesn't know its reader's
//! time zone.

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_locale_core::locale;
use time::OffsetDateTime;

use crate::clock::{UnixSeconds, rfc3339};
use crate::model::locale::Locale;

impl Locale {
    /// Formats a day and a time as usual in the language: "23 Nov 2026, 14:05 UTC".
    pub fn date_time(self, at: UnixSeconds) -> String {
        self.write(at).unwrap_or_else(|| rfc3339(at))
    }

    /// Formats a day as usual in the language: "23 Nov 2026".
    pub fn date(self, at: UnixSeconds) -> String {
        self.write_date(at).unwrap_or_else(|| rfc3339(at))
    }

    fn write_date(self, at: UnixSeconds) -> Option<String> {
        let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(
            self.preferences(),
            YMD::medium(),
        );
        Some(formatter.ok()?.format(&day(instant(at))?).to_string())
    }

    fn write(self, at: UnixSeconds) -> Option<String> {
        let at = instant(at);
        let date = day(at)?;
        let time = Time::try_new(at.hour(), at.minute(), 0, 0).ok()?;
        let fields = YMD::medium().with_time_hm();
        let formatter =
            FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(self.preferences(), fields)
                .ok()?;
        Some(format!("{} UTC", formatter.format(&DateTime { date, time })))
    }

    fn preferences(self) -> DateTimeFormatterPreferences {
        match self {
            // Day before month and 24 hours, which can't be mistaken for another date.
            Self::En => locale!("en-GB"),
            Self::De => locale!("de"),
            Self::Es => locale!("es"),
            Self::It => locale!("it"),
            Self::Pl => locale!("pl"),
            Self::Pt => locale!("pt"),
            Self::Zh => locale!("zh"),
        }
        .into()
    }
}

fn day(at: OffsetDateTime) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(at.year(), at.month().into(), at.day()).ok()
}

fn instant(at: UnixSeconds) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_dates_its_own_way() {
        // An hour after noon, and a day that can't be a month.
        let at = 1_795_439_100;
        assert_eq!(rfc3339(at), "2026-11-23T13:05:00Z");
        let written = Locale::ALL.map(|locale| locale.date_time(at));
        assert_eq!(
            written,
            [
                "23 Nov 2026, 13:05 UTC",
                "23.11.2026, 13:05 UTC",
                "23 nov 2026, 13:05 UTC",
                "23 nov 2026, 13:05 UTC",
                "23 lis 2026, 13:05 UTC",
                "23 de nov. de 2026, 13:05 UTC",
                "2026年11月23日 13:05 UTC",
            ]
        );
        let days = written.map(|text| text.replace(" 13:05 UTC", "").replace(',', ""));
        assert_eq!(Locale::ALL.map(|locale| locale.date(at)), days);
    }
}
