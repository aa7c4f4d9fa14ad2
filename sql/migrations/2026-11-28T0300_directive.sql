-- What leaders order: to whom, by when, and what must have become of it. What is said here stays; what becomes of it are its events.
create table directive (
  id            bigint generated always as identity primary key,
  -- Of the document it was issued by, as it stands there; ours is CĐ-<id>.
  number        text,
  title         text not null,
  body          text not null default '',
  issued_by     text not null,
  unit_id       integer not null references unit,
  -- Units that help.
  beside        integer[] not null default '{}',
  -- What it came of; an indicator’s id, `feed:<key>` or `clause:<plan>/<clause>` where it is about one.
  alert_id      bigint references alert,
  subject       text,
  -- What the number must be, how often in a row, and how long apart: {indicator, unit, is, bound, times, everyHours}.
  condition     jsonb,
  working_days  integer not null check (working_days between 1 and 365),
  -- What its events make of it (sql/src/directives/life.ts), kept for looking it up.
  life          jsonb not null,
  status        text not null check (status in ('issued', 'accepted', 'closed', 'withdrawn')),
  due_at        timestamptz not null,
  -- Until when the unit has to explain; null once it has, or was not asked.
  explain_by    timestamptz,
  -- When the number is looked at next, or the clock has something to say.
  look_at       timestamptz
);
create index directive_open on directive (due_at) where status in ('issued', 'accepted');
create index directive_of on directive (unit_id, status);
create index directive_of_alert on directive (alert_id);
create index directive_of_subject on directive (subject);
create index directive_look on directive (look_at) where look_at is not null;

-- Everything that happened to a directive, in order.
create table directive_event (
  id            bigint generated always as identity primary key,
  directive_id  bigint not null references directive,
  at            timestamptz not null default clock_timestamp(),
  event         jsonb not null
);
create index directive_event_of on directive_event (directive_id, id);
create trigger directive_event_is_append_only before update or delete or truncate on directive_event
  for each statement execute function refuse_change();

-- What was shown as evidence.
create table directive_file (
  id            bigint generated always as identity primary key,
  directive_id  bigint not null references directive,
  name          text not null,
  media_type    text not null,
  what          text not null check (what in ('before', 'after', 'document')),
  by            text not null,
  at            timestamptz not null default clock_timestamp(),
  sha256        text not null,
  body          bytea not null
);
create index directive_file_of on directive_file (directive_id);
create trigger directive_file_is_append_only before update or delete or truncate on directive_file
  for each statement execute function refuse_change();
