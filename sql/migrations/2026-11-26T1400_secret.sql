-- What a feed is let in with, sealed. The keys are in a file beside the database and never in it: a dump alone opens nothing.
create table secret (
  feed_id  integer not null references feed,
  name     text not null,
  key_id   text not null,
  -- Nonce, tag and cipher text.
  sealed   bytea not null,
  set_at   timestamptz not null default now(),
  primary key (feed_id, name)
);
