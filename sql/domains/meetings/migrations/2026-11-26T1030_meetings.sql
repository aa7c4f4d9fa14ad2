create table meeting_fact (
  like fact_columns including all,
  level               text not null check (level in ('national', 'province', 'commune')),
  status              text not null check (status in ('planned', 'held', 'cancelled')),
  starts_at           timestamptz not null,
  ended_at            timestamptz,
  endpoints_invited   integer not null,
  endpoints_joined    integer not null,
  participants        integer not null,
  failed_connections  integer not null
);

-- A room with a screen, and how it stands.
create table meeting_endpoint_fact (
  like fact_columns including all,
  state  text not null check (state in ('up', 'down', 'maintenance')),
  since  timestamptz not null
);
