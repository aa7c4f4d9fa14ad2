-- A figure that is known and not to be shown before an hour (sql/src/embargo). Until then no reading counts it, whoever asks.
create table embargo (
  id          bigint generated always as identity primary key,
  -- What it was set for, and what that counts: all that counts the same is held back with it.
  indicator   text not null,
  measures    text[] not null check (cardinality(measures) > 0),
  -- Of these buckets, half-open.
  begins      timestamptz not null,
  ends        timestamptz not null,
  until       timestamptz not null,
  why         text not null,
  set_by      text not null,
  set_at      timestamptz not null default now(),
  -- Whoever let it go before its hour.
  lifted_at   timestamptz,
  lifted_by   text,
  lifted_why  text,
  check (begins < ends),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_why is null))
);
create index embargo_until on embargo (until);
