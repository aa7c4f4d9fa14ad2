create table dossier_fact (
  like fact_columns including all,
  procedure         text,
  field             text not null,
  channel           text not null check (channel in ('direct', 'online', 'post')),
  status            text not null,
  submitted_at      timestamptz,
  received_at       timestamptz,
  due_at            timestamptz,
  finished_at       timestamptz,
  supplement_count  integer not null,
  outcome           text check (outcome in ('early', 'on_time', 'late', 'no_deadline'))
);
