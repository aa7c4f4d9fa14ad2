-- A feed being made, or a version of one: as far as its steward has got. Nothing of it runs before it is published.
create table feed_draft (
  id        bigint generated always as identity primary key,
  -- The feed it is a new version of and the version it began from; both null for a new feed.
  feed_id   integer references feed,
  version   integer,
  spec      jsonb not null,
  -- Counts the saves. Of each part somebody changed: by whom, when and by which save, so that of two people none undoes the other's unseen.
  edit      integer not null default 0,
  parts     jsonb not null default '[]',
  by        text,
  begun_at  timestamptz not null default now(),
  saved_at  timestamptz not null default now(),
  check ((feed_id is null) = (version is null))
);

-- A draft's secrets until they become its feed's, and the page it is tried on: sealed both, for a page may hold personal data that
-- the feed, once made, takes out. Gone with the draft.
create table feed_draft_sealed (
  draft_id    bigint not null references feed_draft on delete cascade,
  kind        text not null check (kind in ('secret', 'sample')),
  name        text not null,
  -- Of a sample: what it is called, its type, whether it is the whole page.
  about       jsonb,
  key_id      text not null,
  sealed      bytea not null,
  set_at      timestamptz not null default now(),
  primary key (draft_id, kind, name)
);
