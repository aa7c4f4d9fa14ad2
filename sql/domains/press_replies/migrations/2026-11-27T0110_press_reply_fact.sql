-- An article that is followed: how far it went, whom it is about, and what the unit that is to answer made of it.
create table press_reply_fact (
  like fact_columns including all,
  outlet        text not null,
  published_at  timestamptz not null,
  -- The agency or place it speaks of, by name; null where it names none.
  target        text,
  views         bigint not null,
  interactions  bigint not null,
  needs_reply   boolean not null,
  assigned_at   timestamptz,
  due_at        timestamptz,
  answered_at   timestamptz,
  -- What became of it: put right, explained, or the article was wrong.
  result        text check (result in ('corrected', 'explained', 'refuted'))
);
