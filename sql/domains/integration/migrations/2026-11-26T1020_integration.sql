-- What one agency asked of one connected system on a day, counted by the platform.
create table integration_use_fact (
  like fact_columns including all,
  day        date not null,
  system     text not null,
  consumer   text not null,
  calls      bigint not null,
  timed_out  bigint not null,
  refused    bigint not null,
  broken     bigint not null,
  -- Calls that were answered, by how long it took.
  ms_100     bigint not null,
  ms_300     bigint not null,
  ms_1000    bigint not null,
  ms_3000    bigint not null,
  ms_over    bigint not null,
  -- Calls a day the agency is granted; null where it is granted as many as it likes.
  quota      bigint
);

-- How long one connected system answered the platform's own probe on a day.
create table integration_uptime_fact (
  like fact_columns including all,
  day              date not null,
  system           text not null,
  watched_minutes  integer not null,
  up_minutes       integer not null,
  outages          integer not null
);

-- An agency as the shared catalogue (danh mục dùng chung) names it, beside our own register of units.
create table integration_agency_fact (
  like fact_columns including all,
  code      text not null,
  name      text not null,
  act       text,
  act_on    date,
  standing  text not null check (standing in ('same', 'new_code', 'new_name', 'at_odds', 'unknown')),
  -- What a person would do about it; nothing where both say the same.
  proposal  text
);
