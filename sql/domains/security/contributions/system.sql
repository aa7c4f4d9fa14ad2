-- What one information system adds.

select 'security.systems' as measure, unit_id,
       registered_on::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('level', level::text, 'dossier', dossier) as dims, 1::numeric as value
from fact

union all

-- What TCVN 14423:2026 asks of a level at intervals, by the day it falls due again; what was never done has been due since
-- the system was registered. Only the minimums we have read stand here: scans and risks of level 3, reviews of 3 and 4,
-- penetration tests of 4 from outside and from within. Level 3 is to have an approved testing programme and to exercise; how often
-- is not said, so each is due until it is there.
select 'security.duties', unit_id,
       (coalesce(done_on + every, registered_on) + interval '1 day')::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('duty', duty, 'level', level::text), 1
from fact, lateral (values
  ('scan', 3, scanned_on, interval '6 months'),
  ('review', 3, logs_reviewed_on, interval '6 months'),
  ('review', 4, logs_reviewed_on, interval '1 month'),
  ('risks', 3, risks_listed_on, interval '1 year'),
  ('pentest_external', 4, pentested_outside_on, interval '1 year'),
  ('pentest_internal', 4, pentested_inside_on, interval '1 year')
) each (duty, of_level, done_on, every)
where level = of_level

union all

select 'security.duties', unit_id,
       (registered_on + interval '1 day')::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('duty', duty, 'level', level::text), 1
from fact, lateral (values ('programme', programme_on), ('exercise', exercised_on)) each (duty, done_on)
where level = 3 and done_on is null

union all

select 'security.retention', unit_id,
       registered_on::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('level', level::text, 'kept', case when log_months >= least_months then 'enough' else 'short' end), 1
from fact, lateral (values (3, 3), (4, 6)) each (of_level, least_months)
where level = of_level

union all

-- Systems with personal data, by whether the level they were approved for is the one its subjects ask for.
select 'security.owed', unit_id,
       registered_on::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('owed', case when level < owed_level then 'below' when dossier = 'approved' then 'met' else 'unapproved' end), 1
from fact
where owed_level is not null
