-- The outlines of units as an administrator loaded them (sql/src/boundaries), simplified. A set is looked at first; once in force, nothing but its
-- end is written to it, and the last put in force of those that hold from one day is drawn.
create table boundaries (
  id           bigint generated always as identity primary key,
  valid_from   date not null,
  -- The units of that day's map, whether they have a shape or not: a day with others is not drawn by it.
  units        text[] not null,
  file_name    text not null,
  file_sha256  text not null,
  -- TopoJSON as it is served, and its fingerprint.
  topology     text not null,
  sha256       text not null,
  report       jsonb not null,
  looked_at    timestamptz not null default clock_timestamp(),
  source       text,
  licence      text,
  loaded_by    text,
  loaded_why   text,
  loaded_at    timestamptz,
  withdrawn_by   text,
  withdrawn_why  text,
  withdrawn_at   timestamptz,
  check (num_nulls(source, licence, loaded_by, loaded_why, loaded_at) in (0, 5)),
  check (num_nulls(withdrawn_by, withdrawn_why, withdrawn_at) in (0, 3)),
  check (withdrawn_at is null or loaded_at is not null)
);
create index boundaries_sha256 on boundaries (sha256);
