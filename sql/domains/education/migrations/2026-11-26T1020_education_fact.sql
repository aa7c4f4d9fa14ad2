create table education_fact (
  like fact_columns including all,
  form     text not null,
  -- The day a figure was counted: of a school year the days of its reports, 30 September, 15 January and 31 May.
  as_of    date not null,
  source   text not null,
  -- The level of schooling; blank for all of them.
  part     text not null,
  -- What was counted, by item. Counts of a unit, never a pupil.
  figures  jsonb not null
);
