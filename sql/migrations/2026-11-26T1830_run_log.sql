-- What happened in a run, in order: a word for a screen to say in its language, and what it speaks of. Bounded by whoever writes it.
create table run_log (
  run_id  bigint not null references run on delete cascade,
  n       integer not null,
  at      timestamptz not null,
  code    text not null,
  params  jsonb not null,
  primary key (run_id, n)
);

-- The pages a run took in, those it had known before too, and how many of each page's records: a page that is held whole, or breaks
-- off, gives none of the others.
create table run_page (
  run_id   bigint not null references run on delete cascade,
  page_id  bigint not null references page,
  taken    integer not null default 0,
  -- Of its rejected lines those that are only counted, being broken as others are that are kept.
  broken_alike  integer not null default 0,
  primary key (run_id, page_id)
);

create index run_page_of_page on run_page (page_id);

create index ledger_batch_of_run on ledger_batch (run_id);
