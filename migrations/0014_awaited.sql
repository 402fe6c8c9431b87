-- The how-manieth a link is of those that its browser has asked for: the browser waits for the last one,
-- also of several within one second.
alter table magic_links add column nth bigint not null default 0;
