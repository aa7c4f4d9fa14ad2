create table press_fact (
  like fact_columns including all,
  outlet          text not null,
  title           text not null,
  summary         text not null,
  url             text not null,
  published_at    timestamptz not null,
  -- Min-hash bands of title and summary: two articles sharing one are likely the same text.
  bands           integer[] not null,
  -- external_id of the first article of the story this one belongs to; its own where it is the first.
  story_id        text not null
);
create index press_fact_bands on press_fact using gin (bands);
create index press_fact_published_at on press_fact (published_at);
create index press_fact_story on press_fact (story_id);
