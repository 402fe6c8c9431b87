-- The extra `demo`: the one-time link to the account of the developer.

create table demo_links (
    -- SHA-256 of the token in the link.
    token_hash text   primary key not null,
    -- A random UUID, which the challenge of the link's passkey names.
    id         text   not null unique,
    user_id    text   not null references users (id) on delete cascade,
    expires_at bigint not null
);

create index demo_links_user on demo_links (user_id);
create index demo_links_expiry on demo_links (expires_at);
