create table population_fact (
  like fact_columns including all,
  form     text not null,
  -- The last day the report covers.
  as_of    date not null,
  -- Who counted: police, statistics, merger.
  source   text not null,
  part     text not null,
  -- What was counted, by item. Counts of a unit, never a person.
  figures  jsonb not null
);
