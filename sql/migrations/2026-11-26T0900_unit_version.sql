-- The unit registry and its successions, whole, at each change: whose map a past answer was drawn on, and by what weights.
create table unit_version (
  id           integer generated always as identity primary key,
  recorded_at  timestamptz not null default clock_timestamp(),
  spec         jsonb not null,
  sha256       text not null
);
create trigger unit_version_is_immutable before update or delete or truncate on unit_version
  for each statement execute function refuse_change();
