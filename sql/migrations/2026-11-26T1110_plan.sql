-- What the province's plans promised, since when: all plan documents, whole, at each change.
create table plan_version (
  id           integer generated always as identity primary key,
  recorded_at  timestamptz not null default clock_timestamp(),
  spec         jsonb not null,
  sha256       text not null
);
create trigger plan_version_is_immutable before update or delete or truncate on plan_version
  for each statement execute function refuse_change();
