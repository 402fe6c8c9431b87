-- The language of an account's pages and mails: en, de, es, it, pl, pt or zh. Null in accounts that
-- were made before there was a choice; it is filled in at their next sign-in.

alter table users add column locale text;
