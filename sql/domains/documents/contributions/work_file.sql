-- What one work file adds. `done` and `kept` say level and manner at once, since a formula picks by one dimension.

select 'documents.files_closed' as measure, unit_id, date_trunc('day', closed_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('done', level || ':' || mode, 'kept', level || ':' || outcome,
         'took_days', coalesce((array['1', '2', '3', '5', '7', '10', '15', '20', '30', '60'])[
           width_bucket(extract(epoch from closed_at - opened_at) / 86400, array[1, 2, 3, 5, 7, 10, 15, 20, 30, 60]) + 1], 'over')) as dims,
       1::numeric as value
from fact
where status = 'closed'

union all

select 'documents.files_open', unit_id,
       coalesce(date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00'),
       jsonb_build_object('level', level), 1
from fact
where status = 'open'
