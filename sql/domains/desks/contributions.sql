-- What one stay at a desk adds. Lying there is bucketed by the hour after which it is overdue there, so that «overdue now» is a sum
-- over the buckets that have begun.

select 'desks.held' as measure, unit_id,
       coalesce(date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00') as bucket,
       jsonb_build_object('desk', desk) as dims, 1::numeric as value
from fact
where done_at is null

union all

-- How many stays there were is counted with their hours.
select 'desks.hours', unit_id,
       date_trunc('day', done_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('desk', desk, 'outcome', case when due_at is null then 'no_deadline' when done_at > due_at then 'late' else 'on_time' end),
       round(extract(epoch from done_at - started_at)::numeric / 3600, 2)
from fact
where done_at is not null
