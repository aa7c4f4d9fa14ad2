-- What one unit's day adds: figures that replace those of the day before, and what happened on the day.

select 'security.' || measure as measure, unit_id,
       day::timestamp at time zone 'Asia/Ho_Chi_Minh' as bucket,
       '{}'::jsonb as dims, value::numeric
from fact, lateral (values
  ('endpoints', endpoints::numeric),
  ('endpoints_covered', endpoints_covered),
  ('servers', servers),
  ('servers_covered', servers_covered),
  ('log_sources', log_sources),
  ('log_sources_alive', log_sources_alive),
  ('events_per_second', events_per_second),
  ('accounts', accounts),
  ('accounts_without_mfa', accounts_without_mfa),
  ('infected', infected),
  ('sites', sites),
  ('sites_down', sites_down),
  ('backups', backups),
  ('backups_tested', backups_tested),
  ('phishing_domains', phishing_domains),
  ('attacks_blocked', attacks_blocked)
) each (measure, value)
