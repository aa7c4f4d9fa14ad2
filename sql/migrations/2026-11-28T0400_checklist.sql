-- A checklist under way: what has to be done, by whom and by when, because of alerts (sql/src/checklists). `spec` is as it was when it was started.
create table checklist (
  id        bigint generated always as identity primary key,
  key       text not null,
  spec      jsonb not null,
  -- Whose alerts it is of, and which unit answers for them.
  unit_id   integer not null references unit,
  owner_id  integer not null references unit,
  -- What its events make of it (sql/src/checklists/life.ts), kept for looking it up.
  life      jsonb not null,
  status    text not null check (status in ('running', 'closed')),
  -- When the clock has something to say of it next.
  look_at   timestamptz,
  -- The one before it of the same kind, unit and owner.
  former    bigint references checklist
);
-- One of a kind, unit and owner at a time: further alerts join it.
create unique index checklist_running on checklist (key, unit_id, owner_id) where status = 'running';
create index checklist_look on checklist (look_at) where look_at is not null;

create table checklist_alert (
  checklist_id  bigint not null references checklist,
  alert_id      bigint not null references alert,
  primary key (checklist_id, alert_id)
);
create index checklist_alert_of on checklist_alert (alert_id);

-- Everything that happened to a checklist, in order.
create table checklist_event (
  id            bigint generated always as identity primary key,
  checklist_id  bigint not null references checklist,
  at            timestamptz not null,
  event         jsonb not null
);
create index checklist_event_of on checklist_event (checklist_id, id);
create trigger checklist_event_is_append_only before update or delete or truncate on checklist_event
  for each statement execute function refuse_change();

-- What was shown to prove that a step was done.
create table checklist_file (
  id            bigint generated always as identity primary key,
  checklist_id  bigint not null references checklist,
  step          text not null,
  name          text not null,
  media_type    text not null,
  by            text not null,
  at            timestamptz not null,
  sha256        text not null,
  body          bytea not null
);
create index checklist_file_of on checklist_file (checklist_id);
create trigger checklist_file_is_append_only before update or delete or truncate on checklist_file
  for each statement execute function refuse_change();

-- How far what happens to alerts has been followed; whoever holds the row follows, and nobody else meanwhile.
create table checklist_progress (
  one    boolean primary key default true check (one),
  event  bigint not null default 0
);
insert into checklist_progress default values;
