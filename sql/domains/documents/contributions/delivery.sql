-- What one delivery of a document adds. Bins of days are [lower, upper), each named by its upper edge.

select 'documents.sent' as measure, sender_unit_id as unit_id, date_trunc('day', sent_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('type', type, 'signed', signed::text, 'level', sender_level) as dims, 1::numeric as value
from fact
where first_receiver and sender_unit_id is not null

union all

select 'documents.received', unit_id, date_trunc('day', delivered_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('type', type, 'signed', signed::text, 'level', level), 1
from fact
where delivered_at is not null

union all

select 'documents.handled', unit_id, date_trunc('day', completed_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('level', level, 'outcome', outcome,
         'took_days', coalesce((array['0.25', '0.5', '1', '2', '3', '5', '7', '10', '15', '30'])[
           width_bucket((extract(epoch from completed_at - delivered_at) / 86400)::float8, array[0.25, 0.5, 1, 2, 3, 5, 7, 10, 15, 30]::float8[]) + 1], 'over')), 1
from fact
where completed_at is not null and delivered_at is not null

union all

-- Bucketed by the hour after which it is overdue, so that «overdue now» needs no sweeper.
select 'documents.open', unit_id,
       coalesce(date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', timestamptz '9999-01-01 00:00+00'),
       jsonb_build_object('level', level, 'stage', coalesce(status, '01')), 1
from fact
where delivered_at is not null and completed_at is null and refused_at is null and withdrawn_at is null

union all

select 'documents.refused', unit_id, date_trunc('day', refused_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('level', level), 1
from fact
where refused_at is not null

union all

select 'documents.changed', unit_id, date_trunc('day', at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('change', change), 1
from fact, lateral (values ('13', withdrawn_at), ('15', update_agreed_at), ('16', update_refused_at)) as changes (change, at)
where at is not null

union all

-- Delivered, and not a word from the receiver's system: by the hour of delivery.
select 'documents.unanswered', unit_id, date_trunc('hour', delivered_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('level', level), 1
from fact
where delivered_at is not null and answered_at is null and withdrawn_at is null

union all

-- Sent, and not delivered yet: by the hour of sending.
select 'documents.undelivered', unit_id, date_trunc('hour', sent_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('level', level, 'error', coalesce(error_code, '')), 1
from fact
where delivered_at is null and withdrawn_at is null

union all

select 'documents.attempts', unit_id, date_trunc('day', sent_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('result', result, 'error', case when result = 'failed' then coalesce(error_code, '') else '' end), tries
from fact, lateral (values ('failed', failed_attempts), ('delivered', attempts - failed_attempts)) as each_way (result, tries)
where tries > 0

union all

-- Which two agencies' systems do not reach each other.
select 'documents.failed_between', unit_id, date_trunc('day', sent_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('between', sender || ' › ' || receiver), failed_attempts
from fact
where failed_attempts > 0

union all

select 'documents.sync_faults', unit_id, date_trunc('day', sent_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('fault', sync_fault), 1
from fact
where sync_fault is not null
