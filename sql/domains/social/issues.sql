-- The matters most posted on in 24 hours about some units ($1), at most $2, at a moment ($3); what speaks badly counts twice.
-- Of the answer owed, the latest word on any of their posts.
with recent as (
  select * from fact
  where not deleted and unit_id = any($1::int[])
    and published_at > $3::timestamptz - interval '24 hours' and published_at <= $3::timestamptz + interval '1 minute'
)
select (array_agg(external_id order by published_at, external_id))[1] as id,
       (select key from feed where feed.id = (array_agg(feed_id order by published_at, external_id))[1]) as feed,
       left((array_agg(text order by published_at, external_id))[1], 160) as title,
       mode() within group (order by topic) as topic, mode() within group (order by unit_id) as unit,
       count(*)::int as copies, count(distinct outlet)::int as outlets,
       (count(*) filter (where sentiment = 'negative'))::int as negative,
       (count(*) filter (where sentiment = 'neutral'))::int as neutral,
       (count(*) filter (where sentiment = 'positive'))::int as positive,
       min(published_at) as first_at, max(published_at) as last_at,
       (count(*) filter (where published_at > $3::timestamptz - interval '3 hours'))::int as latest,
       sum(interactions)::float8 as interactions,
       case
         when not bool_or(needs_reply) then null
         when bool_or(needs_reply and answered_at <= $3::timestamptz) then 'answered'
         when bool_or(needs_reply and due_at < $3::timestamptz) then 'late'
         else 'waiting'
       end as handling,
       round(extract(epoch from min(answered_at) filter (where answered_at <= $3::timestamptz) - min(published_at)) / 60)::int as minutes
from recent
group by story_id
order by count(*) + count(*) filter (where sentiment = 'negative') desc, max(published_at) desc, 1
limit $2
