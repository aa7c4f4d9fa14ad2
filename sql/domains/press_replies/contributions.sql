-- What one followed article adds, to the unit that is to answer it.

select 'press_replies.articles' as measure, unit_id, date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_strip_nulls(jsonb_build_object('outlet', outlet, 'target', target)) as dims, 1::numeric as value
from fact

union all

select told.measure, unit_id, date_trunc('hour', published_at, 'Asia/Ho_Chi_Minh'), jsonb_build_object('outlet', outlet), told.value
from fact, lateral (values ('press_replies.views', views::numeric), ('press_replies.interactions', interactions::numeric)) as told (measure, value)

union all

select 'press_replies.replies', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'),
       jsonb_strip_nulls(jsonb_build_object('result', result, 'reply', case
         when answered_at is null then 'waiting' when answered_at <= due_at or due_at is null then 'in_time' else 'late' end)), 1
from fact
where needs_reply

union all

select 'press_replies.reply_hours', unit_id, date_trunc('day', published_at, 'Asia/Ho_Chi_Minh'), '{}'::jsonb,
       round(extract(epoch from answered_at - coalesce(assigned_at, published_at)) / 3600, 2)
from fact
where needs_reply and answered_at is not null

union all

-- Bucketed by the hour after which it is overdue, so that «overdue now» is a sum over the buckets that have begun.
select 'press_replies.unanswered', unit_id, date_trunc('hour', due_at, 'Asia/Ho_Chi_Minh') + interval '1 hour', '{}'::jsonb, 1
from fact
where needs_reply and answered_at is null and due_at is not null
