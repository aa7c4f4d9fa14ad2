-- What one incident adds. It counts in the day it was detected, however late its end is told.

select 'security.incidents' as measure, unit_id,
       date_trunc('day', detected_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('severity', severity, 'type', type) as dims, 1::numeric as value
from fact

union all

select 'security.incidents_open', unit_id,
       date_trunc('hour', detected_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('severity', severity, 'type', type), 1
from fact
where closed_at is null

union all

select 'security.uncontained', unit_id,
       date_trunc('hour', detected_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('severity', severity), 1
from fact
where contained_at is null

union all

-- Minutes a stage took, and how many they are of: a mean is their ratio. The bins beside them tell the median, which one
-- incident that lay for weeks does not move.
select 'security.' || stage || '_minutes', unit_id,
       date_trunc('day', detected_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('severity', severity), round(extract(epoch from until - since) / 60)
from fact, lateral (values ('detect', occurred_at, detected_at), ('acknowledge', detected_at, acknowledged_at),
                           ('contain', detected_at, contained_at), ('resolve', detected_at, closed_at)) each (stage, since, until)
where since is not null and until is not null

union all

select 'security.' || stage, unit_id,
       date_trunc('day', detected_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('severity', severity, 'within',
         case when until - since <= interval '15 minutes' then '15'
              when until - since <= interval '1 hour' then '60'
              when until - since <= interval '4 hours' then '240'
              when until - since <= interval '1 day' then '1440'
              when until - since <= interval '3 days' then '4320' else 'over' end), 1
from fact, lateral (values ('detected', occurred_at, detected_at), ('acknowledged', detected_at, acknowledged_at),
                           ('contained', detected_at, contained_at), ('resolved', detected_at, closed_at)) each (stage, since, until)
where since is not null and until is not null

union all

select 'security.reported', unit_id,
       date_trunc('day', detected_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('report',
         case when reported_at - detected_at <= interval '24 hours' then 'in_24h'
              when reported_at - detected_at <= interval '72 hours' then 'in_72h' else 'late' end), 1
from fact
where reportable and reported_at is not null

union all

-- Personal data that got out is to be reported within 72 hours by its own law, whether the incident counts as reportable or not.
select 'security.breaches', unit_id,
       date_trunc('day', detected_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('report',
         case when reported_at is null then 'not_yet' when reported_at - detected_at <= interval '72 hours' then 'in_72h' else 'late' end), 1
from fact
where personal_data

union all

-- Not reported yet, by the hour from which each of the law's clocks has run out.
select 'security.unreported', unit_id,
       date_trunc('hour', detected_at, 'Asia/Ho_Chi_Minh') + make_interval(hours => hours + 1),
       jsonb_build_object('clock', clock), 1
from fact, lateral (values ('24h', 24, reportable), ('72h', 72, reportable), ('breach', 72, personal_data)) each (clock, hours, runs)
where runs and reported_at is null
