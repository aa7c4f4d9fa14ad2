-- What every measure, indicator and target meant, since when: the definitions of all domains, whole, at each change.
create table definition_version (
  id           integer generated always as identity primary key,
  recorded_at  timestamptz not null default clock_timestamp(),
  spec         jsonb not null,
  sha256       text not null
);
create trigger definition_version_is_immutable before update or delete or truncate on definition_version
  for each statement execute function refuse_change();
