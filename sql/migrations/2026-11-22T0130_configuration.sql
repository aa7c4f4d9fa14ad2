-- The province this instance serves and what it was configured with; one row.
create table province (
  one         boolean primary key default true check (one),
  key         text not null,
  spec        jsonb not null,
  -- Given by an operator with `ioc config apply`: then the files that come with the product are not laid over it.
  kept_in     text not null default 'files' check (kept_in in ('files', 'command')),
  applied_at  timestamptz not null default now()
);

create table scene (
  key   text primary key,
  spec  jsonb not null
);
