-- Gives each week's report of diseases the epidemic threshold of every disease: mean + 2 standard deviations of the unit's own
-- weeks as they stand when the report comes in. The weeks are the five about the same week of up to five years before; where
-- there are not five of them, the twelve before it, of which there must be eight; else there is no threshold. What it was is kept
-- with the report, so that «vượt ngưỡng» means now what it meant then. A report told again as it was keeps the ones it has.

-- Without statistics the planner takes a batch for a handful of rows and compares every one with every other.
analyze stage;

with known as (
  select s.ctid as place, (
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(f.figures) as figure (key, value) where key like '%\_threshold'
  ) as figures
  from stage s
  join health_fact f on f.feed_id = s.feed_id and f.external_id = s.external_id and f.source_version = s.source_version
  where s.form = 'diseases'
), report as (
  select ctid as place, feed_id, unit_id, as_of, figures from stage where form = 'diseases' and ctid not in (select place from known)
), away as (
  select 52 * year + week as weeks, true as of_years
  from unnest(array[1, 2, 3, 4, 5]) as year cross join unnest(array[-2, -1, 0, 1, 2]) as week
  union all
  select week, false from unnest(array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) as week
), wanted as materialized (
  select report.place, report.feed_id, away.of_years,
         format('%s|diseases|||%s', report.unit_id, report.as_of - 7 * away.weeks) as external_id
  from report cross join away
), stored as materialized (
  select feed_id, external_id, figures from health_fact f
  where (feed_id, external_id) in (select feed_id, external_id from wanted) and not deleted
    and (feed_id, external_id) not in (select feed_id, external_id from stage)
), past as (
  select wanted.place, wanted.of_years, stored.figures from wanted join stored using (feed_id, external_id)
  union all
  select wanted.place, wanted.of_years, stage.figures from wanted join stage using (feed_id, external_id)
), counted as (
  select place, disease, of_years, count(*) as weeks,
         avg((figures->>disease)::numeric) + 2 * stddev_pop((figures->>disease)::numeric) as threshold
  from past cross join unnest(array['dengue', 'hfmd', 'measles', 'flu', 'rabies']) as disease
  where figures ? disease
  group by place, disease, of_years having count(*) >= case when of_years then 5 else 8 end
), best as (
  select distinct on (place, disease) place, disease, threshold from counted order by place, disease, of_years desc
), thresholds as (
  select place, jsonb_object_agg(disease || '_threshold', round(threshold, 2)) as figures from best group by place
  union all
  select place, figures from known
)
update stage s set figures = s.figures || thresholds.figures
from thresholds where s.ctid = thresholds.place
