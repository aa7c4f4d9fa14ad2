-- What one article adds: always a mention, and a story only if it is the first of its story. All dims in one measure:
-- a unit, an hour and an outlet are nearly an article, so that splitting it further costs no cell more.

select 'press.mentions' as measure, unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('outlet', outlet, 'topic', topic, 'sentiment', sentiment) as dims, 1::numeric as value
from fact

union all

select 'press.stories', unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('outlet', outlet, 'topic', topic, 'sentiment', sentiment), 1
from fact
where story_id = external_id
