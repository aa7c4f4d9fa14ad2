-- What tells the same texts apart from different ones, for every domain that listens: its fact table has published_at, bands
-- (min-hash bands of the text) and story_id (external_id of the first text of the story, its own where it is the first).
--
-- Gives each staged row the story it belongs to: its own earlier answer if it is known, else the story of the oldest text
-- within three days that shares at least three of its eight bands, else its own. Chains are followed one step. One batch of a
-- table at a time, so that two writers cannot both open the same story.
create function join_stories(facts regclass, staged regclass) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('stories of ' || facts::text));
  execute format($join$
    with known as (
      select s.external_id, f.story_id
      from %2$s s join %1$s f on f.feed_id = s.feed_id and f.external_id = s.external_id
    ), candidate as (
      select s.external_id, c.story_id, c.published_at
      from %2$s s, lateral (
        select f.story_id, f.published_at from %1$s f
        where f.bands && s.bands and not f.deleted
          and f.published_at between s.published_at - interval '3 days' and s.published_at + interval '3 days'
          and cardinality(array(select unnest(f.bands) intersect select unnest(s.bands))) >= 3
        union all
        select o.external_id, o.published_at from %2$s o
        where o.bands && s.bands
          and (o.published_at, o.external_id) < (s.published_at, s.external_id)
          and o.published_at > s.published_at - interval '3 days'
          and cardinality(array(select unnest(o.bands) intersect select unnest(s.bands))) >= 3
      ) c
    ), oldest as (
      select distinct on (external_id) external_id, story_id from candidate order by external_id, published_at, story_id
    )
    update %2$s s
    set story_id = coalesce(known.story_id, oldest.story_id, s.external_id)
    from %2$s self
    left join known on known.external_id = self.external_id
    left join oldest on oldest.external_id = self.external_id
    where self.external_id = s.external_id
  $join$, facts, staged);
end $$;
