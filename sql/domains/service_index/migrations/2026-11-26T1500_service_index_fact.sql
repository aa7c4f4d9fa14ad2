-- A province's place in one edition of the service index, as the national portal publishes it for all of them.
create table service_index_fact (
  like fact_columns including all,
  -- The first day of the month it speaks of.
  edition    date not null,
  score      numeric not null,
  rank       integer not null,
  ranked     integer not null,
  -- Of the province next above, the one next below and the first; null where there is none above or below.
  above      numeric,
  below      numeric,
  first      numeric not null,
  -- Every province's points, by name as the portal has it.
  standings  jsonb not null,
  -- The province's own points by group, of those the ranking gives.
  groups     jsonb not null
);
