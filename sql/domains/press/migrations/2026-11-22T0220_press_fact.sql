create table press_fact (
  feed_id         integer not null,
  external_id     text not null,
  source_version  bigint not null,
  unit_id         integer not null,
  deleted         boolean not null default false,
  run_id          bigint not null,
  page_id         bigint not null,
  place           integer not null,
  outlet          text not null,
  title           text not null,
  summary         text not null,
  url             text not null,
  published_at    timestamptz not null,
  -- Min-hash bands of title and summary: two articles sharing one are likely the same text.
  bands           integer[] not null,
  -- external_id of the first article of the story this one belongs to; its own where it is the first.
  story_id        text not null,
  primary key (feed_id, external_id)
);
create index press_fact_bands on press_fact using gin (bands);
create index press_fact_published_at on press_fact (published_at);
create index press_fact_story on press_fact (story_id);
