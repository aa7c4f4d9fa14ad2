-- What the province says of indicators itself, since when: all of it, whole, at each change.
create table indicator_version (
  id           integer generated always as identity primary key,
  recorded_at  timestamptz not null default clock_timestamp(),
  spec         jsonb not null,
  sha256       text not null
);
create trigger indicator_version_is_immutable before update or delete or truncate on indicator_version
  for each statement execute function refuse_change();
