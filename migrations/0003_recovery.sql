-- One-time codes that replace a passkey, and resets.

create table recovery_codes (
    -- SHA-256 of the user's id and the code, so that a stolen table contains no code.
    code_hash  text   primary key not null,
    user_id    text   not null references users (id) on delete cascade,
    set_id     text   not null,
    created_at bigint not null,
    used_at    bigint
);

create index recovery_codes_user on recovery_codes (user_id);

create table resets (
    id           text   primary key not null,
    user_id      text   not null references users (id) on delete cascade,
    -- SHA-256 of the token in the email's link, which can only cancel the reset.
    cancel_hash  text   not null unique,
    requested_at bigint not null,
    -- When the email about it was sent. Null: the reset can't be used yet.
    announced_at bigint,
    ripe_at      bigint not null,
    reminded_at  bigint,
    expires_at   bigint not null,
    cancelled_at bigint,
    used_at      bigint
);

create unique index resets_running on resets (user_id) where cancelled_at is null and used_at is null;
create index resets_user on resets (user_id, requested_at);
create index resets_ripe on resets (ripe_at);
create index resets_expiry on resets (expires_at);
