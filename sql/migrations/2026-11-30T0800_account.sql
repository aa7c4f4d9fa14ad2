-- Who may sign in (sql/src/accounts). What somebody did stays told under their name, so no account is ever deleted and no name given twice.
create table account (
  id              bigint generated always as identity primary key,
  -- What others read of them, and what they type to sign in; both without regard to case.
  name            text not null check (length(name) between 1 and 80),
  login           text not null check (login ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'),
  roles           text[] not null,
  -- Argon2id, as the PHC string says it with its costs; null until its owner has set one.
  password        text,
  password_set_at timestamptz,
  disabled_at     timestamptz,
  changed_at      timestamptz not null default clock_timestamp(),
  made_at         timestamptz not null default clock_timestamp()
);
create unique index account_by_name on account (lower(name));
create unique index account_by_login on account (login);

-- The second step of signing in: a secret its owner’s telephone shares (RFC 6238), and codes for when that is lost, each good for once.
create table second_step (
  account_id   bigint primary key references account,
  key_id       text not null,
  sealed       bytea not null,
  -- Until the first code was shown to be right, it is asked of nobody.
  confirmed_at timestamptz,
  -- The step of time whose code was used last: no code is good twice.
  last_step    bigint not null default 0,
  spare_sha256 text[] not null default '{}'
);

-- A link that lets whoever holds it set the password of an account, once: the first administrator’s, a new one’s, one that was forgotten.
create table invitation (
  id           bigint generated always as identity primary key,
  token_sha256 text not null unique,
  account_id   bigint not null references account,
  -- The first administrator’s, who says themselves what they are called.
  is_first     boolean not null,
  until        timestamptz not null,
  used_at      timestamptz,
  made_at      timestamptz not null default clock_timestamp()
);

create table session (
  id           bigint generated always as identity primary key,
  token_sha256 text not null unique,
  account_id   bigint not null references account,
  began_at     timestamptz not null default clock_timestamp(),
  seen_at      timestamptz not null default clock_timestamp(),
  -- However busy, no longer than this.
  until        timestamptz not null,
  address      text not null,
  agent        text not null,
  ended_at     timestamptz,
  -- Signed out, revoked, its account changed; a session that only ran out has none.
  why          text
);
create index session_of_account on session (account_id) where ended_at is null;

-- What machines sign in with: told once, when it is made.
create table api_token (
  id           bigint generated always as identity primary key,
  name         text not null check (length(name) between 1 and 80),
  token_sha256 text not null unique,
  permissions  text[] not null,
  until        timestamptz not null,
  made_at      timestamptz not null default clock_timestamp(),
  made_by      text not null,
  used_at      timestamptz,
  withdrawn_at timestamptz
);
create unique index api_token_by_name on api_token (lower(name)) where withdrawn_at is null;

-- How often somebody tried to sign in, by account and by address (rate-limiter-flexible); kept here, so that a restart forgives nothing.
create table sign_in_tries (
  key    varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

create trigger audited after insert or update or delete on account for each row execute function audit_change('id', 'password');
create trigger audited after insert or delete or update of confirmed_at on second_step
  for each row execute function audit_change('account_id', 'key_id', 'sealed', 'last_step', 'spare_sha256');
create trigger audited after insert or update or delete on invitation for each row execute function audit_change('id', 'token_sha256');
create trigger audited after insert or delete or update of ended_at on session
  for each row execute function audit_change('id', 'token_sha256', 'seen_at');
create trigger audited after insert or delete or update of withdrawn_at on api_token
  for each row execute function audit_change('id', 'token_sha256', 'used_at');

-- A key of its owner’s telephone or computer (WebAuthn), which unlocks with a finger or a PIN: both steps at once.
create table passkey (
  -- As the authenticator says it, base64url.
  id           text primary key,
  account_id   bigint not null references account,
  name         text not null check (length(name) between 1 and 80),
  public_key   bytea not null,
  counter      bigint not null,
  transports   text[] not null,
  made_at      timestamptz not null default clock_timestamp(),
  used_at      timestamptz
);
create index passkey_of_account on passkey (account_id);

-- Who an account is to the house that signs people in for us (OpenID Connect): its subject never changes, what it is called may.
create table account_identity (
  issuer       text not null,
  subject      text not null,
  account_id   bigint not null references account,
  made_at      timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  unique (issuer, account_id)
);

-- What a browser that has gone to sign in elsewhere, or was asked for a passkey, is to bring back; taken once, and soon.
create table sign_in_errand (
  token_sha256 text primary key,
  kind         text not null check (kind in ('oidc', 'passkey', 'new passkey')),
  detail       jsonb not null,
  until        timestamptz not null
);

create trigger audited after insert or delete or update of name on passkey
  for each row execute function audit_change('id', 'public_key', 'counter', 'used_at');
create trigger audited after insert or update or delete on account_identity for each row execute function audit_change('issuer subject');
