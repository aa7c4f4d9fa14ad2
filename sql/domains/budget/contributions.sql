-- What one reported figure adds. Totals only: a form's lines and its total are both rows, and their sum is several times
-- the truth, so lines go to a measure of their own.

select case item when 'revenue' then 'budget.revenue_' else 'budget.expenditure_' end || scope as measure, unit_id,
       case scope when 'actual' then as_of::timestamp else date_trunc('year', as_of::timestamp) end
         at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_build_object('final', final) as dims, amount as value
from fact
where item in ('revenue', 'expenditure')

union all

select 'budget.line_' || scope, unit_id,
       case scope when 'actual' then as_of::timestamp else date_trunc('year', as_of::timestamp) end
         at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('item', item, 'final', final), amount
from fact
where item not in ('revenue', 'expenditure')
