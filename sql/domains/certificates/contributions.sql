-- What one certificate adds.

-- Bucketed by the hour from which it is expired, so that «expired» and «expiring within 30 days» are sums over the buckets up
-- to now or to a day ahead, and need no sweeper. A revoked or replaced one is no longer anyone's worry.
select 'certificates.in_use' as measure, unit_id,
       date_trunc('hour', expires_at - interval '1 microsecond', 'Asia/Ho_Chi_Minh') + interval '1 hour' as bucket,
       jsonb_build_object('type', type) as dims, 1::numeric as value
from fact
where status = 'valid'

union all

select 'certificates.issued', unit_id,
       date_trunc('day', valid_from, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('type', type), 1
from fact

union all

select 'certificates.ended', unit_id,
       date_trunc('day', ended_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('type', type, 'ended', status), 1
from fact
where status <> 'valid'

union all

-- Replaced before it expired, or only after: the hours between are hours without a signature, or with a broken padlock.
select 'certificates.renewed', unit_id,
       date_trunc('day', ended_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('type', type, 'renewal', case when ended_at <= expires_at then 'in_time' else 'late' end), 1
from fact
where status = 'replaced'
