-- What a run's rows say of its feed's quality (sql/src/quality); counted once, when a row is told anew.
alter table run
  -- Cells that the mapping takes of every row that could be read, and those of them that were not blank.
  add column cells       bigint not null default 0,
  add column filled      bigint not null default 0,
  -- Rows of a page that say again what another row of it says, and rows of the same record and version that say otherwise.
  add column repeated    bigint not null default 0,
  add column at_odds     bigint not null default 0,
  -- Records that the source withdrew.
  add column taken_back  bigint not null default 0;
create index run_by_time on run (started_at);
-- Where a feed's time begins, and what was held in a month's runs or dropped in it.
create index run_ended on run (feed_id, finished_at);
create index held_record_of_run on held_record (run_id);
create index page_of_feed on page (feed_id, id);
