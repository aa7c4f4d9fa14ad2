-- The province this instance serves and what it was configured with; one row.
create table province (
  one         boolean primary key default true check (one),
  key         text not null,
  spec        jsonb not null,
  applied_at  timestamptz not null default now()
);

create table scene (
  key   text primary key,
  spec  jsonb not null
);
