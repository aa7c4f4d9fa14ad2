-- Gives each staged article the story it belongs to: its own earlier answer if it is known, else the story of the oldest
-- article within three days that shares at least three of its eight bands, else its own.
--
-- Chains are followed one step. One press batch at a time, so that two writers cannot both open the same story.
with locked as (
  select pg_advisory_xact_lock(hashtext('press.story'))
), known as (
  select s.external_id, f.story_id
  from stage s, locked, press_fact f
  where f.feed_id = s.feed_id and f.external_id = s.external_id
), candidate as (
  select s.external_id, c.story_id, c.published_at
  from stage s, locked, lateral (
    select f.story_id, f.published_at from press_fact f
    where f.bands && s.bands and not f.deleted
      and f.published_at between s.published_at - interval '3 days' and s.published_at + interval '3 days'
      and cardinality(array(select unnest(f.bands) intersect select unnest(s.bands))) >= 3
    union all
    select o.external_id, o.published_at from stage o
    where o.bands && s.bands
      and (o.published_at, o.external_id) < (s.published_at, s.external_id)
      and o.published_at > s.published_at - interval '3 days'
      and cardinality(array(select unnest(o.bands) intersect select unnest(s.bands))) >= 3
  ) c
), oldest as (
  select distinct on (external_id) external_id, story_id from candidate order by external_id, published_at, story_id
)
update stage s
set story_id = coalesce(known.story_id, oldest.story_id, s.external_id)
from stage self
left join known on known.external_id = self.external_id
left join oldest on oldest.external_id = self.external_id
where self.external_id = s.external_id
