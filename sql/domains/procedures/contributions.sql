-- What one decision about a procedure adds.

-- What is listed: from the day of its decision on, until the next decision about the procedure takes its place.
select 'procedures.listed' as measure, unit_id, day::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('procedure', procedure, 'complete', complete, 'online', online, 'payment', payment, 'used', used) as dims, value::numeric
from fact, lateral (values (decided_on, 1), (replaced_on, -1)) as turn (day, value)
where day is not null

union all

select 'procedures.announced', unit_id, decided_on::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('procedure', procedure, 'announced', announced), 1
from fact

union all

-- What was published counts on that day; what is not, from the day it fell due, unless another decision took its place before.
select 'procedures.published', unit_id, coalesce(published_on, publish_by + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('procedure', procedure,
         'published', case when published_on is null then 'waiting' when published_on <= publish_by then 'in_time' else 'late' end), 1
from fact
where published_on is not null or replaced_on is null or replaced_on > publish_by
