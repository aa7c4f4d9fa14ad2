-- Every server and every worker as it said last of itself, some seconds ago at most: whoever is silent for longer is gone
-- (sql/src/operations/processes.ts). One that ends in order takes its row with it.
create table process_heard (
  -- kind@host:pid
  id          text primary key,
  kind        text not null check (kind in ('server', 'workers')),
  started_at  timestamptz not null,
  heard_at    timestamptz not null,
  -- What the page of operations shows of it.
  figures     jsonb not null,
  -- What Prometheus is told of it.
  metrics     jsonb not null,
  -- The statements it waited long for, without their values.
  slow        jsonb not null
);
