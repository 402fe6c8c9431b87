-- The tables of the core. They run unchanged on SQLite and PostgreSQL: only text, bigint and bytea, because
-- sqlx's Any driver returns the same types for those on both. Ids are text that the server generates, times
-- (`*_at`) are unix seconds, and state is a nullable time, never a boolean. `not null` is next to
-- `primary key` because SQLite would allow nulls there.

create table users (
    -- A random UUID. It is also the WebAuthn user handle, so it must never change.
    id                 text   primary key not null,
    -- As typed, for sending. Null once another account has verified the address.
    email              text,
    -- Normalised, for comparing.
    email_key          text,
    -- Null: the address is only a claim.
    email_verified_at  bigint,
    -- When a back end set the address on an unused account.
    email_assigned_at  bigint,
    display_name       text,
    locale             text,
    -- When the account was last offered to create a passkey.
    passkey_offered_at bigint,
    -- Null: a back end created the account, and no one has used it yet.
    activated_at       bigint,
    deactivated_at     bigint,
    login_count        bigint not null default 0,
    last_login_at      bigint,
    created_at         bigint not null,
    updated_at         bigint not null,
    phone              text,
    phone_verified_at  bigint,
    phone_assigned_at  bigint,
    -- For back ends: a JSON object, and the account's id in a back end that manages its own users.
    metadata           text,
    external_id        text
);

-- Any number of accounts may claim an address; one may own it.
create unique index users_own_email on users (email_key)
    where email_verified_at is not null or email_assigned_at is not null;
create index users_email_key on users (email_key);
create index users_created on users (created_at, id);
create unique index users_phone on users (phone);
create unique index users_external_id on users (external_id);

create table credentials (
    id             text   primary key not null,
    user_id        text   not null references users (id) on delete cascade,
    -- The authenticator's id, base64url. Unique over all users: if two accounts shared a credential, one
    -- could sign in as the other.
    credential_id  text   not null unique,
    -- webauthn-rs' record: public key, counter, backup flags.
    passkey        text   not null,
    -- A copy of the record's counter, so that two simultaneous sign-ins can't both start from it.
    sign_count     bigint not null,
    name           text   not null,
    aaguid         text   not null,
    -- The authenticator's transports (JSON array), for later ceremonies.
    transports     text   not null,
    created_at     bigint not null,
    last_used_at   bigint,
    -- The browser in which it was last used.
    last_used_by   text,
    use_count      bigint not null default 0,
    -- When the authenticator first said that the passkey may be synced after saying it may not.
    backup_eligibility_changed_at bigint
);

create index credentials_user on credentials (user_id);

