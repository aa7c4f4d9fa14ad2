-- What one system's day adds. Minutes up and minutes watched apart: a system watched for half a day counts half.

select 'integration.watched_minutes' as measure, unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('system', system) as dims, watched_minutes::numeric as value
from fact

union all

select 'integration.up_minutes', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system), up_minutes
from fact

union all

select 'integration.down_minutes', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system), watched_minutes - up_minutes
from fact
where up_minutes < watched_minutes

union all

select 'integration.outages', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system), outages
from fact
where outages > 0

union all

select 'integration.systems', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system, 'health', case when up_minutes = watched_minutes then 'whole' else 'broken' end), 1
from fact
where watched_minutes > 0
