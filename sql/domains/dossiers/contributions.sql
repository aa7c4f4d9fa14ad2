-- What one dossier adds. Days are the province's days; a dossier counts in the day the event happened, however late we hear.

select 'dossiers.received' as measure, unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('field', field, 'channel', channel) as dims, 1::numeric as value
from fact
where received_at is not null and status not in ('new', 'refused')

union all

select 'dossiers.completed', unit_id,
       date_trunc('day', finished_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field, 'outcome', outcome), 1
from fact
where finished_at is not null and status in ('done', 'returned')

union all

-- Bucketed by the hour after which it is overdue, so that «overdue now» is a sum over the buckets that have begun and
-- needs no sweeper. A dossier whose clock is stopped (supplement, fee) is not in it.
select 'dossiers.open', unit_id,
       coalesce(date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00'),
       jsonb_build_object('field', field), 1
from fact
where status in ('received', 'processing')

union all

select 'dossiers.paused', unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('field', field), 1
from fact
where received_at is not null and status in ('supplement', 'fee')
