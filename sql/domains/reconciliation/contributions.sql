-- What one side's copy of a dossier adds. A dossier both have is counted once, by the province's copy. What is wrong becomes so
-- a day after the last word on it: buckets that have begun are wrong now, those still to begin are on their way.

select 'reconciliation.listed' as measure, unit_id,
       date_trunc('day', received_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('presence', case when other_status is null then side else 'both' end) as dims, 1::numeric as value
from fact
where side = 'province' or other_status is null

union all

select 'reconciliation.missing_portal', unit_id,
       date_trunc('hour', changed_at, 'Asia/Ho_Chi_Minh') + interval '25 hours', jsonb_build_object('status', status), 1
from fact
where side = 'province' and other_status is null

union all

select 'reconciliation.missing_province', unit_id,
       date_trunc('hour', coalesce(synced_at, changed_at), 'Asia/Ho_Chi_Minh') + interval '25 hours',
       jsonb_build_object('status', status), 1
from fact
where side = 'portal' and other_status is null

union all

select 'reconciliation.differing', unit_id,
       date_trunc('hour', changed_at, 'Asia/Ho_Chi_Minh') + interval '25 hours',
       jsonb_build_object('status', status, 'shown', other_status), 1
from fact
where side = 'province' and other_status <> status

union all

-- Minutes from the province's word to the portal's, in bins named by their upper edge.
select 'reconciliation.synced', unit_id,
       date_trunc('day', synced_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('lag', case
         when minutes <= 5 then '5' when minutes <= 15 then '15' when minutes <= 60 then '60' when minutes <= 240 then '240'
         when minutes <= 1440 then '1440' when minutes <= 4320 then '4320' when minutes <= 14400 then '14400' else 'over' end), 1
from fact, lateral (select extract(epoch from synced_at - changed_at) / 60 as minutes) lag
where side = 'portal' and synced_at is not null
