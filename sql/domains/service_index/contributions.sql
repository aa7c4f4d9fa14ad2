-- What one edition adds: the province's points and place, those it is measured against, and everybody's points by name.

select measure, unit_id, edition::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket, '{}'::jsonb as dims, value
from fact, lateral (values
  ('service_index.score', score), ('service_index.rank', rank::numeric), ('service_index.ranked', ranked::numeric),
  ('service_index.above', above), ('service_index.below', below), ('service_index.first', first),
  ('service_index.mean', (select round(avg(points::numeric), 2) from jsonb_each_text(standings) as each (name, points)))
) as told (measure, value)
where value is not null

union all

select 'service_index.standing', unit_id, edition::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('place', standing.name), points::numeric
from fact, jsonb_each_text(standings) as standing (name, points)

union all

-- The six groups with the most points each can bring; only those the ranking gives.
select told.measure, unit_id, edition::timestamp at time zone 'Asia/Ho_Chi_Minh', jsonb_build_object('group', known.name), told.value
from fact,
  (values ('transparency', 18), ('progress', 20), ('online', 12), ('payment', 10), ('digitisation', 22), ('satisfaction', 18)) as known (name, most),
  lateral (values ('service_index.group', (groups->>known.name)::numeric), ('service_index.group_max', known.most::numeric)) as told (measure, value)
where groups ? known.name
