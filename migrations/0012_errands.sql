-- Back ends that keep their users themselves: what they ask one of them to do with a passkey.

-- What such a back end calls the account. Nobody else can say it.
alter table users add column external_id text;

create unique index users_external_id on users (external_id);

-- What a back end wants a user's browser to do, once. Whoever holds the token may do it.
create table errands (
    -- SHA-256 of the token.
    token_hash   text   primary key not null,
    -- 'registration' or 'authentication'.
    kind         text   not null,
    user_id      text   not null references users (id) on delete cascade,
    -- What the new passkey is called in its authenticator.
    passkey_name text,
    created_at   bigint not null,
    expires_at   bigint not null
);

create index errands_user on errands (user_id);
create index errands_expiry on errands (expires_at);

-- By what the back end is told, once, whose passkey it was.
create table receipts (
    -- SHA-256 of the token.
    token_hash   text   primary key not null,
    user_id      text   not null references users (id) on delete cascade,
    created_at   bigint not null,
    expires_at   bigint not null
);

create index receipts_user on receipts (user_id);
create index receipts_expiry on receipts (expires_at);
