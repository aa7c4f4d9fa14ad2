create table certificate_fact (
  like fact_columns including all,
  type        text not null check (type in ('personal', 'organisation', 'tls', 'system')),
  issuer      text not null,
  valid_from  timestamptz not null,
  expires_at  timestamptz not null,
  -- Revoked for cause, or given up because a newer one took its place.
  status      text not null check (status in ('valid', 'revoked', 'replaced')),
  ended_at    timestamptz
);
