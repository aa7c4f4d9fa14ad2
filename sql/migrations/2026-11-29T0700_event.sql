-- What happened in the world that bears on figures: a storm, a policy, a merger (sql/src/events). Every version of an event, whole: from
-- its file, given by `ioc config apply` (command), or written at the desk, then with who and why. `spec` is null where it was withdrawn.
create table event_version (
  id       bigint generated always as identity primary key,
  key      text not null,
  version  integer not null check (version > 0),
  at       timestamptz not null default clock_timestamp(),
  made_in  text not null check (made_in in ('file', 'command', 'console')),
  by       text,
  why      text,
  spec     jsonb,
  unique (key, version),
  check ((made_in = 'console') = (by is not null) and (made_in = 'console') = (why is not null))
);
create trigger event_version_is_append_only before update or delete or truncate on event_version
  for each statement execute function refuse_change();

-- What a person notes at one point of an indicator (sql/src/annotations).
create table annotation (
  id             bigint generated always as identity primary key,
  indicator      text not null,
  unit_id        integer not null references unit,
  -- The point's own stretch of time, half-open.
  begins         timestamptz not null,
  ends           timestamptz not null,
  -- What the indicator is narrowed to, `dimension:value` each, in order; empty where it is whole.
  narrowed       text[] not null default '{}',
  text           text not null,
  by             text not null,
  at             timestamptz not null default clock_timestamp(),
  -- Withdrawn, it stays for whoever asks what was known before.
  withdrawn_at   timestamptz,
  withdrawn_by   text,
  withdrawn_why  text,
  check (begins < ends),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
create index annotation_of on annotation (indicator, unit_id, begins);
