-- What one agency's day with one system adds.

select 'integration.calls' as measure, unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('system', system, 'consumer', consumer) as dims, calls::numeric as value
from fact

union all

select 'integration.failed', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system, 'consumer', consumer, 'failure', failure), failed
from fact, lateral (values ('timed_out', timed_out), ('refused', refused), ('broken', broken)) each (failure, failed)
where failed > 0

union all

-- The histogram of answers, from which shares and a median are read; a mean would hide the slow ones.
select 'integration.answered', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system, 'within', within), answers
from fact, lateral (values ('100', ms_100), ('300', ms_300), ('1000', ms_1000), ('3000', ms_3000), ('over', ms_over)) each (within, answers)
where answers > 0

union all

select 'integration.quota', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system), quota
from fact
where quota is not null

union all

-- Beside it, the calls that count against a quota.
select 'integration.quota_calls', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system), calls
from fact
where quota is not null

union all

select 'integration.over_quota', unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('system', system), 1
from fact
where calls > quota
