-- Finds the deliveries that wait for an endpoint, and lists the newest.

drop index messages_webhooks;
create index messages_webhooks on messages (recipient, next_attempt_at)
    where channel = 'program' and next_attempt_at is not null;
create index messages_programs on messages (sequence) where channel = 'program';