create table sessions (
    -- Identifies the session in lists and tokens. It doesn't open the session.
    id              text   primary key not null,
    -- SHA-256 of the cookie's value, so that a stolen table opens no session.
    token_hash      text   not null unique,
    user_id         text   not null references users (id) on delete cascade,
    -- 'passkey', 'mail' or 'link'.
    method          text   not null,
    -- The passkey that opened it (`credentials.id`, not the authenticator's id).
    credential_id   text   references credentials (id) on delete set null,
    -- 'platform' or 'cross-platform': on this device or another.
    attachment      text,
    -- The passkeys on this browser's device, as a JSON array of their ids.
    local_passkeys  text   not null default '[]',
    user_agent      text   not null,
    ip              text   not null,
    created_at      bigint not null,
    last_seen_at    bigint not null,
    -- When a passkey was last used in this session.
    verified_at     bigint,
    -- When the email that opened it was sent.
    proven_at       bigint,
    expires_at      bigint not null
);

create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

-- Challenges are sealed and given to the client, not stored. The database stores the keys that seal them and
-- the ids of spent challenges.
create table challenge_keys (
    id         text   primary key not null,
    -- If two servers create the next key at the same time, one wins.
    sequence   bigint not null unique,
    -- 32 bytes, base64; encrypted if `LATCHKEY_KEY` is set. The first word says which.
    secret     text   not null,
    created_at bigint not null,
    -- When the last challenge that it sealed expires. Null for the newest key.
    expires_at bigint
);

create table spent_challenges (
    id         text   primary key not null,
    -- The owner of the passkey that answered it. Null once the account is deleted; the challenge stays spent.
    user_id    text,
    -- When the challenge itself expires.
    expires_at bigint not null
);

create index spent_challenges_expiry on spent_challenges (expires_at);

create table magic_links (
    id           text   primary key not null,
    token_hash   text   not null unique,
    -- 'sign_in', or 'confirm' an address that `user_id` claims, or 'change' it.
    purpose      text   not null,
    user_id      text   references users (id) on delete cascade,
    -- The session that requested it.
    session_id   text   references sessions (id) on delete cascade,
    email        text   not null,
    email_key    text   not null,
    -- The address that the email goes to, if it is not `email`.
    sent_to      text,
    -- SHA-256 of the cookie of the browser that requested it.
    browser_hash text   not null,
    -- The link's number among those of its browser.
    nth          bigint not null default 0,
    code_hash    text   not null,
    code_tries   bigint not null,
    -- The path on this site to continue to.
    next         text,
    created_at   bigint not null,
    expires_at   bigint not null,
    consumed_at  bigint
);

create index magic_links_browser on magic_links (browser_hash, email_key);
create unique index magic_links_newest on magic_links (browser_hash, email_key)
    where consumed_at is null;
create index magic_links_user on magic_links (user_id);
create index magic_links_session on magic_links (session_id);
create index magic_links_expiry on magic_links (expires_at);

create table known_browsers (
    -- A hash of the address and of a secret in the browser's cookie.
    id         text   primary key not null,
    expires_at bigint not null
);

create index known_browsers_expiry on known_browsers (expires_at);

create table messages (
    id              text   primary key not null,
    -- The order of messages within a second.
    sequence        bigint not null,
    -- 'mail', or the channel of an extra.
    channel         text   not null,
    -- Its template.
    kind            text   not null,
    recipient       text   not null,
    user_id         text,
    subject         text   not null,
    text_body       text   not null,
    html_body       text   not null,
    link            text,
    code            text,
    -- 1 if a stranger may have requested it. The others are sent first.
    precedence      bigint not null default 0,
    created_at      bigint not null,
    expires_at      bigint,
    -- Null: settled, or only for the development mailbox.
    next_attempt_at bigint,
    attempts        bigint not null default 0,
    claim           text,
    claimed_until   bigint,
    sent_at         bigint,
    failed_at       bigint,
    last_error      text
);

create index messages_sequence on messages (sequence);
create index messages_next_attempt on messages (next_attempt_at);
create index messages_sent on messages (sent_at);

create table rate_limits (
    -- A hash of the action and its subject, such as a network or an address.
    id         text   primary key not null,
    expires_at bigint not null
);

create index rate_limits_expiry on rate_limits (expires_at);

create table rate_limit_hits (
    id         text   primary key not null,
    limit_id   text   not null references rate_limits (id) on delete cascade,
    hit_at     bigint not null,
    -- When no rate of the limit counts it any more.
    expires_at bigint not null
);

create index rate_limit_hits_limit on rate_limit_hits (limit_id, hit_at);
create index rate_limit_hits_expiry on rate_limit_hits (expires_at);

-- Everything that happens to accounts: their history, and the outbox for emails and extras. A row is written
-- in the transaction that causes it. There is no foreign key, because deleting an account is an event too.
create table events (
    -- In commit order: a transaction takes its number from `event_counter` in its last statements.
    sequence   bigint primary key not null,
    id         text   not null unique,
    user_id    text   not null,
    kind       text   not null,
    -- Repeats of noisy kinds within an hour share one row. Null: never merged.
    merge_key  text   unique,
    -- Details, as JSON.
    details    text   not null,
    user_agent text   not null,
    ip         text   not null,
    created_at bigint not null,
    -- How often it happened, and the last time.
    times      bigint not null default 1,
    last_at    bigint not null,
    -- The address to notify. Null if there is none, or once it was notified.
    tell       text
);

create index events_user on events (user_id, sequence);
create index events_created on events (created_at);
create index events_untold on events (sequence) where tell is not null;

-- One row: the number of the newest event. A transaction that takes a number waits for earlier ones that
-- haven't committed yet. So a reader never sees a number before all smaller ones.
create table event_counter (
    last bigint not null
);

insert into event_counter (last) values (0);

-- The cursor of each reader of events. (Emails have none: they are created from the rows with a `tell`.)
create table event_readers (
    name     text   primary key not null,
    sequence bigint not null
);

insert into event_readers (name, sequence) values ('trimming', 0);

-- Never has a row. On SQLite, inserting a null here makes a text of several statements fail.
create table conditions (
    holds bigint not null
);
