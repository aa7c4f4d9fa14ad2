create table sample_fact (
  like fact_columns including all,
  form     text not null,
  as_of    date not null,
  source   text not null,
  part     text not null,
  figures  jsonb not null
);
