-- A duplicate whose master is closed is closed with it, whether the master is stored or comes in the same batch. Said before
-- clusters, for the rest of this file is one statement.
update stage s set closed_with_master_at = closed_at(f)
from report_fact f
where f.feed_id = s.feed_id and f.external_id = s.duplicate_of;

-- Gives each staged report its cluster: reports of one commune and one category, each within six hours of the one before. What is
-- known keeps its place. One batch at a time, so that two writers cannot both be third.
with locked as (
  select pg_advisory_xact_lock(hashtext('reports.cluster'))
), known as (
  select s.external_id, f.cluster_id, f.cluster_place
  from stage s, locked, report_fact f
  where f.feed_id = s.feed_id and f.external_id = s.external_id and f.unit_id = s.unit_id and f.category = s.category
), near as (
  select distinct f.feed_id, f.external_id, f.unit_id, f.category, f.received_at, f.cluster_id, f.cluster_place
  from stage s join report_fact f on f.unit_id = s.unit_id and f.category = s.category
    and f.received_at between s.received_at - interval '1 day' and s.received_at + interval '1 day'
  where not f.deleted and not exists (select from stage o where o.feed_id = f.feed_id and o.external_id = f.external_id)
), both_kinds as (
  select unit_id, category, received_at, external_id, cluster_id, cluster_place, false as is_new, false as is_staged from near
  union all
  select s.unit_id, s.category, s.received_at, s.external_id, known.cluster_id, known.cluster_place, known.external_id is null, true
  from stage s left join known on known.external_id = s.external_id
), stepped as (
  select *, received_at > coalesce(lag(received_at) over one + interval '6 hours', '-infinity') as opens
  from both_kinds window one as (partition by unit_id, category order by received_at, external_id)
), islands as (
  select *, count(*) filter (where opens) over (partition by unit_id, category order by received_at, external_id) as island from stepped
), placed as (
  select external_id, is_staged,
         coalesce(first_value(cluster_id) over one, first_value(external_id) over one) as cluster_id,
         coalesce(max(cluster_place) over whole, 0) + count(*) filter (where is_new) over one as cluster_place
  from islands
  window one as (partition by unit_id, category, island order by received_at, external_id),
         whole as (partition by unit_id, category, island)
)
update stage s
set cluster_id = coalesce(known.cluster_id, placed.cluster_id), cluster_place = coalesce(known.cluster_place, placed.cluster_place)
from placed left join known on known.external_id = placed.external_id
where placed.is_staged and placed.external_id = s.external_id
