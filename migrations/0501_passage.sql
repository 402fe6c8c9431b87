-- The extra `passage`: keys of back ends, links that they hand out, and the transactions of back ends that
-- keep their users themselves.

create table api_keys (
    id           text   primary key not null,
    name         text   not null,
    -- The beginning of the key, to tell it from others in a list.
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
    -- Where it leads the person who holds it: to their account, under this address or number.
    identifier  text   not null,
    -- What redeeming it proves to be the account's: 'email', 'phone', or null for nothing.
    proves      text,
    -- The path of this site to continue to.
    next        text,
    created_at  bigint not null,
    expires_at  bigint not null,
    consumed_at bigint
);

create index bearer_links_user on bearer_links (user_id);
create index bearer_links_expiry on bearer_links (expires_at);

create table errands (
    -- SHA-256 of the token.
    token_hash   text   primary key not null,
    -- 'registration' or 'authentication'.
    kind         text   not null,
    user_id      text   not null references users (id) on delete cascade,
    -- What the new passkey is called in its authenticator.
    passkey_name text,
    created_at   bigint not null,
    expires_at   bigint not null,
    -- When one of the account's passkeys was last used.
    verified_at  bigint,
    -- When the back end said that the passkeys are lost.
    recovery_at  bigint
);

create index errands_user on errands (user_id);
create index errands_expiry on errands (expires_at);

create table receipts (
    -- SHA-256 of the token.
    token_hash   text   primary key not null,
    user_id      text   not null references users (id) on delete cascade,
    created_at   bigint not null,
    expires_at   bigint not null
);

create index receipts_user on receipts (user_id);
create index receipts_expiry on receipts (expires_at);

-- Up to when pages of a list of accounts go, so that a new account doesn't move those after it.
create table user_lists (
    id            text   primary key not null,
    listed_before bigint not null
);

insert into user_lists (id, listed_before) values ('users', 0);
