-- Which scenes follow each other on a screen (sql/src/screens/playlist.ts); part of the configuration.
create table playlist (
  key   text primary key,
  spec  jsonb not null
);

-- A physical display (sql/src/screens). It shows a code until somebody who may says what it is called; its token is kept as a digest alone.
create table screen (
  id            bigint generated always as identity primary key,
  token_sha256  text not null unique,
  code          text not null,
  code_until    timestamptz not null,
  name          text,
  paired_by     text,
  paired_at     timestamptz,
  -- What it is to show, and how (sql/src/screens/orders.ts).
  orders        jsonb not null,
  ordered_by    text,
  ordered_at    timestamptz,
  -- What it said of itself last, and when.
  report        jsonb,
  seen_at       timestamptz not null default now(),
  removed_at    timestamptz,
  check ((name is null) = (paired_at is null))
);
create unique index screen_code on screen (code) where paired_at is null;
