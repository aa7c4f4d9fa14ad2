-- What one endpoint adds: by the hour since which it stands as it does, so that «down for more than a day» needs no sweeper.

select 'meetings.endpoints' as measure, unit_id,
       date_trunc('hour', since, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('state', state) as dims, 1::numeric as value
from fact
