//! The samples of a subject, and the statistics over them.

use crate::usage::{Usage, Used};

/// A number of operations and the resources that they used.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) operations: u32,
    pub(crate) used: Used,
}

impl Tally {
    /// Returns the resources that process `id` has used since `before`, for `operations`.
    pub(crate) fn since(before: Option<Usage>, id: u32, operations: u32) -> Option<Self> {
        let used = Usage::of(id)?.since(&before?);
        Some(Self { operations, used })
    }
}

/// The sum over all rounds. Empty on systems without /proc.
#[derive(Default)]
pub(crate) struct Tallies {
    sum: Tally,
}

impl Tallies {
    pub(crate) fn add(&mut self, tally: Option<Tally>) {
        if let Some(tally) = tally {
            self.sum.operations += tally.operations;
            self.sum.used.cpu_milliseconds += tally.used.cpu_milliseconds;
            self.sum.used.switches += tally.used.switches;
        }
    }

    /// Returns CPU milliseconds per operation.
    pub(crate) fn cpu(&self) -> Option<f64> {
        self.each(self.sum.used.cpu_milliseconds)
    }

    /// Returns context switches per operation.
    pub(crate) fn switches(&self) -> Option<f64> {
        self.each(self.sum.used.switches)
    }

    fn each(&self, sum: u64) -> Option<f64> {
        let sum = f64::from(u32::try_from(sum).ok()?);
        (self.sum.operations > 0).then(|| sum / f64::from(self.sum.operations))
    }
}

/// All samples of a subject. Times are in milliseconds.
#[derive(Default)]
pub(crate) struct Samples {
    pub(crate) sign_in: Tallies,
    pub(crate) sign_up: Tallies,
    /// The client's own work for its sign-ins.
    pub(crate) client: Tallies,
    pub(crate) page: Tallies,
    /// Time of each sign-in with one client.
    pub(crate) waits: Vec<f64>,
    /// Time of each sign-in with the most clients.
    pub(crate) waits_of_many: Vec<f64>,
    /// Sign-ins per second in each round, for each number of clients.
    pub(crate) rates: [Vec<f64>; 3],
    /// Time from each start to the first response.
    pub(crate) starts: Vec<f64>,
    /// Megabytes.
    pub(crate) peak_memory: Option<f64>,
    pub(crate) page_bytes: Option<u32>,
    /// Synced commits per sign-in.
    pub(crate) commits: Option<f64>,
}

/// Returns the smallest value that at least `percent` percent of the values don't exceed.
pub(crate) fn percentile(values: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(place - 1).copied()
}

/// Returns the middle value.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    percentile(values, 50)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measured_values() {
        let values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 50), Some(100.0));
        assert_eq!(percentile(&values, 95), Some(190.0));
        assert_eq!(percentile(&values, 99), Some(198.0));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[1.0]), Some(1.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn sums_rounds_before_dividing() {
        let mut tallies = Tallies::default();
        assert_eq!(tallies.cpu(), None);
        tallies.add(None);
        for (operations, cpu_milliseconds, switches) in [(100, 110, 1000), (100, 90, 3000)] {
            let used = Used { cpu_milliseconds, switches };
            tallies.add(Some(Tally { operations, used }));
        }
        assert_eq!(tallies.cpu(), Some(1.0));
        assert_eq!(tallies.switches(), Some(20.0));
    }
}
