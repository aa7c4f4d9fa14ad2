-- Who was reminded of what they have not told: one figure of one unit for one period.
create table reminder (
  id           bigint generated always as identity primary key,
  feed_id      integer not null references feed,
  measure      text not null,
  unit_id      integer not null references unit,
  -- The first day of the period.
  period       date not null,
  by           text not null,
  reminded_at  timestamptz not null default now()
);
create index reminder_of on reminder (feed_id, measure, period);
