-- The messages table becomes a queue: mails and texts wait in it until a server has handed them
-- over. A row that was written for the development mailbox has no next_attempt_at and never had.

-- 'mail' or 'text'.
alter table messages add column channel text not null default 'mail';
-- Which template it was written from.
alter table messages add column kind text not null default '';
-- When it is of no more use: its link or code is over, or it is too late for news.
alter table messages add column expires_at bigint;
-- Null: not waiting (any more).
alter table messages add column next_attempt_at bigint;
-- How often sending was begun, this time included.
alter table messages add column attempts bigint not null default 0;
-- Who is sending it, and until when nobody else may. A sender that dies leaves a claim that ends.
alter table messages add column claim text;
alter table messages add column claimed_until bigint;
-- How it ended. What it said is erased then.
alter table messages add column sent_at bigint;
alter table messages add column failed_at bigint;
-- Why the last attempt failed, in the other side's words without links and codes.
alter table messages add column last_error text;

create index messages_next_attempt on messages (next_attempt_at);
