-- What one public post adds: at most four totals, and one or two more where the province owes an answer.

select 'social.mentions' as measure, unit_id,
       date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_build_object('channel', channel, 'topic', topic, 'sentiment', sentiment, 'risk', risk) as dims, 1::numeric as value
from fact

union all

select 'social.stories', unit_id, date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel, 'topic', topic, 'sentiment', sentiment, 'risk', risk), 1
from fact
where story_id = external_id

union all

select 'social.interactions', unit_id, date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel), interactions
from fact
where interactions > 0

union all

select 'social.views', unit_id, date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel), views
from fact
where views > 0

union all

select 'social.replies', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('reply', case
         when answered_at is null then 'waiting' when answered_at <= due_at or due_at is null then 'in_time' else 'late' end), 1
from fact
where needs_reply

union all

select 'social.reply_minutes', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'), '{}'::jsonb,
       round(extract(epoch from answered_at - published_at) / 60)
from fact
where needs_reply and answered_at is not null

union all

-- Bucketed by the hour after which it is overdue, so that «overdue now» is a sum over the buckets that have begun.
select 'social.unanswered', unit_id, date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour',
       jsonb_build_object('topic', topic), 1
from fact
where needs_reply and answered_at is null and due_at is not null

union all

select 'social.false_news', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('channel', channel), 1
from fact
where is_false and story_id = external_id

union all

-- What a person has said of it, beside what the machine said: of the texts somebody looked at, how often it was right.
select 'social.reviewed', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_build_object('agreed', case when reviewed_sentiment = machine_sentiment then 'yes' else 'no' end), 1
from fact
where reviewed_sentiment is not null
