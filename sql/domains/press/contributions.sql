-- What one article adds: always a mention, and a story only if it is the first of its story.

select 'press.mentions' as measure, unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('outlet', outlet) as dims, 1::numeric as value
from fact

union all

select 'press.stories', unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('outlet', outlet), 1
from fact
where story_id = external_id
