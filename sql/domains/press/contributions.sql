-- What one article adds: always a mention, and a story only if it is the first of its story. All dims in one measure:
-- a unit, an hour and an outlet are nearly an article, so that splitting it further costs no cell more.

select 'press.mentions' as measure, unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('outlet', outlet, 'channel', channel, 'topic', topic, 'sentiment', sentiment, 'risk', risk) as dims, 1::numeric as value
from fact

union all

select 'press.stories', unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('outlet', outlet, 'channel', channel, 'topic', topic, 'sentiment', sentiment, 'risk', risk), 1
from fact
where story_id = external_id

union all

-- What a person has said of it, beside what the machine said: of the texts somebody looked at, how often it was right.
select 'press.reviewed', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('agreed', case when reviewed_sentiment = machine_sentiment then 'yes' else 'no' end), 1
from fact
where reviewed_sentiment is not null
