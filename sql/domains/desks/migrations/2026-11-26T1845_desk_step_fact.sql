-- A dossier at one desk: since when, until when by the rules, and when it left. The key is the dossier's number and the moment it came.
create table desk_step_fact (
  like fact_columns including all,
  desk        text not null,
  started_at  timestamptz not null,
  due_at      timestamptz,
  -- Null while it lies there.
  done_at     timestamptz
);
