-- What units report by hand: the forms, and what was entered on them.

-- A form of a report as configured; a change makes a new version, and a report keeps the one it was begun on.
create table report_template (
  key      text primary key,
  version  integer not null,
  spec     jsonb not null,
  enabled  boolean not null default true
);

create table report_template_version (
  key         text not null references report_template,
  version     integer not null,
  spec        jsonb not null,
  applied_at  timestamptz not null default now(),
  primary key (key, version)
);
create trigger report_template_version_is_immutable before update or delete or truncate on report_template_version
  for each statement execute function refuse_change();

-- What a unit reports of a period: one row, whatever its life.
create table report (
  id                bigint generated always as identity primary key,
  template          text not null,
  template_version  integer not null,
  unit_id           integer not null references unit,
  -- The first day of the period.
  period            date not null,
  state             text not null default 'draft' check (state in ('draft', 'submitted', 'checked', 'approved')),
  -- 0 until it was first approved and unlocked again, then which correction it is.
  revision          integer not null default 0,
  -- Counts every change, so that nobody overwrites what they have not seen.
  edit              integer not null default 0,
  -- Cell → what was typed into it; a blank is left out.
  cells             jsonb not null default '{}',
  saved_by          text not null,
  saved_at          timestamptz not null default clock_timestamp(),
  submitted_by      text,
  submitted_at      timestamptz,
  checked_by        text,
  -- When it was first submitted and not handed back since: whether it was in time.
  told_at           timestamptz,
  -- The run that took the approved report in; null from approval until it is done.
  run_id            bigint references run,
  unique (template, unit_id, period),
  foreign key (template, template_version) references report_template_version (key, version)
);
create index report_in_work on report (state) where state in ('submitted', 'checked');
create index report_to_take_in on report (id) where state = 'approved' and run_id is null;

-- What people did about a report, in order: who, what, the cells as they were then, and why.
create table report_action (
  id         bigint generated always as identity primary key,
  report_id  bigint not null references report,
  at         timestamptz not null default clock_timestamp(),
  by         text not null,
  action     text not null check (action in ('save', 'submit', 'recall', 'check', 'return', 'approve', 'unlock')),
  state      text not null,
  revision   integer not null,
  cells      jsonb not null,
  note       text
);
create index report_action_of on report_action (report_id, id);
create trigger report_action_is_append_only before update or delete or truncate on report_action
  for each statement execute function refuse_change();
