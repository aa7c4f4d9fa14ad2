create table health_fact (
  like fact_columns including all,
  form     text not null,
  -- The last day the report covers.
  as_of    date not null,
  source   text not null,
  -- A facility or a group of medicines; blank for all of the unit.
  part     text not null,
  -- What was counted, by item. Counts, never a person. A week's report of diseases carries the thresholds it was held against.
  figures  jsonb not null
);
