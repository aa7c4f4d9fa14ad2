-- Where the source told no day of return, the term of the procedure stands for it. Terms do not change while some are judged by them.
select pg_advisory_xact_lock_shared(hashtext('procedure terms')) where exists (select from stage where by_term is not null);

update stage s set (due_at, overdue_at, outcome, clock) = (
  select said.due_at, said.overdue_at, said.outcome, said.clock
  from judge_by_term(jsonb_populate_record(null::dossier_fact, to_jsonb(s))) said)
where by_term is not null
