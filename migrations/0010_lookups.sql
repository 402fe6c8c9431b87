-- A passkey is removed without reading every session.
create index sessions_credential on sessions (credential_id) where credential_id is not null;

-- The queue finds due messages in their order, without reading those that were sent.
drop index messages_next_attempt;
create index messages_due on messages (precedence, next_attempt_at, sequence) where next_attempt_at is not null;

-- For downloads of an account's data.
create index messages_user on messages (user_id) where user_id is not null;
