-- Looks each staged figure up in its own history and says what is odd about it; nothing is ever corrected. A figure told again
-- as it was keeps what was said of it.
with told as (
  select unit_id, item, scope, as_of, amount, final, late from budget_fact where not deleted
  union
  select unit_id, item, scope, as_of, amount, final, late from stage where not deleted
), looked as (
  select s.external_id,
    (select f.flags from budget_fact f where f.feed_id = s.feed_id and f.external_id = s.external_id and f.amount = s.amount) as kept,
    case when s.scope <> 'actual' and s.amount <> 0 and exists (
      select from told t
      where (t.unit_id, t.item, t.scope, t.amount) = (s.unit_id, s.item, s.scope, s.amount)
        and t.as_of in ((s.as_of - interval '1 year')::date, (s.as_of + interval '1 year')::date)
    ) then 'repeated' end as repeated,
    case when s.scope <> 'actual' and s.amount <> 0 and (
      select count(*) >= 2 and abs(ln(abs(s.amount)::float8 / percentile_cont(0.5) within group (order by abs(t.amount)::float8))) >= ln(100)
      from told t
      where (t.unit_id, t.item, t.scope) = (s.unit_id, s.item, s.scope) and t.as_of <> s.as_of and t.amount <> 0
    ) then 'magnitude' end as magnitude,
    case when s.scope <> 'actual' and s.item in ('local_revenue', 'expenditure') and s.amount > 0 and exists (
      select from told t
      where (t.unit_id, t.scope, t.as_of) = (s.unit_id, s.scope, s.as_of) and t.amount > 0
        and t.item = case s.item when 'expenditure' then 'local_revenue' else 'expenditure' end
        and greatest(t.amount, s.amount) > 1.9 * least(t.amount, s.amount)
    ) then 'unbalanced' end as unbalanced,
    case when s.scope = 'actual' and s.final and s.amount < (
      select t.amount from told t
      where (t.unit_id, t.item, t.scope, t.late) = (s.unit_id, s.item, s.scope, s.late) and t.final
        and t.as_of < s.as_of and t.as_of >= date_trunc('year', s.as_of)
      order by t.as_of desc limit 1
    ) then 'falling' end as falling,
    -- Forms 60 and 61 are a quarter apart: a quarter in which nothing came in or went out is a mistake of the form.
    case when s.scope = 'actual' and s.source = 'disclosure' and s.amount = (
      select t.amount from told t
      where (t.unit_id, t.item, t.scope, t.late) = (s.unit_id, s.item, s.scope, s.late)
        and t.as_of < s.as_of and t.as_of >= date_trunc('year', s.as_of)
      order by t.as_of desc limit 1
    ) then 'standing' end as standing
  from stage s
)
update stage s
set flags = coalesce(kept, array_remove(array[repeated, magnitude, unbalanced, falling, standing], null))
from looked
where looked.external_id = s.external_id
