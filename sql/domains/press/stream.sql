-- The newest stories of some units ($1), at most $2 of them.
select external_id as id, published_at as at, title, outlet,
       (select count(*) from press_fact copy where copy.story_id = story.external_id and not copy.deleted) as copies
from press_fact story
where story_id = external_id and not deleted and unit_id = any($1::int[])
order by published_at desc, external_id
limit $2
