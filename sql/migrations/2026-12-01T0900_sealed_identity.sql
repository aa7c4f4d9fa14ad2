-- Who a record is of, where a feed says that this is sealed and not left out: the page has a token in its place, and nothing opens
-- it but a reveal that the audit tells of (sql/src/identities).

-- What they are sealed with, and what their tokens are made by; each sealed itself with a key of the key file, so that when that one is
-- changed these few are sealed anew and no page is touched. Tokens are made by one key for good: the same page again is the same page.
create table identity_key (
  id       integer generated always as identity primary key,
  use      text not null check (use in ('seal', 'token')),
  key_id   text not null,
  sealed   bytea not null,
  made_at  timestamptz not null default clock_timestamp()
);
create unique index identity_key_of_tokens on identity_key (use) where use = 'token';
create trigger audited after insert or update or delete on identity_key for each row execute function audit_change('id', 'sealed');

create table sealed_identity (
  feed_id          integer not null references feed,
  token            bytea not null,
  identity_key_id  integer not null references identity_key,
  sealed           bytea not null,
  -- When a page last told it, to the day.
  told_at          timestamptz not null default clock_timestamp(),
  primary key (feed_id, token)
);
create index sealed_identity_told on sealed_identity (told_at);
alter table sealed_identity enable row level security;
create policy in_sight on sealed_identity to ioc_viewer using ((select sees_every_unit()) and feed_id = any((select feeds_in_sight())::integer[]));
