create table measure (
  id      integer generated always as identity primary key,
  code    text not null unique,
  domain  text not null,
  -- How it combines over units (sum, none) and over time (sum, last, none).
  units   text not null check (units in ('sum', 'none')),
  time    text not null check (time in ('sum', 'last', 'none')),
  grain   text not null,
  -- The dimensions that indicators pick values of.
  picked  text[] not null default '{}'
);

-- Each combination of dimension values once, so that a cell carries four bytes and not a document.
create table dims (
  id    integer generated always as identity primary key,
  dims  jsonb not null unique
);

-- The running total of one (measure, unit, bucket, dims). Room is left in each page so that updates stay in it.
create table cell (
  measure_id  integer not null,
  unit_id     integer not null,
  bucket      timestamptz not null,
  dims_id     integer not null,
  id          bigint generated always as identity,
  value       numeric not null,
  -- How many contributions stand behind it: 0 of them is no figure, which is not the figure 0.
  facts       integer not null,
  -- Of its last entry: where it stands and what it added. A cell not touched since a position reads as it did then.
  position    bigint not null,
  -- NaN and infinities are numerics to PostgreSQL, and one of them in a total is there for ever.
  delta       numeric not null check (delta > '-Infinity' and delta < 'Infinity'),
  primary key (measure_id, unit_id, bucket, dims_id)
) with (fillfactor = 80);

