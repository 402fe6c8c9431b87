-- What an owner changes about their account: its name, its address, its phone number.

-- How the person wants to be called; null: by their address.
alter table users add column display_name text;
-- E.164. Only a number that its owner has proven stands here: it belongs to one account.
alter table users add column phone text;
alter table users add column phone_verified_at bigint;

create unique index users_phone on users (phone);

-- A change of address ends with the session that asked for it: whoever ends a thief's session
-- ends what the thief has begun there, too.
alter table magic_links add column session_id text references sessions (id) on delete cascade;

create index magic_links_session on magic_links (session_id);
create index magic_links_user on magic_links (user_id);

-- Whose account a message is about. No reference: the last one is about an account that is gone.
alter table messages add column user_id text;

create table phone_codes (
    id          text   primary key not null,
    user_id     text   not null references users (id) on delete cascade,
    -- The code is good in the session that asked for it. No reference: the row is also there to
    -- be counted, and signing out must not make room for another text.
    session_id  text   not null,
    phone       text   not null,
    code_hash   text   not null,
    code_tries  bigint not null,
    created_at  bigint not null,
    expires_at  bigint not null,
    consumed_at bigint
);

create index phone_codes_user on phone_codes (user_id, created_at);
create index phone_codes_phone on phone_codes (phone, created_at);
create index phone_codes_created on phone_codes (created_at);
