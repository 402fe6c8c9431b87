//! Limits how many emails are sent per minute, however many are requested.
//!
//! The limit on all emails rejects no request, because strangers must not be able to stop a user's
//! sign-in link. Emails beyond the limit wait in the queue. Those to an account's own address are
//! sent first.

use crate::clock::UnixSeconds;
use crate::error::Result;
use crate::mail::Emails;

impl Emails<'_> {
    /// Returns how many emails may be sent now, by `LATCHKEY_LIMIT_SENDS_ALL`.
    pub(crate) async fn emails_within_pace(self, now: UnixSeconds) -> Result<i64> {
        let mut room = i64::MAX;
        if self.config().rate_limits {
            for (count, period) in self.config().limits.sends_all.allowances() {
                let sent = self.store().count_sent_mails(now - period, now).await?;
                room = room.min(i64::try_from(count).unwrap_or(i64::MAX) - sent);
            }
        }
        Ok(room)
    }
}
