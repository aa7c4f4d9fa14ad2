-- What one published result adds: its score, the scale it was given on, its place, and how many places there were.

select measure, unit_id, make_timestamptz(edition, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh') as bucket,
       jsonb_strip_nulls(jsonb_build_object('item', item, 'index', split_part(item, '/', 1), 'part', nullif(split_part(item, '/', 2), ''))) as dims,
       value
from fact, lateral (values
  ('indices.score', score), ('indices.scale', scale), ('indices.rank', rank::numeric), ('indices.ranked', ranked::numeric)
) as told (measure, value)
where value is not null
