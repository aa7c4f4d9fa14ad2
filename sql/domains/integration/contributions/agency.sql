-- What one agency of the shared catalogue adds. It stands from the day of its decision on, or always where none is told.

select 'integration.agencies' as measure, unit_id,
       coalesce(act_on, date '2000-01-01')::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('standing', standing) as dims, 1::numeric as value
from fact
