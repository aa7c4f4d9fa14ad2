-- What one reported figure adds. A form's lines and their totals are both rows, and their sum is several times the truth: so
-- totals, each way of splitting them, and any other line go to measures of their own. Estimates stand for their whole year, and
-- what of a year's capital is paid in the January after it is apart from what that January's own year has come to.

select 'budget.' || coalesce(axis, heading) || '_' || case when late then 'late' else scope end as measure, unit_id, bucket,
       jsonb_strip_nulls(jsonb_build_object('final', final, 'source', source) || case
         when axis = 'line' then jsonb_build_object('item', item)
         when axis is not null then jsonb_build_object(axis, value)
         else '{}' end) as dims,
       amount as value
from fact, lateral (select
  case scope when 'actual' then as_of::timestamp else date_trunc('year', as_of::timestamp) end at time zone 'Asia/Ho_Chi_Minh' as bucket,
  split_part(item, '/', 1) as heading,
  case
    when item in ('revenue', 'local_revenue', 'expenditure', 'capital', 'balance', 'national_capital') then null
    when item ~ '^(revenue|local_revenue|expenditure|capital)/[a-z_]+/.+' then split_part(item, '/', 2)
    else 'line'
  end as axis,
  substring(item from '^[a-z_]+/[a-z_]+/(.+)$') as value
) as part

union all

-- What the January after a plan's year is measured by.
select 'budget.capital_late_' || scope, unit_id, (date_trunc('year', as_of::timestamp) + interval '1 year') at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('final', final, 'source', source), amount
from fact
where item = 'capital' and scope in ('assigned', 'estimate')

union all

-- How the running total stood when a quarter was over: a quarter is what lies between two of them.
select 'budget.' || item || '_quarters', unit_id, date_trunc('year', as_of::timestamp) at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('final', final, 'source', source, 'end', to_char(as_of, 'MM')), amount
from fact
where item in ('revenue', 'expenditure') and scope = 'actual' and to_char(as_of, 'MM-DD') in ('03-31', '06-30', '09-30', '12-31')

union all

-- A figure that looks wrong is kept as it is, counted, and shown to whoever can ask its source. One that was looked at and
-- found sound counts as 0: that nothing is to be checked is something told.
select 'budget.flagged', unit_id, date_trunc('year', as_of::timestamp) at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('source', source) || case when flag is null then '{}' else jsonb_build_object('flag', flag) end,
       case when flag is null then 0 else 1 end
from fact, unnest(case when flags = '{}' then array[null] else flags end) as flag
