-- Runs unchanged on SQLite and PostgreSQL. Only text, bigint and bytea, because those are the
-- types both engines hand through sqlx's Any driver alike. Ids are text made by the program,
-- instants (`*_at`) are unix seconds, and state is a nullable instant, never a boolean.
-- `not null` stands beside `primary key` since SQLite would allow nulls there.

create table users (
    -- A random UUID: also the WebAuthn user handle, so it must never change.
    id                text   primary key not null,
    -- As typed, for sending; null once another account has verified the address.
    email             text,
    -- Normalised, for comparing.
    email_key         text,
    -- Null: the address is only a claim, and proves nothing.
    email_verified_at bigint,
    created_at        bigint not null,
    updated_at        bigint not null
);

-- Any number of accounts may claim an address; one may have verified it.
create unique index users_verified_email on users (email_key) where email_verified_at is not null;
create index users_email_key on users (email_key);

create table credentials (
    id             text   primary key not null,
    user_id        text   not null references users (id) on delete cascade,
    -- The authenticator's own id, base64url. Unique over all users: a credential that two
    -- accounts share would let one of them sign in as the other.
    credential_id  text   not null unique,
    -- webauthn-rs' record: public key, counter, backup flags.
    passkey        text   not null,
    -- A copy of the record's counter, so that two sign-ins at once cannot both count from it.
    sign_count     bigint not null,
    name           text   not null,
    aaguid         text   not null,
    -- How the browser may reach the authenticator (JSON array), for later option lists.
    transports     text   not null,
    created_at     bigint not null,
    last_used_at   bigint,
    -- When the authenticator first said that the passkey may be synced after saying it may not.
    backup_eligibility_changed_at bigint
);

create index credentials_user on credentials (user_id);

create table sessions (
    -- Names the session in lists and tokens; it opens nothing.
    id            text   primary key not null,
    -- SHA-256 of the cookie's value: a stolen table holds no way in.
    token_hash    text   not null unique,
    user_id       text   not null references users (id) on delete cascade,
    -- 'passkey' or 'mail', and for the former which one.
    method        text   not null,
    credential_id text   references credentials (id) on delete set null,
    user_agent    text   not null,
    ip            text   not null,
    created_at    bigint not null,
    last_seen_at  bigint not null,
    -- When a passkey was last used in this session.
    verified_at   bigint,
    expires_at    bigint not null
);

create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

create table ceremonies (
    id           text   primary key not null,
    -- 'registration' or 'authentication', and what for.
    kind         text   not null,
    purpose      text   not null,
    -- SHA-256 of the cookie of the browser that started it.
    browser_hash text   not null,
    -- At sign-up the id that the new user will have.
    user_id      text,
    session_id   text,
    email        text,
    ip           text   not null,
    challenge    text   not null,
    state        text   not null,
    created_at   bigint not null,
    expires_at   bigint not null
);

create index ceremonies_ip on ceremonies (ip, expires_at);
create index ceremonies_expiry on ceremonies (expires_at);

create table magic_links (
    id           text   primary key not null,
    token_hash   text   not null unique,
    -- 'sign_in', or 'confirm' an address that `user_id` claims.
    purpose      text   not null,
    user_id      text   references users (id) on delete cascade,
    email        text   not null,
    email_key    text   not null,
    browser_hash text   not null,
    code_hash    text   not null,
    code_tries   bigint not null,
    created_at   bigint not null,
    expires_at   bigint not null,
    consumed_at  bigint
);

create index magic_links_browser on magic_links (browser_hash, email_key);
create index magic_links_expiry on magic_links (expires_at);

create table messages (
    id           text   primary key not null,
    -- Which of two mails of the same second was written later.
    sequence     bigint not null,
    recipient    text   not null,
    subject      text   not null,
    text_body    text   not null,
    html_body    text   not null,
    link         text,
    code         text,
    created_at   bigint not null
);

create index messages_sequence on messages (sequence);
