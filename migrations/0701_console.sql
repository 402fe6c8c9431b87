-- The extra `console`: administrators, and what the lists of the console need.

create table admins (
    user_id    text   primary key not null references users (id) on delete cascade,
    -- The administrator who added them. Null: a link from `server admin invite` or from the first start.
    added_by   text   references users (id) on delete set null,
    created_at bigint not null
);

create table admin_invitations (
    -- A random UUID, or 'first': the one link that works while the site has no administrator.
    id         text   primary key not null,
    -- SHA-256 of the token in the link.
    token_hash text   not null unique,
    created_at bigint not null,
    expires_at bigint not null
);

-- The first letters of an address. Comparing them for equality works in every language of the database;
-- comparing texts by their order doesn't.
create index users_email_start on users (substr(email_key, 1, 3), created_at, id);
create index users_pending on users (created_at, id) where activated_at is null and deactivated_at is null;
create index users_deactivated on users (created_at, id) where deactivated_at is not null;

create index events_kind on events (kind, sequence);
create index messages_waiting on messages (channel) where next_attempt_at is not null;
create index messages_failed on messages (failed_at) where failed_at is not null;

create table event_totals (
    -- The first second of the day, UTC.
    day_at bigint not null,
    kind   text   not null,
    events bigint not null,
    primary key (day_at, kind)
);

insert into event_readers (name, sequence) select 'console', last from event_counter;
