-- What one meeting adds.

select measure, unit_id,
       date_trunc('day', starts_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('level', level) as dims, value::numeric
from fact, lateral (values
  ('meetings.held', 1::numeric),
  ('meetings.minutes', round(extract(epoch from ended_at - starts_at) / 60)),
  ('meetings.participants', participants),
  ('meetings.endpoints_invited', endpoints_invited),
  ('meetings.endpoints_joined', endpoints_joined),
  ('meetings.failed_connections', failed_connections)
) each (measure, value)
where status = 'held' and value > 0

union all

select 'meetings.cancelled', unit_id,
       date_trunc('day', starts_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('level', level), 1
from fact
where status = 'cancelled'

union all

-- By the hour they begin, so that «within 7 days» is a sum over the buckets up to then.
select 'meetings.planned', unit_id,
       date_trunc('hour', starts_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('level', level), 1
from fact
where status = 'planned'
