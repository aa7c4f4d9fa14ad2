-- Scenes and playlists are made in the console too (sql/src/layouts). What was changed there is no longer heard from its file; what was
-- taken away keeps its row, so that no file brings it back.
alter table scene
  add column kept_in  text not null default 'file' check (kept_in in ('file', 'console')),
  add column removed  boolean not null default false;
alter table playlist
  add column kept_in  text not null default 'file' check (kept_in in ('file', 'console')),
  add column removed  boolean not null default false;

-- Every version of a scene or playlist, whole: from its file, given by `ioc config apply` (command), or published in the console, then with who
-- and why. `spec` is null where it was taken away. Written under one lock, so that ids follow each other as they are seen.
create table layout_version (
  id       bigint generated always as identity primary key,
  kind     text not null check (kind in ('scene', 'playlist')),
  key      text not null,
  version  integer not null check (version > 0),
  at       timestamptz not null default clock_timestamp(),
  made_in  text not null check (made_in in ('file', 'command', 'console')),
  by       text,
  why      text,
  spec     jsonb,
  unique (kind, key, version),
  check ((made_in = 'console') = (by is not null) and (made_in = 'console') = (why is not null))
);
insert into layout_version (kind, key, version, made_in, spec)
  select 'scene', key, 1, 'file', spec from scene
  union all
  select 'playlist', key, 1, 'file', spec from playlist;
create trigger layout_version_is_append_only before update or delete or truncate on layout_version
  for each statement execute function refuse_change();
