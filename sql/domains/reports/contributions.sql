-- What one report adds. Bins of time are [lower, upper), each named by its upper edge.

select 'reports.received' as measure, unit_id, date_trunc('hour', received_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('category', category, 'source', source) as dims, 1::numeric as value
from fact

union all

select 'reports.accepted', unit_id, date_trunc('day', accepted_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('category', category, 'took_hours',
         coalesce((array['1', '2', '4', '8', '12', '24', '48', '72', '120', '168'])[
           width_bucket(extract(epoch from accepted_at - received_at) / 3600, array[1, 2, 4, 8, 12, 24, 48, 72, 120, 168]) + 1], 'over')), 1
from fact
where accepted_at is not null

union all

select 'reports.completed', unit_id, date_trunc('day', completed_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('category', category, 'outcome', outcome,
         'photos', case when photos_before > 0 and photos_after > 0 then 'both' when photos_after > 0 then 'after'
                        when photos_before > 0 then 'before' else 'none' end,
         'took_days',
         coalesce((array['1', '2', '3', '4', '5', '6', '7', '10', '15', '21', '30', '60', '90'])[
           width_bucket(extract(epoch from completed_at - received_at) / 86400, array[1, 2, 3, 4, 5, 6, 7, 10, 15, 21, 30, 60, 90]) + 1], 'over')), 1
from fact
where status = 'completed'

union all

-- Bucketed by the hour after which it is overdue, so that «overdue now» needs no sweeper.
select 'reports.open', unit_id,
       coalesce(date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00'),
       jsonb_build_object('category', category, 'stage', status), 1
from fact
where status not in ('completed', 'rejected', 'duplicate')

union all

select 'reports.nearing', unit_id,
       coalesce(date_trunc('hour', least(near_at, due_at), 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00'),
       jsonb_build_object('category', category), 1
from fact
where status not in ('completed', 'rejected', 'duplicate')

union all

select 'reports.closed_otherwise', unit_id, date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('category', category, 'how', status), 1
from fact
where status in ('rejected', 'duplicate')

union all

-- A duplicate is nobody's work of its own: it is closed when the report it was merged into is.
select 'reports.duplicates', unit_id, date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('category', category, 'master', case when closed_with_master_at is null then 'open' else 'closed' end), 1
from fact
where status = 'duplicate'

union all

select 'reports.unmerged', unit_id, date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('category', category), 1
from fact
where unmerged

union all

select 'reports.reopened', unit_id, date_trunc('day', coalesce(completed_at, received_at), 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('category', category), 1
from fact
where reopened > 0

union all

select 'reports.rated', unit_id, date_trunc('day', completed_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('category', category, 'rating', rating::text), 1
from fact
where status = 'completed' and rating is not null

union all

select 'reports.steps', unit_id, date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('step', step), 1
from fact, unnest(steps) as step

union all

-- Phản ánh, kiến nghị on the national portal, as the service index asks for them: whether whoever sent it was content, by the day
-- it came, and what it is about; whether each of its terms was kept, by the day it ended; and what has not ended, by the hour after
-- which it is late, with whether that is in the month it came.
select 'reports.petitions', unit_id, date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('content', not (coalesce(rating <= 2, false) or reopened > 0 or coalesce(outcome = 'late', false)),
                          'about', coalesce(about, 'unsorted')), 1
from fact
where source = 'portal' and status <> 'duplicate'

union all

select 'reports.petitions_ended', unit_id, date_trunc('day', coalesce(completed_at, refused_at), 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('progress', case
         when outcome = 'late' or steps && array['refuse:late', 'ask:late', 'publish:late'] then 'late' else 'in_time' end), 1
from fact
where source = 'portal' and status in ('completed', 'rejected') and coalesce(completed_at, refused_at) is not null

union all

select 'reports.petitions_open', unit_id, late_at,
       jsonb_build_object('due', case when date_trunc('month', late_at, 'Asia/Ho_Chi_Minh') = date_trunc('month', received_at, 'Asia/Ho_Chi_Minh')
                                      then 'same_month' else 'later' end), 1
from fact, lateral (select date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour' as late_at) line
where source = 'portal' and status not in ('completed', 'rejected', 'duplicate') and due_at is not null

union all

-- The third report makes a cluster.
select 'reports.clusters', unit_id, date_trunc('hour', received_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('category', category), 1
from fact
where cluster_place = 3
