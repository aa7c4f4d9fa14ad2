-- What a feed's rows usually look like (workers/src/drift/profile.ts), and in what a page differed from it until a person accepts
-- that: then what is usual is learnt anew.
create table feed_profile (
  feed_id      integer primary key references feed,
  -- Of which configuration: another mapping may mean other things.
  version      integer not null,
  profile      jsonb,
  drifts       jsonb,
  drifted_at   timestamptz,
  accepted_by  text,
  accepted_at  timestamptz
);
