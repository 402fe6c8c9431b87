-- Making a passkey for an account that has passkeys needs one of them, or the back end's word.

-- When one of the account's passkeys was used for this errand.
alter table errands add column verified_at bigint;
-- When the back end said that this is a recovery: it knows its user, who can use no passkey.
alter table errands add column recovery_at bigint;
