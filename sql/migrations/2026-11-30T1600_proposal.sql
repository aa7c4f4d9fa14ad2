-- What somebody wants otherwise of what the house goes by (sql/src/proposals): a feed, a rule of its records, an alert rule, what an indicator means,
-- a plan. Where a province has such changes reviewed, nothing of it holds before another person has looked at it.
create table proposal (
  id          bigint generated always as identity primary key,
  about       text not null check (about in ('feeds', 'rules', 'alerts', 'indicators', 'plans')),
  -- Which of them: a feed's key, or draft/ID of one that is not there yet; domain.kind/rule; the id of a rule, an indicator or a plan.
  key         text not null,
  title       jsonb not null,
  -- Null of a plan, and of an alert rule that watches more than one.
  domain      text,
  -- What stood there when it was proposed, and what is to stand there; null: nothing.
  before      jsonb,
  after       jsonb,
  -- Of an indicator or a plan: the text it is typed as. Of the others: what else its publication needs.
  draft       text,
  needs       jsonb not null default '{}',
  state       text not null check (state in ('draft', 'waiting', 'returned', 'published', 'withdrawn')),
  why         text not null default '',
  edit        integer not null default 0,
  -- Who answers for it, and everybody else who had a hand in it.
  account_id  bigint not null references account,
  by          text not null,
  made_by     text[] not null default '{}',
  begun_at    timestamptz not null default clock_timestamp(),
  changed_at  timestamptz not null default clock_timestamp(),
  check (state not in ('waiting', 'published') or why <> '')
);
create unique index proposal_under_way on proposal (about, key) where state in ('draft', 'waiting', 'returned');
create index proposal_by_time on proposal (changed_at desc);
create index proposal_of_draft on proposal (((needs->>'draft')::bigint)) where state = 'waiting';

-- What was done about it, in order. `alone`: the province asks for no second person.
create table proposal_event (
  id           bigint generated always as identity primary key,
  proposal_id  bigint not null references proposal,
  at           timestamptz not null default clock_timestamp(),
  action       text not null check (action in ('submit', 'withdraw', 'return', 'publish')),
  account_id   bigint not null references account,
  by           text not null,
  note         text,
  alone        boolean not null default false,
  after        jsonb
);
create index proposal_event_of on proposal_event (proposal_id, id);
create trigger proposal_event_is_append_only before update or delete or truncate on proposal_event
  for each statement execute function refuse_change();

-- Whatever the program does: nobody publishes what they answer for, where two are asked for.
create function two_publish() returns trigger language plpgsql as $$
begin
  if not new.alone and new.account_id = (select account_id from proposal where id = new.proposal_id) then
    raise exception 'proposal % is published by whoever made it', new.proposal_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger proposal_is_published_by_two before insert on proposal_event
  for each row when (new.action = 'publish') execute function two_publish();

-- What the console made of an indicator or a plan: it stands over the file of that name (null: there is none), until a configuration is given by command.
create table console_meaning (
  about  text not null check (about in ('indicators', 'plans')),
  key    text not null,
  spec   jsonb,
  primary key (about, key)
);

create trigger audited after insert on proposal_event for each row execute function audit_change('proposal_id id');

alter table proposal enable row level security;
-- What the whole house goes by is for whoever sees all of its units.
create policy in_sight on proposal to ioc_viewer using (
  (select sees_every_unit()) and case when domain is null then (select sees_class('internal')) else domain = any((select domains_in_sight())::text[]) end);
alter table proposal_event enable row level security;
create policy in_sight on proposal_event to ioc_viewer using (exists (select from proposal where proposal.id = proposal_id));
