-- What one payment adds. The funnel is of those started on a day: however late one is paid or credited it counts in the day
-- it was started, so no step of a day is ever larger than the step before it.

select 'payments.reached' as measure, unit_id,
       date_trunc('day', started_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('stage', stage, 'channel', channel) as dims, 1::numeric as value
from fact, lateral (values ('started', started_at), ('authorised', authorised_at), ('paid', paid_at), ('credited', credited_at),
                           ('reconciled', reconciled_at)) step (stage, at)
where at is not null

union all

select 'payments.amount', unit_id,
       date_trunc('day', started_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('stage', stage, 'channel', channel), amount
from fact, lateral (values ('started', started_at), ('authorised', authorised_at), ('paid', paid_at), ('credited', credited_at),
                           ('reconciled', reconciled_at)) step (stage, at)
where at is not null

union all

select 'payments.failed', unit_id,
       date_trunc('day', started_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('failure', failure, 'channel', channel), 1
from fact
where failed_at is not null

union all

-- Paid and not credited, by the hour from which that is late: «late now» is a sum over the buckets that have begun.
select 'payments.uncredited', unit_id,
       date_trunc('hour', coalesce(credit_due_at, paid_at), 'Asia/Ho_Chi_Minh') + interval '1 hour',
       jsonb_build_object('channel', channel), 1
from fact
where paid_at is not null and credited_at is null and refunded_at is null

union all

select 'payments.uncredited_amount', unit_id,
       date_trunc('hour', coalesce(credit_due_at, paid_at), 'Asia/Ho_Chi_Minh') + interval '1 hour',
       jsonb_build_object('channel', channel), amount
from fact
where paid_at is not null and credited_at is null and refunded_at is null

union all

-- Hours from payment to credit, and how many payments those hours are of; a mean is their ratio.
select 'payments.credit_hours', unit_id,
       date_trunc('day', credited_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel), round(extract(epoch from credited_at - paid_at) / 3600, 4)
from fact
where credited_at is not null

union all

-- The histogram of the same: how long the money was on its way.
select 'payments.credits', unit_id,
       date_trunc('day', credited_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel, 'within',
         case when credited_at - paid_at <= interval '1 hour' then '1h'
              when credited_at - paid_at <= interval '1 day' then '1d'
              when credited_at - paid_at <= interval '3 days' then '3d'
              when credited_at - paid_at <= interval '7 days' then '7d' else 'more' end), 1
from fact
where credited_at is not null

union all

select 'payments.unreconciled', unit_id,
       date_trunc('hour', credited_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel), 1
from fact
where credited_at is not null and reconciled_at is null

union all

select 'payments.refunds_open', unit_id,
       date_trunc('hour', coalesce(refund_due_at, refund_requested_at), 'Asia/Ho_Chi_Minh') + interval '1 hour',
       jsonb_build_object('channel', channel), 1
from fact
where refund_requested_at is not null and refunded_at is null

union all

select 'payments.refunded', unit_id,
       date_trunc('day', refunded_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel, 'refund',
         case when refund_due_at is null or refunded_at <= refund_due_at then 'in_time' else 'late' end), 1
from fact
where refunded_at is not null
