-- What a commune's group of criteria adds as it stood in a month. Scores belong to the commune; criteria are counted.

select measure, unit_id, month::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       jsonb_strip_nulls(jsonb_build_object('criteria_group', criteria_group, 'progress', state)) as dims, value
from fact, lateral (values
  ('indices.commune_scale', null, scale),
  ('indices.commune_self', null, self),
  ('indices.commune_appraised', null, appraised),
  ('indices.commune_appraised_scale', null, case when appraised is not null then scale end),
  -- A group weighs what it can bring, in what is typed in as in what is scored.
  ('indices.commune_progress', null, progress * scale / 100),
  ('indices.commune_progress_scale', null, case when progress is not null then scale end),
  ('indices.commune_criteria', 'done', done::numeric),
  ('indices.commune_criteria', 'under_way', under_way::numeric),
  ('indices.commune_criteria', 'evidence_wanted', evidence_wanted::numeric),
  ('indices.commune_criteria', 'not_begun', not_begun::numeric)
) as told (measure, state, value)
where value is not null
