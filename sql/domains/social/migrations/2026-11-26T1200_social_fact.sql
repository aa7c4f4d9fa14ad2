-- Public posts without their posters: no name, account, picture, address or exact place of anyone is a column here.
create table social_fact (
  like fact_columns including all,
  channel        text not null,
  -- The page, group or channel; of a person's own account only that it is one.
  outlet         text not null,
  -- Phone, identity and account numbers masked.
  text           text not null,
  published_at   timestamptz not null,
  bands          integer[] not null,
  story_id       text not null,
  -- external_id of the post it passes on, where the platform says so.
  repost_of      text,
  topic              text not null,
  sentiment          text not null check (sentiment in ('negative', 'neutral', 'positive')),
  risk               text not null check (risk in ('low', 'medium', 'high')),
  machine_topic      text not null,
  machine_sentiment  text not null,
  machine_risk       text not null,
  -- A person's word, where one was given in place of the machine's; with who, when and why where it was given here.
  reviewed_topic      text,
  reviewed_sentiment  text,
  reviewed_risk       text,
  reviewed_unit       integer,
  reviewed_by         text,
  reviewed_at         timestamptz,
  review_reason       text,
  views          bigint not null,
  interactions   bigint not null,
  -- What the province's staff made of it.
  needs_reply    boolean not null,
  due_at         timestamptz,
  answered_at    timestamptz,
  is_false       boolean not null
);
create index social_fact_bands on social_fact using gin (bands);
create index social_fact_published_at on social_fact (published_at);
create index social_fact_story on social_fact (story_id);
