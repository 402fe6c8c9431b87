-- The extra `webhooks`. Deliveries wait in `messages`.

create table webhook_endpoints (
    id         text   primary key not null,
    url        text   not null,
    -- The events that it is told, each between commas; null: all of them.
    events     text,
    -- What its deliveries are signed with; encrypted if `LATCHKEY_KEY` is set. The first word says which.
    secret     text   not null,
    created_at bigint not null
);

create index messages_webhooks on messages (recipient, next_attempt_at)
    where channel = 'webhook' and next_attempt_at is not null;

insert into event_readers (name, sequence) select 'webhooks', last from event_counter;
