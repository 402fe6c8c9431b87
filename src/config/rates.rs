//! Rates: how many times something is allowed within a period.

use std::str::FromStr;

use crate::clock::UnixSeconds;

/// At most `count` times within any `period`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rate {
    count: usize,
    period: UnixSeconds,
}

/// Rates that apply together, written `1/60s, 3/15m, 10/1h`, or `off` for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

impl Rates {
    /// Returns whether there is no limit.
    pub(crate) fn is_off(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the same rates with each count multiplied.
    pub(crate) fn times(&self, factor: usize) -> Self {
        Self(self.0.iter().map(|rate| Rate { count: rate.count * factor, ..*rate }).collect())
    }

    /// Returns each count with its period.
    pub(crate) fn allowances(&self) -> impl Iterator<Item = (usize, UnixSeconds)> {
        self.0.iter().map(|rate| (rate.count, rate.period))
    }

    /// Returns how many seconds after `now` the next time is allowed. `instants` are the previous
    /// times, in order.
    pub(crate) fn wait(&self, instants: &[UnixSeconds], now: UnixSeconds) -> UnixSeconds {
        let waits = self.0.iter().filter_map(|rate| {
            let full_since = instants.len().checked_sub(rate.count)?;
            Some(instants[full_since] + rate.period - now)
        });
        waits.max().unwrap_or(0).max(0)
    }

    /// Returns after how many seconds an instant no longer counts.
    pub(crate) fn longest(&self) -> UnixSeconds {
        self.0.iter().map(|rate| rate.period).max().unwrap_or(0)
    }
}

impl FromStr for Rates {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" {
            return Ok(Self::default());
        }
        let rates = text.split(',').map(|rate| parse_rate(rate.trim()));
        let rates: Option<_> = rates.collect();
        Ok(Self(rates.ok_or("not off, nor rates like 3/15m, 10/1h (s, m, h or d)")?))
    }
}

fn parse_rate(text: &str) -> Option<Rate> {
    let (count, period) = text.split_once('/')?;
    let (number, unit) = period.split_at_checked(period.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => return None,
    };
    let period = number.parse::<u32>().ok()?;
    let count = count.parse::<u16>().ok()?;
    (count > 0 && period > 0)
        .then(|| Rate { count: usize::from(count), period: UnixSeconds::from(period) * unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_hold_over_any_such_time_and_not_only_on_the_average() {
        let rates: Rates = "1/60s, 3/15m,10/1h".parse().unwrap();
        assert_eq!((rates.0.len(), rates.longest()), (3, 3600));
        assert_eq!(rates.wait(&[], 0), 0);
        assert_eq!([rates.wait(&[0], 0), rates.wait(&[0], 59), rates.wait(&[0], 60)], [60, 1, 0]);
        assert_eq!([rates.wait(&[0, 60, 120], 180), rates.wait(&[0, 60, 120], 900)], [720, 0]);
        // A quarter of an hour after the first one, with three more in the last quarter of an hour.
        assert_eq!(rates.wait(&[0, 600, 700, 900], 960), 600 + 900 - 960);
        let hourly: Vec<_> = (0..10).map(|nth| nth * 300).collect();
        assert_eq!(rates.wait(&hourly, 3000), 600);
    }

    #[test]
    fn rates_that_make_no_sense_are_refused() {
        for text in ["", "3", "3/", "/1h", "0/1h", "3/0m", "-1/1h", "3/1w", "3/1ö", "3/1h,", "on"]
        {
            assert!(text.parse::<Rates>().is_err(), "{text:?}");
        }
        assert_eq!("off".parse(), Ok(Rates::default()));
    }
}
