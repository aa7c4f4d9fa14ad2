-- What goes wrong again and again is asked ever less often: a feed by itself, and a host for all the feeds that ask it. Here and
-- not in a process, so that any number of workers know the same.
create table feed_trouble (
  feed_id       integer primary key references feed,
  -- Of which configuration: a changed one is tried at once.
  version       integer not null,
  -- Failed pulls one after another.
  failures      integer not null,
  -- Whether it may mend itself; otherwise a person must.
  is_transient  boolean not null,
  -- The clock starts no pull before.
  next_try_at   timestamptz not null,
  -- The host that failed, where one did.
  host          text
);

-- A host that failed, from the first time on; gone when it answers again. `open_until`: nobody asks it before, and then one
-- pull alone, whose answer counts for all (half open, `probing_until`).
create table host_circuit (
  host           text primary key,
  failures       integer not null,
  failed_at      timestamptz not null,
  open_until     timestamptz,
  probing_until  timestamptz,
  error          text not null,
  error_en       text not null
);
