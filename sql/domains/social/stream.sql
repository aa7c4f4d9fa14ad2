-- The newest matters of some units ($1) at a moment ($3), at most $2 of them, each by its first post.
select external_id as id, (select key from feed where feed.id = story.feed_id) as feed, published_at as at,
       left(text, 140) as title, outlet,
       (select count(*) from fact copy where copy.story_id = story.external_id and not copy.deleted) as copies
from fact story
where story_id = external_id and not deleted and unit_id = any($1::int[]) and published_at <= $3::timestamptz + interval '1 minute'
order by published_at desc, external_id
limit $2
