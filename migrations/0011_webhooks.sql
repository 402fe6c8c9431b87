-- Programs that are told what happens to accounts. What each is told waits in the messages table,
-- as mails do: channel 'webhook', the recipient an endpoint's id, the text what is posted.

create table webhook_endpoints (
    id         text   primary key not null,
    url        text   not null,
    -- The events that it is told, each between commas; null: all of them.
    events     text,
    -- What its deliveries are signed with; encrypted where `LATCHKEY_KEY` is set, which the first
    -- word tells.
    secret     text   not null,
    created_at bigint not null
);

-- An endpoint gets one delivery after the other: whether one is under way, and which is next.
create index messages_webhooks on messages (recipient, next_attempt_at)
    where channel = 'webhook' and next_attempt_at is not null;
