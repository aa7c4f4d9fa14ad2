-- What one decision about a procedure adds.

-- What is listed: from the day it was published, until what a later decision about the procedure makes of it is.
select 'procedures.listed' as measure, unit_id, day::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_strip_nulls(jsonb_build_object('procedure', procedure, 'complete', complete, 'online', online, 'payment', payment,
         'document', yields_document, 'subject', subject)) as dims, value::numeric
from fact, lateral (values (published_on, 1), (replaced_on, -1)) as turn (day, value)
where published_on is not null and (replaced_on is null or replaced_on > published_on) and day is not null

union all

-- Once a month, by its last decision in it.
select 'procedures.announced', unit_id, date_trunc('month', decided_on)::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('procedure', procedure, 'announced', month_announced), 1
from fact
where month_announced is not null

union all

-- What was published counts in that month; what is not, in the one it fell due. From the day it did: of a month under way the rest is to come.
select 'procedures.published', unit_id, coalesce(published_on, publish_by + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('procedure', procedure, 'published', month_published), 1
from fact
where month_published is not null
