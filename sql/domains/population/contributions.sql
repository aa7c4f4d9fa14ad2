-- What one report adds. Stocks stand on the day they were counted, events in the month they were registered. The population
-- figures of different sources share a measure and never a dimension: no indicator adds them up.

select 'population.' || counts.measure as measure, unit_id,
       (case counts.per when 'day' then as_of::timestamp else date_trunc('month', as_of::timestamp) end)
         at time zone 'Asia/Ho_Chi_Minh' as bucket,
       case counts.dim when '' then '{}'::jsonb
                       when 'source' then jsonb_build_object('source', source)
                       else jsonb_build_object(counts.dim, counts.value) end as dims,
       figure.amount::numeric as value
from fact
cross join lateral jsonb_each_text(figures) as figure (item, amount)
join (values
  ('residents', 'households', 'households', 'day', '', ''),
  ('residents', 'people', 'people', 'day', 'source', ''),
  ('average', 'people', 'people', 'day', 'source', ''),
  ('territory', 'people', 'people', 'day', 'source', ''),
  ('territory', 'area', 'area', 'day', 'source', ''),
  ('residents', 'people', 'residents', 'day', 'residence', 'permanent'),
  ('residents', 'temporary', 'residents', 'day', 'residence', 'temporary'),
  ('residents', 'absent', 'residents', 'day', 'residence', 'absent'),
  ('residents', 'staying', 'residents', 'day', 'residence', 'staying'),
  ('residents', 'male', 'by_sex', 'day', 'sex', 'male'),
  ('residents', 'female', 'by_sex', 'day', 'sex', 'female'),
  ('residents', 'age_0_5', 'by_age', 'day', 'age', '0-5'),
  ('residents', 'age_6_14', 'by_age', 'day', 'age', '6-14'),
  ('residents', 'age_15_59', 'by_age', 'day', 'age', '15-59'),
  ('residents', 'age_60_64', 'by_age', 'day', 'age', '60-64'),
  ('residents', 'age_65', 'by_age', 'day', 'age', '65+'),
  ('events', 'births_male', 'births', 'month', 'sex', 'male'),
  ('events', 'births_female', 'births', 'month', 'sex', 'female'),
  ('events', 'births_linked', 'linked_births', 'month', '', ''),
  ('events', 'births_linked_in_time', 'linked_births_in_time', 'month', '', ''),
  ('events', 'deaths', 'deaths', 'month', '', ''),
  ('events', 'marriages', 'marriages', 'month', '', ''),
  ('events', 'divorces', 'divorces', 'month', '', ''),
  ('events', 'moves_in', 'moves', 'month', 'direction', 'in'),
  ('events', 'moves_out', 'moves', 'month', 'direction', 'out'),
  ('identity', 'eligible', 'eligible', 'day', '', ''),
  ('identity', 'id_cards', 'id_cards', 'day', '', ''),
  ('identity', 'vneid1_registered', 'vneid_registered', 'day', 'level', '1'),
  ('identity', 'vneid2_registered', 'vneid_registered', 'day', 'level', '2'),
  ('identity', 'vneid1_activated', 'vneid_activated', 'day', 'level', '1'),
  ('identity', 'vneid2_activated', 'vneid_activated', 'day', 'level', '2'),
  ('identity', 'documents', 'documents', 'day', '', ''),
  ('identity', 'help_not_installed', 'vneid_help', 'month', 'reason', 'not_installed'),
  ('identity', 'help_no_level_2', 'vneid_help', 'month', 'reason', 'no_level_2'),
  ('identity', 'help_forgotten_password', 'vneid_help', 'month', 'reason', 'forgotten_password')
) as counts (form, item, measure, per, dim, value) on counts.form = fact.form and counts.item = figure.item
