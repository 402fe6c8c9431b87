-- One table of what happens to accounts: their history, and what emails and webhooks are made from.
-- Rows are written in the transaction that causes them. No foreign key: that an account was deleted
-- is an event, too.

create table event_log (
    -- In the order of the commits: a transaction takes its number from `event_counter`, last of all.
    sequence   bigint primary key not null,
    id         text   not null unique,
    user_id    text   not null,
    kind       text   not null,
    -- Repeats of noisy kinds within an hour share one row. Null: never merged.
    merge_key  text   unique,
    -- What there is to say beside, as JSON.
    details    text   not null,
    user_agent text   not null,
    ip         text   not null,
    created_at bigint not null,
    -- How often it happened, and when last.
    times      bigint not null default 1,
    last_at    bigint not null,
    -- The address that is to be told by email; null once it was, and if there is none.
    tell       text
);

insert into event_log (sequence, id, user_id, kind, details, user_agent, ip, created_at, last_at)
select row_number() over (order by created_at, sequence, id), id, user_id, kind,
       case when passkey is null then '{}' else
           '{"passkey":"' || replace(replace(passkey, '\', '\\'), '"', '\"') || '"}' end,
       user_agent, ip, created_at, created_at
from events;

drop table events;
alter table event_log rename to events;

create index events_user on events (user_id, sequence);
create index events_created on events (created_at);
create index events_untold on events (sequence) where tell is not null;

-- One row: the number of the newest event. To take a number is to wait for those who took one before
-- and have not committed yet, so a reader never sees a number before all smaller ones.
create table event_counter (
    last bigint not null
);

insert into event_counter (last) select coalesce(max(sequence), 0) from events;

-- How far each reader of the events has come: 'webhooks' and 'trimming'. (Emails need none: they are
-- made from the rows with a `tell`.)
create table event_readers (
    name     text   primary key not null,
    sequence bigint not null
);

insert into event_readers (name, sequence) select 'webhooks', last from event_counter;
insert into event_readers (name, sequence) select 'trimming', last from event_counter;
