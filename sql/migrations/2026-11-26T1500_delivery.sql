-- What was brought to the door, by the key its sender gave it: brought again it is the same delivery, and what was acknowledged is
-- taken in even where the queue has lost its job.
create table delivery (
  feed_id      integer not null references feed,
  key          text not null,
  sha256       bytea not null,
  received_at  timestamptz not null default clock_timestamp(),
  -- Absent until its page is stored.
  run_id       bigint references run,
  page_id      bigint references page,
  primary key (feed_id, key)
);
create index delivery_of_run on delivery (run_id);
