-- Invitations expire. Those from before this count from the day on which they were made.
alter table invitations add column expires_at bigint not null default 0;

update invitations set expires_at = created_at + 14 * 86400;

-- For the challenges of an account that is deleted.
create index spent_challenges_user on spent_challenges (user_id) where user_id is not null;
