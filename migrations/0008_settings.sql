-- Settings that operators changed while the site runs. A missing row: the default.
create table settings (
    name       text   primary key not null,
    value      text   not null,
    changed_at bigint not null
);
