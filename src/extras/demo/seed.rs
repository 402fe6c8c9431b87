//! Numbers that look random and are the same each time.

use uuid::{Builder, Uuid};

/// The generator `SplitMix64`.
///
/// <https://prng.di.unimi.it/splitmix64.c>
#[derive(Clone, Debug)]
pub(super) struct Seed(pub(super) u64);

impl Seed {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `limit`.
    pub(super) fn below(&mut self, limit: i64) -> i64 {
        let limit = limit.max(1).unsigned_abs();
        i64::try_from(self.next() % limit).unwrap_or_default()
    }

    /// Returns whether something happens that happens `percent` times in a hundred.
    pub(super) fn happens(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        let at = self.below(i64::try_from(all.len()).unwrap_or_default());
        all.get(usize::try_from(at).unwrap_or_default()).cloned()
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let number = self.next().to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
        bytes
    }

    pub(super) fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}
