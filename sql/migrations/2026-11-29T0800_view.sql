-- Questions of the explorer that people keep under a name (sql/src/views). Every version of each, whole; `search` is null where it was withdrawn.
create table saved_view_version (
  id       bigint generated always as identity primary key,
  view     bigint not null,
  version  integer not null check (version > 0),
  at       timestamptz not null default clock_timestamp(),
  by       text not null,
  name     text not null,
  search   text,
  unique (view, version)
);
create sequence saved_view as bigint owned by saved_view_version.view;
create trigger saved_view_version_is_append_only before update or delete or truncate on saved_view_version
  for each statement execute function refuse_change();

-- Links to one question each, as known at one moment, for a while (sql/src/shares). Of a token its digest alone is kept.
create table share (
  id            bigint generated always as identity primary key,
  token_sha256  text not null unique,
  search        text not null,
  as_of         timestamptz not null,
  until         timestamptz not null,
  by            text not null,
  at            timestamptz not null default clock_timestamp(),
  withdrawn_at  timestamptz,
  withdrawn_by  text,
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index share_by on share (by, until);
