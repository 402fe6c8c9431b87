-- The extra `webhooks`. Deliveries wait in `messages`.

create table webhook_endpoints (
    id         text   primary key not null,
    url        text   not null,
    -- Its event types, each between commas. Null: all types.
    events     text,
    -- Signs its deliveries. Encrypted if `LATCHKEY_KEY` is set; the first word says which.
    secret     text   not null,
    created_at bigint not null
);

create index messages_webhooks on messages (recipient, next_attempt_at)
    where channel = 'webhook' and next_attempt_at is not null;

insert into event_readers (name, sequence) select 'webhooks', last from event_counter;
