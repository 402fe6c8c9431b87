-- SHA-256 of the token in the email about a sign-in from a new browser. The link can only end that sign-in's
-- session, and those opened after it. Null: no email was sent, or the link was used.
alter table events add column link_hash text;

create unique index events_link on events (link_hash) where link_hash is not null;
