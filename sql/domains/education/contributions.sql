-- What one report adds. A school year is not a calendar year: its figures stand on the day they were counted (30 September,
-- 15 January, 31 May), each until the next count. Attendance counts in its month.

select 'education.' || counts.measure as measure, unit_id,
       (case counts.per when 'day' then as_of::timestamp else date_trunc('month', as_of::timestamp) end)
         at time zone 'Asia/Ho_Chi_Minh' as bucket,
       case when part = '' then '{}'::jsonb else jsonb_build_object('level', part) end as dims,
       figure.amount::numeric as value
from fact
cross join lateral jsonb_each_text(figures) as figure (item, amount)
join (values
  ('schools', 'schools', 'schools', 'day'),
  ('schools', 'national_standard', 'national_standard', 'day'),
  ('schools', 'cashless_schools', 'cashless_schools', 'day'),
  ('schools', 'classes', 'classes', 'day'),
  ('schools', 'pupils', 'pupils', 'day'),
  ('schools', 'digital_records', 'digital_records', 'day'),
  ('schools', 'cashless_pupils', 'cashless_pupils', 'day'),
  ('schools', 'teachers', 'teachers', 'day'),
  ('schools', 'qualified_teachers', 'qualified_teachers', 'day'),
  ('schools', 'missing_teachers', 'missing_teachers', 'day'),
  ('attendance', 'expected', 'days_expected', 'month'),
  ('attendance', 'attended', 'days_attended', 'month'),
  ('universal', 'aged_15_60', 'aged_15_60', 'day'),
  ('universal', 'literate', 'literate', 'day'),
  ('universal', 'children_of_age', 'children_of_age', 'day'),
  ('universal', 'children_enrolled', 'children_enrolled', 'day'),
  ('universal', 'leaving', 'leaving', 'day'),
  ('universal', 'completed', 'completed', 'day'),
  ('vocational', 'vocational_graduates', 'vocational_graduates', 'day'),
  ('vocational', 'vocational_employed', 'vocational_employed', 'day'),
  ('graduation', 'candidates', 'candidates', 'day'),
  ('graduation', 'graduated', 'graduated', 'day'),
  ('graduation', 'papers', 'papers', 'day'),
  ('graduation', 'marks', 'marks', 'day')
) as counts (form, item, measure, per) on counts.form = fact.form and counts.item = figure.item
