create table press_fact (
  like fact_columns including all,
  outlet          text not null,
  channel         text not null,
  title           text not null,
  summary         text not null,
  url             text not null,
  published_at    timestamptz not null,
  -- Min-hash bands of title and summary: two articles sharing one are likely the same text.
  bands           integer[] not null,
  -- external_id of the first article of the story this one belongs to; its own where it is the first.
  story_id        text not null,
  -- One of the fields of topics.yaml.
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
  review_reason       text
);
create index press_fact_bands on press_fact using gin (bands);
create index press_fact_published_at on press_fact (published_at);
create index press_fact_story on press_fact (story_id);
