-- API keys that stop working at some time.

alter table api_keys add column expires_at bigint;
