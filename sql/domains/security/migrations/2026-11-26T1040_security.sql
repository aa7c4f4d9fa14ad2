-- Nothing here names an address, a hash, a domain or a person: what an incident was made of stays with those who handle it.
create table security_incident_fact (
  like fact_columns including all,
  severity         text not null check (severity in ('low', 'medium', 'high', 'critical')),
  type             text not null,
  occurred_at      timestamptz,
  detected_at      timestamptz not null,
  acknowledged_at  timestamptz,
  contained_at     timestamptz,
  closed_at        timestamptz,
  -- Whether the law asks for a report, when one was made, and whether personal data got out.
  reportable       boolean not null,
  reported_at      timestamptz,
  personal_data    boolean not null
);

create table security_alert_fact (
  like fact_columns including all,
  severity   text not null check (severity in ('low', 'medium', 'high', 'critical')),
  category   text not null,
  blocked    boolean not null,
  raised_at  timestamptz not null
);

-- How one unit stands at the end of a day, in counts.
create table security_posture_fact (
  like fact_columns including all,
  day                   date not null,
  endpoints             integer not null,
  endpoints_covered     integer not null,
  servers               integer not null,
  servers_covered       integer not null,
  log_sources           integer not null,
  log_sources_alive     integer not null,
  events_per_second     numeric not null,
  accounts              integer not null,
  accounts_without_mfa  integer not null,
  infected              integer not null,
  sites                 integer not null,
  sites_down            integer not null,
  backups               integer not null,
  backups_tested        integer not null,
  phishing_domains      integer not null,
  attacks_blocked       integer not null
);

create table security_system_fact (
  like fact_columns including all,
  level             integer not null check (level between 1 and 5),
  dossier           text not null check (dossier in ('none', 'submitted', 'approved')),
  registered_on     date not null,
  scanned_on        date,
  logs_reviewed_on  date,
  risks_listed_on   date,
  -- The testing programme approved, and the last exercise.
  programme_on      date,
  exercised_on      date,
  pentested_outside_on  date,
  pentested_inside_on   date,
  log_months        integer not null,
  -- The least level its personal data asks for; null where it holds none.
  owed_level        integer check (owed_level between 2 and 5)
);

create table security_vulnerability_fact (
  like fact_columns including all,
  -- That of its CVSS score where it has one.
  severity  text not null check (severity in ('low', 'medium', 'high', 'critical')),
  cvss      numeric,
  found_at  timestamptz not null,
  due_at    timestamptz,
  fixed_at  timestamptz
);
