-- The extra `readiness`: daily totals of what browsers can do.

create table capabilities (
    -- The first second of the day, UTC.
    day_at     bigint not null,
    capability text   not null,
    -- 'yes', 'no', or 'unknown'.
    answer     text   not null,
    browsers   bigint not null,
    primary key (day_at, capability, answer)
);
