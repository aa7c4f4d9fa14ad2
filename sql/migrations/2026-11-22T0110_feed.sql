-- A configured source. `spec` is the feed file as applied; a change makes a new version and keeps the old in feed_version.
create table feed (
  id          integer generated always as identity primary key,
  key         text not null unique,
  version     integer not null,
  spec        jsonb not null,
  -- Who says what it is: its file, or the console since a steward published a version there; the file is then no longer heard.
  kept_in     text not null default 'file' check (kept_in in ('file', 'console')),
  enabled     boolean not null default true,
  -- Until when it was asked, where it is no more: what was shown then is shown again.
  disabled_at timestamptz,
  -- How far the connector got; committed with the rows it stands for.
  cursor      jsonb
);

create table feed_version (
  feed_id     integer not null references feed,
  version     integer not null,
  spec        jsonb not null,
  applied_at  timestamptz not null default now(),
  -- Who published it and why; null where a file said it.
  published_by  text,
  note          text,
  primary key (feed_id, version)
);

create table run (
  id             bigint generated always as identity primary key,
  feed_id        integer not null references feed,
  feed_version   integer not null,
  trigger        text not null,
  status         text not null default 'running' check (status in ('running', 'done', 'failed', 'stopped', 'abandoned', 'yielded')),
  started_at     timestamptz not null default now(),
  heartbeat_at   timestamptz not null default now(),
  finished_at    timestamptz,
  -- Records the source says are still to come, for progress.
  remaining      bigint,
  source_as_of   timestamptz,
  read           bigint not null default 0,
  inserted       bigint not null default 0,
  updated        bigint not null default 0,
  unchanged      bigint not null default 0,
  held           bigint not null default 0,
  rejected       bigint not null default 0,
  -- Facts that no page gives any more, of a run that read them all again.
  withdrawn      bigint not null default 0,
  error          text,
  -- Why it failed, as a code and what it speaks of: {code, params}.
  fault          jsonb,
  -- Which try after a failed one it was.
  attempt        integer,
  -- The days a source was asked for again.
  days_from      date,
  days_to        date,
  -- Who wanted it, where a person did, and why where they said; the clock otherwise.
  asked_by       text,
  why            text,
  -- Who wants it ended, and why: whoever works at it ends it at the next batch.
  stop_asked_at  timestamptz,
  stop_by        text,
  stop_why       text,
  -- The run ledger adds up after every batch, not only at the end.
  constraint run_adds_up check (read = inserted + updated + unchanged + held + rejected)
);
create index run_of_feed on run (feed_id, id desc);

-- When a feed that is asked was heard, in stretches in which it never was silent longer than it promises. Runs that heard
-- nothing new are not kept; that they heard it is.
create table feed_heard (
  feed_id     integer not null references feed,
  heard_from  timestamptz not null,
  heard_to    timestamptz not null,
  primary key (feed_id, heard_from),
  check (heard_from <= heard_to)
);

-- The bytes as fetched. Found again by hash, so that yesterday's file is yesterday's page and keeps its first date.
create table page (
  id           bigint generated always as identity primary key,
  feed_id      integer not null references feed,
  run_id       bigint not null references run,
  sha256       bytea not null,
  name         text not null,
  media_type   text,
  bytes        bigint not null,
  received_at  timestamptz not null default clock_timestamp(),
  unique (feed_id, sha256)
);

-- When a page that was known came again. What a source that is asked says now is its newest word (`told_at`); a file sent by hand
-- keeps the date it first came.
create table page_heard (
  page_id   bigint primary key references page,
  heard_at  timestamptz not null,
  told_at   timestamptz
);

-- Gzip members of at most 1 MiB each before compression, so that no page is ever whole in memory.
create table page_chunk (
  page_id  bigint not null references page deferrable initially deferred,
  n        integer not null,
  body     bytea not null,
  primary key (page_id, n)
);
alter table page_chunk alter column body set storage external;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op;
end $$;
create index page_of_run on page (run_id);
create trigger page_is_immutable before update or truncate on page
  for each statement execute function refuse_change();
create trigger page_chunk_is_immutable before update or truncate on page_chunk
  for each statement execute function refuse_change();

-- Rows that failed a rule (held) or could not be read as a record at all (rejected), kept with their reasons.
create table held_record (
  id           bigint generated always as identity primary key,
  feed_id      integer not null references feed,
  run_id       bigint not null references run,
  -- The last run that met it again; runs that changed nothing are not kept, so no foreign key.
  last_run_id  bigint not null,
  page_id      bigint not null references page,
  place        integer not null,
  at           text,
  -- The fact it speaks of and the version it says it is, as far as what could be read of it tells.
  external_id     text,
  source_version  bigint,
  -- Of what a person did: mended and let through, mended and waiting for a second person, put aside. Of what came later: superseded.
  status       text not null check (status in ('held', 'rejected', 'awaiting', 'released', 'dismissed', 'superseded')),
  raw          jsonb not null,
  -- The record as a person last left it; null while it is as its source wrote it.
  mended       jsonb,
  reasons      jsonb not null,
  fingerprint  bytea not null,
  first_seen   timestamptz not null default now(),
  unique (feed_id, fingerprint)
);
create index held_record_waiting on held_record (feed_id, page_id, place) where status in ('held', 'awaiting');
-- By hash: an id too long for an index of its table is held too.
create index held_record_of_fact on held_record using hash (external_id) where status in ('held', 'awaiting');

-- Which runs met it: the first, and of the later ones those of late (sql/src/held/met.ts).
create table held_in_run (
  run_id   bigint not null,
  held_id  bigint not null references held_record on delete cascade,
  primary key (run_id, held_id)
);

-- What people did about a held record, in order: who, what, the record as they left it, and why.
create table held_action (
  id       bigint generated always as identity primary key,
  held_id  bigint not null references held_record,
  at       timestamptz not null default clock_timestamp(),
  by       text not null,
  action   text not null check (action in ('mend', 'release', 'return', 'dismiss', 'reopen')),
  status   text not null,
  record   jsonb,
  note     text
);
create index held_action_of on held_action (held_id, id);
create trigger held_action_is_append_only before update or delete or truncate on held_action
  for each statement execute function refuse_change();
