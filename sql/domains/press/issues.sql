-- The stories most carried in 24 hours about some units ($1), at most $2, at a moment ($3); what speaks badly counts twice.
with recent as (
  select * from fact
  where not deleted and unit_id = any($1::int[])
    and published_at > $3::timestamptz - interval '24 hours' and published_at <= $3::timestamptz + interval '1 minute'
)
select (array_agg(external_id order by published_at, external_id))[1] as id,
       (select key from feed where feed.id = (array_agg(feed_id order by published_at, external_id))[1]) as feed,
       (array_agg(title order by published_at, external_id))[1] as title,
       mode() within group (order by topic) as topic, mode() within group (order by unit_id) as unit,
       count(*)::int as copies, count(distinct outlet)::int as outlets,
       (count(*) filter (where sentiment = 'negative'))::int as negative,
       (count(*) filter (where sentiment = 'neutral'))::int as neutral,
       (count(*) filter (where sentiment = 'positive'))::int as positive,
       min(published_at) as first_at, max(published_at) as last_at,
       (count(*) filter (where published_at > $3::timestamptz - interval '3 hours'))::int as latest,
       null::int as interactions, null::text as handling, null::int as minutes
from recent
group by story_id
order by count(*) + count(*) filter (where sentiment = 'negative') desc, max(published_at) desc, 1
limit $2
