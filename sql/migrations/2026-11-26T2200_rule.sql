-- What this province has otherwise of the rules its domains declare of a kind of record (sql/src/rules), by dossiers.dossier.
create table rule_set (
  key      text primary key,
  spec     jsonb not null,
  -- Who says so: its file, or the console since somebody changed a rule there; the file is then no longer heard.
  kept_in  text not null default 'file' check (kept_in in ('file', 'console'))
);

-- Who changed what a rule does, and why; `before` and `after` are what the province had otherwise of it.
create table rule_change (
  id      bigint generated always as identity primary key,
  kind    text not null,
  rule    text not null,
  at      timestamptz not null default clock_timestamp(),
  by      text not null,
  why     text not null,
  before  jsonb not null,
  after   jsonb not null
);
create index rule_change_of on rule_change (kind, rule, id);
create trigger rule_change_is_append_only before update or delete or truncate on rule_change
  for each statement execute function refuse_change();

-- Rows that were stored although they break a rule (warn), and rows for which their page was kept out (block). What is held is in
-- held_record, with the rule's id as the code of its reason.
create table rule_finding (
  id        bigint generated always as identity primary key,
  feed_id   integer not null references feed,
  run_id    bigint not null references run,
  page_id   bigint not null references page,
  place     integer not null,
  at        text,
  record    text,
  rule      text not null,
  severity  text not null check (severity in ('warn', 'block')),
  message   text not null,
  found_at  timestamptz not null default now()
);
create index rule_finding_of_run on rule_finding (run_id);
create index rule_finding_by_time on rule_finding (found_at);
create index held_record_by_time on held_record (first_seen);

alter table run
  -- Of what was inserted or updated, rows that break a rule that warns; rows for which a page was kept out, none of which were read in.
  add column warned   bigint not null default 0,
  add column blocked  bigint not null default 0;
