alter table press_fact
  -- One of the fields of topics.yaml.
  add column topic text not null default 'khac',
  add column sentiment text not null default 'neutral' check (sentiment in ('negative', 'neutral', 'positive')),
  -- A person's word, where one was given in place of the machine's.
  add column is_reviewed boolean not null default false;
alter table press_fact alter column topic drop default, alter column sentiment drop default, alter column is_reviewed drop default;
