-- What one report adds: each of its figures to the measure of its name, in the month it is of.

select 'sample.' || figure.item as measure, unit_id,
       date_trunc('month', as_of::timestamp) at time zone 'Asia/Ho_Chi_Minh' as bucket,
       '{}'::jsonb as dims, figure.amount::numeric as value
from fact
cross join lateral jsonb_each_text(figures) as figure (item, amount)
