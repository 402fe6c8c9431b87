-- The extra `passage`: API keys of back ends, links that they create, and the transactions of back ends that
-- manage their own users.

create table api_keys (
    id           text   primary key not null,
    name         text   not null,
    -- The beginning of the key, to recognise it in a list.
    prefix       text   not null,
    -- SHA-256 of the key.
    key_hash     text   not null unique,
    -- 'read' or 'write'; the latter includes the former.
    scope        text   not null,
    created_at   bigint not null,
    last_used_at bigint,
    revoked_at   bigint
);

create table bearer_links (
    id          text   primary key not null,
    token_hash  text   not null unique,
    user_id     text   not null references users (id) on delete cascade,
    -- The address or number of the account that it opens.
    identifier  text   not null,
    -- What redeeming it verifies: 'email', 'phone', or null for nothing.
    proves      text,
    -- The path on this site to continue to.
    next        text,
    created_at  bigint not null,
    expires_at  bigint not null,
    consumed_at bigint
);

create index bearer_links_user on bearer_links (user_id);
create index bearer_links_expiry on bearer_links (expires_at);

create table flex_transactions (
    -- SHA-256 of the token.
    token_hash   text   primary key not null,
    -- 'registration' or 'authentication'.
    kind         text   not null,
    user_id      text   not null references users (id) on delete cascade,
    -- The new passkey's name in its authenticator.
    passkey_name text,
    created_at   bigint not null,
    expires_at   bigint not null,
    -- When one of the account's passkeys was last used.
    verified_at  bigint,
    -- When the back end said that the passkeys are lost.
    recovery_at  bigint
);

create index flex_transactions_user on flex_transactions (user_id);
create index flex_transactions_expiry on flex_transactions (expires_at);

create table flex_nonces (
    -- SHA-256 of the token.
    token_hash   text   primary key not null,
    user_id      text   not null references users (id) on delete cascade,
    created_at   bigint not null,
    expires_at   bigint not null
);

create index flex_nonces_user on flex_nonces (user_id);
create index flex_nonces_expiry on flex_nonces (expires_at);

-- The upper time limit of a list of accounts, so that new accounts don't shift its pages.
create table user_lists (
    id            text   primary key not null,
    listed_before bigint not null
);

insert into user_lists (id, listed_before) values ('users', 0);
