-- Reports that the house makes by itself at their hours (sql/src/briefings): how each is configured, and every one that was made.

-- `cadence_since`: what fell due before it is of another schedule, and is not made late.
create table briefing (
  key            text primary key,
  version        integer not null,
  spec           jsonb not null,
  cadence_since  timestamptz not null default clock_timestamp(),
  enabled        boolean not null default true
);

create table briefing_version (
  key         text not null references briefing,
  version     integer not null,
  spec        jsonb not null,
  applied_at  timestamptz not null default clock_timestamp(),
  primary key (key, version)
);
create trigger briefing_version_is_immutable before update or delete or truncate on briefing_version
  for each statement execute function refuse_change();

-- One report: of an hour of its schedule, or asked for by somebody (then `occasion` is null). Whoever makes it does so once, whatever dies meanwhile.
create table briefing_made (
  id           bigint generated always as identity primary key,
  briefing     text not null references briefing,
  occasion     timestamptz,
  -- All it says is as known then.
  as_of        timestamptz not null,
  asked_by     text,
  asked_at     timestamptz not null default clock_timestamp(),
  status       text not null default 'waiting' check (status in ('waiting', 'made', 'failed')),
  tries        integer not null default 0,
  -- Null: it is not tried again by itself.
  next_try_at  timestamptz default clock_timestamp(),
  reason       text,
  version      integer,
  made_at      timestamptz,
  -- Its number within the year among all that bear the same symbol; what somebody asked for has none.
  number       integer,
  number_of    text,
  document     jsonb,
  unique (briefing, occasion),
  unique (number_of, number),
  foreign key (briefing, version) references briefing_version (key, version),
  check ((occasion is null) = (asked_by is not null)),
  check ((status = 'made') = (document is not null) and (status = 'made') = (made_at is not null) and (status = 'made') = (version is not null))
);
create index briefing_to_make on briefing_made (next_try_at) where status <> 'made';
create function refuse_made_change() returns trigger language plpgsql as $$
begin
  raise exception 'a report that was made stays as it is: % refused', tg_op;
end $$;
create trigger briefing_made_stays before update or delete on briefing_made
  for each row when (old.status = 'made') execute function refuse_made_change();

-- The files as they went out.
create table briefing_file (
  made    bigint not null references briefing_made,
  format  text not null check (format in ('pdf', 'xlsx')),
  sha256  text not null,
  body    bytea not null,
  primary key (made, format)
);
create trigger briefing_file_is_immutable before update or delete or truncate on briefing_file
  for each statement execute function refuse_change();
