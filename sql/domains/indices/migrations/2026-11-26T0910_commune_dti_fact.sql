create table commune_dti_fact (
  like fact_columns including all,
  -- One of the six groups of criteria.
  criteria_group  text not null,
  -- The month it stood so, by its first day.
  month           date not null,
  scale           numeric not null,
  -- What the commune gave itself, and what the appraisal left of it; null until it is appraised.
  self            numeric not null,
  appraised       numeric,
  -- Per cent, as the commune typed it in; null where it said nothing.
  progress        numeric,
  -- Criteria by how far they are.
  done            integer not null,
  under_way       integer not null,
  evidence_wanted integer not null,
  not_begun       integer not null
);
