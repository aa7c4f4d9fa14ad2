-- What one dossier adds. Days are the province's days; a dossier counts in the day the event happened, however late we hear.

select 'dossiers.received' as measure, unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('field', field, 'channel', channel)
         || case when service is null then '{}' else jsonb_build_object('service', service) end
         || case when channel <> 'online' then '{}' else jsonb_build_object('throughout', yields_document is false or (status in ('done', 'returned') and result is distinct from 'paper')) end as dims,
       1::numeric as value
from fact
where received_at is not null and status not in ('new', 'refused')

union all

select 'dossiers.completed', unit_id,
       date_trunc('day', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'outcome', outcome)
         || case when result is null then '{}' else jsonb_build_object('result', case when yields_document is false then 'none' else result end) end,
       1
from fact
where finished_at is not null and status in ('done', 'returned')

union all

-- By procedure and month: there are some 1,800 procedures, too many to cross with days and channels. Its field beside it costs
-- hardly a cell more, and neither do the things that cost the index its points.
select 'dossiers.received_by_procedure', unit_id,
       date_trunc('month', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'procedure', procedure, 'channel', channel)
         || case when channel <> 'online' then '{}' else jsonb_build_object('throughout', yields_document is false or (status in ('done', 'returned') and result is distinct from 'paper')) end
         || case when digitised is null then '{}' else jsonb_build_object('payment', payment, 'reused', reused, 'population', population,
           'all_digitised', digitised and (yields_document is false or coalesce(result, '') = 'both'),
           'e_result', case when yields_document is distinct from false then coalesce(result, '') in ('both', 'result') end) end, 1
from fact
where received_at is not null and status not in ('new', 'refused') and procedure is not null

union all

-- How many dossiers stand behind the days is counted with them.
select 'dossiers.days_taken', unit_id,
       date_trunc('month', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'procedure', procedure, 'outcome', outcome), coalesce(days_taken, 0)
from fact
where finished_at is not null and status in ('done', 'returned') and procedure is not null

union all

select 'dossiers.working_days_taken', unit_id,
       date_trunc('month', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'procedure', procedure), working_days_taken
from fact
where finished_at is not null and status in ('done', 'returned') and procedure is not null and working_days_taken is not null

union all

-- By the day it ended, as on time and late are, so that one can be taken from the other.
select 'dossiers.rated', unit_id,
       date_trunc('day', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'rating', rating), 1
from fact
where finished_at is not null and rating is not null

union all

-- Of what ended and had a deadline: somebody was not content or complained. In time or late apart: what is late counts as that.
select 'dossiers.displeased', unit_id,
       date_trunc('day', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_strip_nulls(jsonb_build_object('field', field, 'procedure', procedure, 'outcome', outcome)), 1
from fact
where finished_at is not null and outcome in ('early', 'on_time', 'late') and (rating = 'dissatisfied' or complained)

union all

select 'dossiers.closed', unit_id,
       date_trunc('day', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_strip_nulls(jsonb_build_object('field', field, 'procedure', procedure, 'ending', status, 'outcome', outcome)), 1
from fact
where finished_at is not null and status in ('refused', 'withdrawn', 'stopped')

union all

-- Bucketed by the hour after which it is overdue, so that «overdue now» is a sum over the buckets that have begun and
-- needs no sweeper; a second request for supplements makes it overdue before its time. A dossier whose clock is stopped
-- (supplement, fee) is not in it, unless it was overdue before anybody asked. A unit has few dossiers due in one hour, so that telling their procedures apart doubles the cells
-- (68,000 for 33,000 in a month of 84,000 dossiers) and hardly the entries a batch appends.
select 'dossiers.open', unit_id,
       coalesce(date_trunc('hour', overdue_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00'),
       jsonb_strip_nulls(jsonb_build_object('field', field, 'stage', status, 'procedure', procedure)), 1
from fact
where clock = 'running'

union all

-- The same by the day they came in: how old they are is how long ago their bucket began.
select 'dossiers.waiting', unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_strip_nulls(jsonb_build_object('field', field, 'procedure', procedure)), 1
from fact
where received_at is not null and clock = 'running'

union all

select 'dossiers.paused', unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'stage', status), 1
from fact
where received_at is not null and clock = 'stopped'

union all

select 'dossiers.supplements', unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field), supplement_count
from fact
where received_at is not null and supplement_count > 0 and status not in ('new', 'refused')

union all

select 'dossiers.odd_codes', unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'), '{}'::jsonb, 1
from fact
where received_at is not null and code_valid is false and status not in ('new', 'refused')

union all

-- All that is known of how electronically it was handled, in one cell. All digitised are its papers and, where its procedure yields a
-- document, its result; whether that came as a file is asked only there.
select 'dossiers.intake', unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('payment', payment, 'digitised', digitised, 'reused', reused, 'from_store', from_store, 'shared', shared, 'verified', verified, 'population', population,
           'all_digitised', digitised and (yields_document is false or coalesce(result, '') = 'both'),
           'e_result', case when yields_document is distinct from false then coalesce(result, '') in ('both', 'result') end), 1
from fact
where received_at is not null and status not in ('new', 'refused') and digitised is not null
