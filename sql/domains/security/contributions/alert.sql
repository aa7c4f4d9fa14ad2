-- What one alert adds.

select 'security.alerts' as measure, unit_id,
       date_trunc('hour', raised_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('severity', severity, 'category', category, 'blocked', case when blocked then 'yes' else 'no' end) as dims,
       1::numeric as value
from fact
