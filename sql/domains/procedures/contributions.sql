-- What one listed procedure adds.

-- All that is listed, from the day of its decision on.
select 'procedures.listed' as measure, unit_id, decided_on::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('complete', complete, 'online', online, 'payment', payment, 'used', used) as dims, 1::numeric as value
from fact

union all

select 'procedures.announced', unit_id, decided_on::timestamp at time zone 'Asia/Ho_Chi_Minh', jsonb_build_object('announced', announced), 1
from fact

union all

-- What was published counts on that day; what is not, from the day it fell due.
select 'procedures.published', unit_id, coalesce(published_on, publish_by + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('published', case when published_on is null then 'waiting' when published_on <= publish_by then 'in_time' else 'late' end), 1
from fact
