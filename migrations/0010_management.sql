-- What a back end with an API key may do: make accounts, give them addresses and data of its own,
-- shut them, and hand out links that sign in.

-- When a back end gave the account its address. Such an address is the account's, as a verified one
-- is, and proves as little as a claim.
alter table users add column email_assigned_at bigint;
-- When somebody first signed in, or a back end said that the account may be used; null: it was made
-- by a back end and waits for that.
alter table users add column activated_at bigint;
-- Since when nobody gets in. Such an account has no session, and gets none.
alter table users add column deactivated_at bigint;
alter table users add column login_count bigint not null default 0;
alter table users add column last_login_at bigint;
-- What back ends keep about the account (a JSON object); null: nothing.
alter table users add column metadata text;

update users set
    activated_at = created_at,
    login_count = (select count(*) from events
        where user_id = users.id and kind in ('signed_in_by_passkey', 'signed_in_by_mail')),
    last_login_at = (select max(created_at) from events
        where user_id = users.id and kind in ('signed_in_by_passkey', 'signed_in_by_mail'));

-- Any number of accounts may claim an address; it is one's own, by proof or by a back end's word.
drop index users_verified_email;
create unique index users_own_email on users (email_key)
    where email_verified_at is not null or email_assigned_at is not null;

create index users_created on users (created_at, id);

-- How often it was used, since this is counted.
alter table credentials add column use_count bigint not null default 0;

-- Links that a back end has asked for. No browser has: whoever opens one first is signed in.
create table bearer_links (
    id          text   primary key not null,
    token_hash  text   not null unique,
    user_id     text   not null references users (id) on delete cascade,
    -- Where it leads the person who holds it: to their account, under this address or number.
    identifier  text   not null,
    -- What redeeming it proves to be the account's: 'email', 'phone', or null for nothing.
    proves      text,
    -- The path of this site to go on to.
    next        text,
    created_at  bigint not null,
    expires_at  bigint not null,
    consumed_at bigint
);

create index bearer_links_user on bearer_links (user_id);
create index bearer_links_expiry on bearer_links (expires_at);

-- Up to when somebody has been handed the first page of a list of users and may come for the next.
-- One row. Who is made now is made after that, so that the pages stay what they were.
create table user_lists (
    id            text   primary key not null,
    listed_before bigint not null
);

insert into user_lists (id, listed_before) values ('users', 0);
