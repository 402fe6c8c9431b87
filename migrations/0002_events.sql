-- What happened to an account, for its owner to read. Rows are only ever added, and go with the
-- account or after a year.

create table events (
    id         text   primary key not null,
    user_id    text   not null references users (id) on delete cascade,
    -- Which of two events of the same second came later.
    sequence   bigint not null,
    kind       text   not null,
    -- The name of the passkey concerned, as it was called then.
    passkey    text,
    user_agent text   not null,
    ip         text   not null,
    created_at bigint not null
);

create index events_user on events (user_id, sequence);
create index events_created on events (created_at);