-- One committed change of facts. `position` orders commits: whoever has read up to a position has missed nothing before it.
create table ledger_batch (
  position     bigint primary key,
  recorded_at  timestamptz not null,
  -- When this was known: recorded_at, except for what a source with a clock of its own (a feed's `knownBy: source`) told of the
  -- time before the ledger began, where it is that clock. Never goes back within a feed, so an instant means one position of it.
  known_at     timestamptz not null,
  -- Of such a past, the oldest time told in the batch: what of it was known in between, nobody can say.
  known_from   timestamptz,
  domain       text not null,
  -- Why facts or what they add came to be otherwise: a run brought it, a contribution rule counts them otherwise, or a hand wrote it.
  cause        text not null check (cause in ('run', 'rule', 'hand')),
  run_id       bigint check ((run_id is not null) = (cause = 'run')),
  -- Whose hand, and why: what it said of itself in ioc.by and ioc.why, the role of the database where it did not.
  written_by   text,
  why          text,
  -- Whose facts changed: of several feeds each has a batch of its own, at one instant.
  feed_id      integer,
  -- What changed, so that a reader knows which readings to compute anew without opening the entries.
  measures     integer[] not null,
  units        integer[] not null,
  entries      integer not null
);
create index ledger_batch_known_at on ledger_batch (feed_id, known_at, position);
create index ledger_batch_known_from on ledger_batch (feed_id, known_at, known_from) where known_from is not null;
create index ledger_batch_domain on ledger_batch (domain, known_at);
create index ledger_batch_recorded_at on ledger_batch (recorded_at, position);

-- What a batch added to a cell, and the cell's total after it: as-of is the last entry at or before a position.
create table ledger_entry (
  cell_id   bigint not null,
  position  bigint not null,
  delta     numeric not null,
  balance   numeric not null,
  facts     integer not null,
  primary key (cell_id, position)
);

-- Entries of one span of positions lie together, so this is small.
create index ledger_entry_position on ledger_entry using brin (position);

-- What the days of a month come to, so that years are read by their months: of measures told by the day that add up over time. Workers
-- add up a month when it is over and nobody has told of it for a while (sql/src/ledger/sum-months.ts).
create table month_total (
  measure_id  integer not null,
  unit_id     integer not null,
  month       timestamptz not null,
  dims_id     integer not null,
  value       numeric not null,
  facts       integer not null,
  -- The last of its days that has facts.
  newest      timestamptz not null,
  primary key (measure_id, unit_id, month, dims_id)
);

-- The same of each of its days, by what indicators pick of it alone: whoever does not ask by field or procedure need not read by it.
create table day_total (
  measure_id  integer not null,
  unit_id     integer not null,
  bucket      timestamptz not null,
  picked_id   integer not null,
  value       numeric not null,
  facts       integer not null,
  primary key (measure_id, unit_id, bucket, picked_id)
);

-- What is left of combinations of dimension values by what is picked. Counted downwards, so that no id is one of `dims` too.
create table picked_dims (
  id    integer generated always as identity (start with -1 increment by -1) primary key,
  dims  jsonb not null unique
);

-- Months whose days changed since they were added up, or never were: they are read by their days. Whoever changes a total says so in
-- the same transaction, so that no reader ever takes a month for what it was.
create table month_changed (
  measure_id  integer not null,
  unit_id     integer not null,
  month       timestamptz not null,
  changed_at  timestamptz not null,
  primary key (measure_id, unit_id, month)
) with (fillfactor = 70);

create sequence ledger_position;

-- Which feeds have ever told of a measure and unit, and since which position. Nearly always it is one, and whose a number is
-- needs no looking at its totals.
create table told (
  measure_id  integer not null,
  unit_id     integer not null,
  feed_id     integer not null,
  since       bigint not null,
  primary key (measure_id, unit_id, feed_id)
);

-- What every domain's fact table begins with: `create table dossier_fact (like fact_columns including all, …)`.
create sequence insertion_id;
create table fact_columns (
  feed_id         integer not null,
  external_id     text not null,
  -- Newer wins. Milliseconds of the source's own update time, or of when the page was received.
  source_version  bigint not null,
  -- The newest version at which the source said the same again; null where none was newer. No version of its own: nothing changed.
  confirmed       bigint,
  unit_id         integer not null,
  -- The source says it is gone: the fact stays and contributes nothing.
  deleted         boolean not null default false,
  run_id          bigint not null,
  page_id         bigint not null,
  place           integer not null,
  -- The write that first brought the record; see insertion.
  inserted_by     bigint not null default nextval('insertion_id'),
  primary key (feed_id, external_id)
);

-- At which position a write brought its new records. (A fact can't carry the position itself: it is drawn after the rows are written.)
create table insertion (
  id        bigint primary key,
  position  bigint not null
);

-- Every earlier version of every fact, and the position at which it was replaced or removed. With it a number of the past
-- re-adds from the rows as they were then.
create table former_fact (
  fact_table   text not null,
  feed_id      integer not null,
  external_id  text not null,
  until        bigint not null,
  fact         jsonb not null,
  primary key (fact_table, feed_id, external_id, until)
);

-- What is only tried (ioc.rehearsal) takes no place in that order, as nobody will ever see it: it leaves a row here, with which no
-- transaction can be committed.
create table never_committed (tried_at timestamptz not null default clock_timestamp());
create function refuse_commit() returns trigger language plpgsql as $$
begin
  raise exception 'What is rehearsed (ioc.rehearsal) is taken back, never committed.';
end $$;
create constraint trigger nothing_rehearsed_is_committed after insert on never_committed deferrable initially deferred
  for each row execute function refuse_commit();

-- Appends what changed of a feed's facts to the ledger, adds it to the totals and answers the position. Whoever writes for a run
-- says so in ioc.run, for its transaction; a rule that comes to count facts otherwise in ioc.rule. All else is a hand, whichever run
-- the facts it wrote came in by.
--
-- The first six arrays run in parallel, one place a delta of a total and of the number of facts behind it; what changes neither
-- and repeated cells are summed out by the caller. `p_dims` has each combination of dimension values once, and `p_kinds` says
-- which of them a delta is of: there are a few of them for many cells, and documents are dear to compare. Facts may change
-- without any delta; their batch then has a position and no entries.
-- Positions are handed out under a lock held until commit. A sequence alone is not enough: a transaction that drew 1 may
-- commit after one that drew 2, and a reader that has moved past 2 would never see 1.
create function append_to_ledger(
  p_domain text, p_feed_id integer,
  p_measures integer[], p_units integer[], p_buckets timestamptz[], p_kinds integer[], p_values numeric[], p_facts integer[],
  p_dims jsonb[]
) returns bigint language plpgsql set work_mem = '64MB' as $$
declare
  v_position bigint;
  v_recorded timestamptz;
  v_began timestamptz;
  v_known timestamptz := nullif(current_setting('ioc.known_at', true), '')::timestamptz;
  v_known_from timestamptz := nullif(current_setting('ioc.known_from', true), '')::timestamptz;
  v_run bigint := nullif(current_setting('ioc.run', true), '')::bigint;
  v_cause text := case when current_setting('ioc.rule', true) = 'on' then 'rule' when v_run is null then 'hand' else 'run' end;
  v_measures integer[] := array(select distinct unnest(p_measures));
  v_units integer[] := array(select distinct unnest(p_units));
begin
  if current_setting('ioc.rehearsal', true) = 'on' then
    insert into never_committed default values;
  else
    perform pg_advisory_xact_lock(hashtext('ledger'));
  end if;
  v_position := nextval('ledger_position');

  insert into dims (dims)
  select d from unnest(p_dims) d
  where not exists (select from dims known where known.dims = d);

  with kind as materialized (
    select dims.id, d.kind from unnest(p_dims) with ordinality as d (dims, kind) join dims using (dims)
  ), total as (
    insert into cell (measure_id, unit_id, bucket, dims_id, value, facts, position, delta)
    select m, u, b, kind.id, v, f, v_position, v
    from unnest(p_measures, p_units, p_buckets, p_kinds, p_values, p_facts) as d (m, u, b, k, v, f)
    join kind on kind.kind = d.k
    -- In the order of its key, as below: neighbours land on one page.
    order by m, u, b, kind.id
    on conflict (measure_id, unit_id, bucket, dims_id) do update
      set value = cell.value + excluded.value, facts = cell.facts + excluded.facts, position = excluded.position, delta = excluded.delta
    returning id, delta, value, facts
  )
  insert into ledger_entry (cell_id, position, delta, balance, facts)
  select id, v_position, delta, value, facts from total order by id;

  insert into month_changed (measure_id, unit_id, month, changed_at)
  select distinct m, u, date_trunc('month', b, 'Asia/Ho_Chi_Minh'), statement_timestamp()
  from unnest(p_measures, p_units, p_buckets) as d (m, u, b) join measure on measure.id = m and measure.time = 'sum' and measure.grain = 'day'
  order by 1, 2, 3
  on conflict (measure_id, unit_id, month) do update set changed_at = excluded.changed_at;

  insert into told (measure_id, unit_id, feed_id, since)
  select distinct m, u, p_feed_id, v_position from unnest(p_measures, p_units) as d (m, u) where p_feed_id is not null
  on conflict do nothing;

  -- Never before the batch ahead of it, whatever the clock was set to meanwhile; once a transaction, so that as of no moment half
  -- of one is known.
  v_recorded := coalesce(nullif(current_setting('ioc.recorded_at', true), '')::timestamptz,
                         greatest(clock_timestamp(), (select recorded_at from ledger_batch order by position desc limit 1)));
  perform set_config('ioc.recorded_at', v_recorded::text, true);
  -- Since the ledger began, what was told is known since it was told.
  v_began := coalesce((select recorded_at from ledger_batch order by position limit 1), v_recorded);
  -- What no run brought holds of a past from as far as its feed had told.
  if v_known is not null or v_cause <> 'run' then
    v_known := greatest(v_known, (select max(known_at) from ledger_batch where feed_id = p_feed_id));
  end if;
  if p_feed_id is null or v_known is null or v_known >= v_began then
    v_known := v_recorded;
  end if;
  insert into ledger_batch (position, recorded_at, known_at, known_from, domain, cause, run_id, written_by, why, feed_id, measures, units, entries)
  values (v_position, v_recorded, v_known,
          case when v_known_from < v_began then v_known_from end,
          p_domain, v_cause, case v_cause when 'run' then v_run end,
          case v_cause when 'hand' then coalesce(nullif(current_setting('ioc.by', true), ''), session_user) end,
          case v_cause when 'hand' then nullif(current_setting('ioc.why', true), '') end,
          p_feed_id, v_measures, v_units, cardinality(p_measures));

  -- The bell, once a batch. Readers that miss it look at the ledger anyway.
  perform pg_notify('ledger', v_position::text);
  return v_position;
end $$;

create trigger ledger_batch_is_append_only before update or delete or truncate on ledger_batch
  for each statement execute function refuse_change();
create trigger ledger_entry_is_append_only before update or delete or truncate on ledger_entry
  for each statement execute function refuse_change();
create trigger insertion_is_append_only before update or delete or truncate on insertion
  for each statement execute function refuse_change();
create trigger cell_is_kept before delete or truncate on cell
  for each statement execute function refuse_change();
create trigger former_fact_is_append_only before update or delete or truncate on former_fact
  for each statement execute function refuse_change();

-- The contribution rules each domain's ledger was computed by; a changed rule is recomputed, not forgotten. `since` is the
-- position from which the totals follow it; of two at one position the later.
create table contribution_rule (
  id          integer generated always as identity primary key,
  fact_table  text not null,
  since       bigint not null,
  domain      text not null,
  rule        text not null
);
create trigger contribution_rule_is_append_only before update or delete or truncate on contribution_rule
  for each statement execute function refuse_change();

-- Who a fact is never changes: the way back from a number of the past goes by it.
create function refuse_new_identity() returns trigger language plpgsql as $$
begin
  raise exception 'a fact keeps its feed_id, external_id and inserted_by; delete it and insert another instead';
end $$;
