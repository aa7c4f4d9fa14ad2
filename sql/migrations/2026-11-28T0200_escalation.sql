-- Whom alerts are told to. `role` and `unit` say for what; where to, each of `addresses` by its channel.
create table contact (
  key        text primary key,
  name       text not null,
  unit_id    integer not null references unit,
  role       text not null,
  addresses  jsonb not null default '{}',
  simulated  boolean not null default false,
  -- Told nothing any more; what they were told stays.
  left_at    timestamptz
);
create index contact_for on contact (unit_id, role) where left_at is null;

-- Who is on duty for a role of a unit. Where several say so for a moment, the last said holds.
create table duty_shift (
  id        bigint generated always as identity primary key,
  contact   text not null references contact,
  begins    timestamptz not null,
  ends      timestamptz not null,
  -- Told what was still open when the one before ended.
  handed_at timestamptz,
  by        text not null,
  check (begins < ends)
);
create index duty_shift_by_time on duty_shift (ends, begins);

-- How far what happens to alerts (alert_event) has been followed; whoever holds the row follows, and nobody else meanwhile.
create table escalation_progress (
  one    boolean primary key default true check (one),
  event  bigint not null default 0
);
insert into escalation_progress default values;

-- An alert on its way up: from when it fires, comes back or grows worse until somebody sees to it or it is over.
create table escalation (
  id        bigint generated always as identity primary key,
  alert_id  bigint not null references alert,
  -- What began it: one of an event, however often the event is followed.
  event     bigint not null unique references alert_event,
  level     text not null,
  -- Its chain's place in the plan, the next step of it, and when that is due; null at the end of the chain.
  chain     integer not null,
  step      integer not null default 0,
  due_at    timestamptz,
  ended_at  timestamptz,
  ended_by  text
);
create unique index escalation_open on escalation (alert_id) where ended_at is null;
create index escalation_due on escalation (due_at) where ended_at is null and due_at is not null;

-- The steps it took: whom it looked for, and how many there were. 0 is a gap in the roster that somebody has to fill.
create table escalation_step (
  escalation_id  bigint not null references escalation,
  step           integer not null,
  at             timestamptz not null,
  role           text not null,
  unit_id        integer references unit,
  told           integer not null,
  primary key (escalation_id, step)
);

-- One message to one person by one channel, of one or many alerts.
create table message (
  id            bigint generated always as identity primary key,
  contact       text not null references contact,
  channel       text not null,
  address       text not null,
  letter        jsonb not null,
  -- Of a note: what makes it one, however often it is thought of.
  cause         text,
  status        text not null default 'waiting' check (status in ('waiting', 'sent', 'dead')),
  made_at       timestamptz not null default clock_timestamp(),
  due_at        timestamptz not null default clock_timestamp(),
  attempts      integer not null default 0,
  settled_at    timestamptz,
  seen_at       timestamptz
);
create unique index message_cause on message (cause, contact, channel) where cause is not null;
create index message_due on message (due_at) where status = 'waiting';
create index message_of on message (contact, channel, made_at);

-- That somebody is to be told something of an alert. `cause` makes it one, whoever thinks of it again: a step taken, or an event.
create table notification (
  id          bigint generated always as identity primary key,
  cause       text not null,
  alert_id    bigint not null references alert,
  kind        text not null check (kind in ('told', 'escalated', 'ended', 'handed')),
  contact     text not null references contact,
  channel     text not null,
  made_at     timestamptz not null,
  -- Not at night, say, or only with its like.
  from_at     timestamptz not null,
  message_id  bigint references message,
  -- Why it was never sent: seen to or over before anybody was told.
  dropped     text,
  unique (cause, contact, channel)
);
create index notification_waiting on notification (from_at) where message_id is null and dropped is null;
create index notification_of on notification (alert_id);

-- Every attempt to send a message, with what the other side answered.
create table message_attempt (
  id          bigint generated always as identity primary key,
  message_id  bigint not null references message,
  at          timestamptz not null,
  took_ms     integer not null,
  outcome     text not null check (outcome in ('sent', 'failed', 'refused')),
  -- The other side's word for it: a message id, or why not; where it is ours, in either language.
  answer      text not null,
  answer_en   text not null
);
create index message_attempt_of on message_attempt (message_id);
create trigger message_attempt_is_append_only before update or delete or truncate on message_attempt
  for each statement execute function refuse_change();

-- How a channel reaches its gateway; secrets are named, and kept sealed beside.
create table delivery_channel (
  key       text primary key,
  settings  jsonb not null,
  off       boolean not null default false,
  set_by    text not null,
  set_at    timestamptz not null default clock_timestamp()
);
create table delivery_secret (
  channel  text not null,
  name     text not null,
  key_id   text not null,
  sealed   bytea not null,
  set_at   timestamptz not null default now(),
  primary key (channel, name)
);
