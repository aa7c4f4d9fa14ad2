-- What one report adds. Stocks stand on the day they were counted. What happened counts on its day, of a week on its last,
-- of a month in the month. Of diseases nothing is added where nobody fell ill: silence in a week that was told is a 0.

select 'health.' || counts.measure as measure, unit_id,
       (case counts.per when 'day' then as_of::timestamp else date_trunc('month', as_of::timestamp) end)
         at time zone 'Asia/Ho_Chi_Minh' as bucket,
       case counts.dim when '' then '{}'::jsonb
                       when 'part' then jsonb_build_object(counts.value, part)
                       else jsonb_build_object(counts.dim, counts.value) end as dims,
       figure.amount::numeric as value
from fact
cross join lateral jsonb_each_text(figures) as figure (item, amount)
join (values
  ('facility_day', 'outpatients', 'visits', 'day', 'kind', 'outpatient'),
  ('facility_day', 'admissions', 'visits', 'day', 'kind', 'inpatient'),
  ('facility_day', 'emergencies', 'emergencies', 'day', 'part', 'facility'),
  ('facility_day', 'transfers', 'transfers', 'day', 'part', 'facility'),
  ('facility_day', 'inpatients', 'inpatients', 'day', 'part', 'facility'),
  ('facility_day', 'beds', 'beds', 'day', 'part', 'facility'),
  ('facility_day', 'e_records', 'e_records', 'day', '', ''),
  ('facility_day', 'prescriptions', 'prescriptions', 'day', '', ''),
  ('facility_day', 'e_prescriptions', 'e_prescriptions', 'day', '', ''),
  ('diseases', 'food_poisoning', 'food_poisoning', 'day', '', ''),
  ('diseases', 'food_poisoning_outbreaks', 'food_poisoning_outbreaks', 'day', '', ''),
  ('community', 'people', 'people', 'day', '', ''),
  ('community', 'insured', 'insured', 'day', '', ''),
  ('community', 'voluntary', 'voluntary', 'day', '', ''),
  ('community', 'health_records', 'health_records', 'day', '', ''),
  ('community', 'elderly', 'elderly', 'day', '', ''),
  ('community', 'elderly_checked', 'elderly_checked', 'day', '', ''),
  ('community', 'children_due', 'children_due', 'month', '', ''),
  ('community', 'children_vaccinated', 'children_vaccinated', 'month', '', ''),
  ('community', 'live_births', 'live_births', 'month', '', ''),
  ('community', 'infant_deaths', 'infant_deaths', 'month', '', ''),
  ('staff', 'doctors', 'doctors', 'day', '', ''),
  ('staff', 'nurses', 'nurses', 'day', '', ''),
  ('medicine', 'items', 'medicines', 'day', 'part', 'medicine'),
  ('medicine', 'below_minimum', 'medicines_short', 'day', 'part', 'medicine'),
  ('medicine', 'stock', 'stock', 'day', 'part', 'medicine'),
  ('medicine', 'used_30_days', 'used', 'day', 'part', 'medicine'),
  ('insurance', 'claimed', 'claimed', 'month', 'part', 'facility'),
  ('insurance', 'rejected', 'rejected', 'month', 'part', 'facility')
) as counts (form, item, measure, per, dim, value) on counts.form = fact.form and counts.item = figure.item
where fact.form <> 'diseases' or figure.amount <> '0'

union all

select 'health.cases', unit_id, as_of::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('disease', disease), (figures->>disease)::numeric
from fact cross join unnest(array['dengue', 'hfmd', 'measles', 'flu', 'rabies']) as disease
where form = 'diseases' and (figures->>disease)::numeric > 0

union all

-- Whether the week's cases were more than the threshold they were held against; nothing where there was none.
select 'health.over_threshold', unit_id, as_of::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('disease', disease),
       case when (figures->>disease)::numeric > (figures->>(disease || '_threshold'))::numeric then 1 else 0 end
from fact cross join unnest(array['dengue', 'hfmd', 'measles', 'flu', 'rabies']) as disease
where form = 'diseases' and figures ? (disease || '_threshold')

union all

select 'health.diseases_over_threshold', unit_id, as_of::timestamp at time zone 'Asia/Ho_Chi_Minh', '{}'::jsonb,
       (select count(*) from unnest(array['dengue', 'hfmd', 'measles', 'flu', 'rabies']) as disease
        where (figures->>disease)::numeric > (figures->>(disease || '_threshold'))::numeric)
from fact
where form = 'diseases' and figures ?| array['dengue_threshold', 'hfmd_threshold', 'measles_threshold', 'flu_threshold', 'rabies_threshold']

union all

-- How many diseases that could be said of.
select 'health.diseases_measured', unit_id, as_of::timestamp at time zone 'Asia/Ho_Chi_Minh', '{}'::jsonb,
       (select count(*) from unnest(array['dengue', 'hfmd', 'measles', 'flu', 'rabies']) as disease where figures ? (disease || '_threshold'))
from fact
where form = 'diseases' and figures ?| array['dengue_threshold', 'hfmd_threshold', 'measles_threshold', 'flu_threshold', 'rabies_threshold']

union all

-- The newest week beside its threshold.
select each.measure, unit_id, as_of::timestamp at time zone 'Asia/Ho_Chi_Minh',
       jsonb_build_object('disease', disease), each.value
from fact cross join unnest(array['dengue', 'hfmd', 'measles', 'flu', 'rabies']) as disease
cross join lateral (values
  ('health.week_cases', (figures->>disease)::numeric),
  ('health.threshold', (figures->>(disease || '_threshold'))::numeric)
) as each (measure, value)
where form = 'diseases' and figures ? (disease || '_threshold')
