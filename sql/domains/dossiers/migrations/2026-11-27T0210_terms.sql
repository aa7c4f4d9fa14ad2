-- A dossier whose source told no day of return takes the longest its procedure may take (Decision 766/QĐ-TTg, indicator 2.1). What that is
-- reckoned from besides its dates: the source's own `term` and `unit` where it told them, `pauses` for supplements, when they were asked
-- for a `second` time, and when for those still `awaited`. Null where a day was told.
alter table dossier_fact add column by_term jsonb;
create index dossier_fact_by_term on dossier_fact (procedure) where by_term is not null;

-- How its term ends: as the law has it, and with the time waited for supplements on top, in the term's own unit. Which term: of those of
-- the catalogue the one that held on the day it was received. Calendar months end on the same day of a later month, or on its last
-- (Civil Code 91/2015/QH13, article 148.3).
create function term_ends(by_term jsonb, p_procedure text, received timestamptz, out due timestamptz, out latest timestamptz)
language sql stable as $$
  with told as (
    select (by_term->>'term')::numeric as term, by_term->>'unit' as unit where by_term ? 'term'
    union all
    (select term, unit from procedure_term
     where not by_term ? 'term' and procedure = p_procedure and since <= (received at time zone 'Asia/Ho_Chi_Minh')::date
     order by since desc limit 1)
  ), pause as (
    select (each->>0)::timestamptz as asked, (each->>1)::timestamptz as answered
    from jsonb_array_elements(coalesce(by_term->'pauses', '[]')) as each
  ), waited as (
    select coalesce(sum(answered - asked), interval '0') as time,
           coalesce(sum(working_days_by((answered at time zone 'Asia/Ho_Chi_Minh')::date)
                        - working_days_by((asked at time zone 'Asia/Ho_Chi_Minh')::date)), 0)::integer as days
    from pause
  )
  select ended.due, case unit when 'working_day' then working_days_after(received, ceil(term)::integer + days) else ended.due + time end
  from told, waited, lateral (select case unit
    when 'hour' then received + term * interval '1 hour'
    when 'day' then received + term * interval '24 hours'
    when 'working_day' then working_days_after(received, ceil(term)::integer)
    when 'month' then (received at time zone 'Asia/Ho_Chi_Minh' + round(term) * interval '1 month') at time zone 'Asia/Ho_Chi_Minh'
  end as due) ended
$$;

-- What a dossier without a day of return is said to be by its term: normalise.ts says the same of one that has such a day.
create function judge_by_term(dossier dossier_fact, out due_at timestamptz, out overdue_at timestamptz, out outcome text, out clock text)
language sql stable as $$
  select due, late_from,
    case when dossier.outcome is null then null
         when dossier.supplement_count >= 2 then 'late'
         when latest is null then 'no_deadline'
         when dossier.finished_at > latest then 'late'
         when (dossier.finished_at at time zone 'Asia/Ho_Chi_Minh')::date < (latest at time zone 'Asia/Ho_Chi_Minh')::date then 'early'
         else 'on_time' end,
    case when dossier.status = 'supplement'
         then case when (dossier.by_term->>'awaited')::timestamptz >= late_from then 'running' else 'stopped' end
         else dossier.clock end
  from (select) as one left join term_ends(dossier.by_term, dossier.procedure, dossier.received_at) on true
  cross join lateral (select least(latest, (dossier.by_term->>'second')::timestamptz) as late_from) line
$$;

-- Judges stored dossiers anew where a term or the calendar changed after them: all of some procedures, or all there are (null).
create function judge_dossiers_anew(procedures text[], who text, why text) returns void language plpgsql as $$
declare
  v_run text := current_setting('ioc.run', true);
  v_at text := current_setting('ioc.known_at', true);
  v_from text := current_setting('ioc.known_from', true);
  v_by text := current_setting('ioc.by', true);
  v_why text := current_setting('ioc.why', true);
begin
  -- It is no run of their own feed, and known of no past before what that feed had told.
  perform set_config('ioc.run', '', true), set_config('ioc.known_at', '', true), set_config('ioc.known_from', '', true),
          set_config('ioc.by', who, true), set_config('ioc.why', why, true);
  update dossier_fact fact
  set due_at = said.due_at, overdue_at = said.overdue_at, outcome = said.outcome, clock = said.clock
  from dossier_fact known cross join lateral judge_by_term(known) said
  where known.by_term is not null and (procedures is null or known.procedure = any(procedures))
    and fact.feed_id = known.feed_id and fact.external_id = known.external_id
    and (known.due_at, known.overdue_at, known.outcome, known.clock) is distinct from (said.due_at, said.overdue_at, said.outcome, said.clock);
  perform set_config('ioc.run', coalesce(v_run, ''), true), set_config('ioc.known_at', coalesce(v_at, ''), true),
          set_config('ioc.known_from', coalesce(v_from, ''), true), set_config('ioc.by', coalesce(v_by, ''), true), set_config('ioc.why', coalesce(v_why, ''), true);
end $$;

create function terms_changed() returns trigger language plpgsql as $$
begin
  if exists (select from changed) then
    -- Whoever judges a dossier by the terms of before is let finish, and judged anew.
    perform pg_advisory_xact_lock(hashtext('procedure terms'));
    perform judge_dossiers_anew(array(select distinct procedure from changed), 'Danh mục thủ tục', 'Thời hạn của thủ tục thay đổi');
  end if;
  return null;
end $$;
create trigger judge_inserted after insert on procedure_term referencing new table as changed
  for each statement execute function terms_changed();
create trigger judge_updated after update on procedure_term referencing new table as changed
  for each statement execute function terms_changed();
create trigger judge_deleted after delete on procedure_term referencing old table as changed
  for each statement execute function terms_changed();

create function working_days_changed() returns trigger language plpgsql as $$
begin
  if exists (select from changed) then
    perform pg_advisory_xact_lock(hashtext('procedure terms'));
    perform judge_dossiers_anew(null, 'Lịch làm việc', 'Ngày nghỉ, ngày làm bù thay đổi');
  end if;
  return null;
end $$;
create trigger judge_inserted after insert on working_day referencing new table as changed
  for each statement execute function working_days_changed();
create trigger judge_updated after update on working_day referencing new table as changed
  for each statement execute function working_days_changed();
create trigger judge_deleted after delete on working_day referencing old table as changed
  for each statement execute function working_days_changed();
